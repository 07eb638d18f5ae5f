package io.levibot.engine.registry;

import io.levibot.api.Artifact;
import io.levibot.api.ArtifactException;
import io.levibot.api.FeatureFrame;
import io.levibot.api.LevibotException;
import io.levibot.api.Thresholds;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.CalibratorProvider;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.api.spi.ThresholdPolicy;
import io.levibot.api.spi.ThresholdPolicyProvider;
import io.levibot.engine.feature.FeatureSet;
import io.levibot.engine.label.LabelDefinition;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.ServingModel.ServingFigures;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Makes a bundle ready to serve: creates predictor, calibrator and policy from their saved states, checks that everything belongs
 * together, and lets the golden rows prove that this machine gives the very scores and probabilities that were evaluated, bit
 * for bit. Replaying them also warms the code up.
 *
 * <p>Thread-safety: immutable. Loading runs on the caller's thread, away from the path of the bars.
 *
 * @since 0.1.0
 */
public final class ServingModelLoader {
    private static final String COMPONENT = "bundle";

    private final Plugins plugins;
    private final PluginContext context;

    /**
     * @param plugins where predictor, calibrator and policy are found by the names that the bundle holds
     * @param context clock and executor for the plugins; saved state, schema and seed come from the bundle
     */
    public ServingModelLoader(Plugins plugins, PluginContext context) {
        this.plugins = Objects.requireNonNull(plugins, "plugins");
        this.context = Objects.requireNonNull(context, "context");
    }

    /**
     * @param bundle a verified bundle
     * @return the model, to be closed by the caller
     * @throws ArtifactException if the bundle is only trained, its parts do not belong together, or a golden row does not come
     *     out to the bit; what had been created is closed
     * @throws io.levibot.api.PluginException if a plugin is not found, or fails to create
     * @throws io.levibot.api.ConfigException if a plugin refuses the configuration in the bundle
     */
    public ServingModel load(Bundle bundle) {
        BundleContent content = bundle.content();
        Completion completion = content.completion()
                .orElseThrow(
                        () -> refuse(
                                bundle,
                                "is only trained: it has no calibrator and no policy, so it cannot be served; complete it first"));
        FeatureSet features = features(bundle);
        LabelDefinition label =
                LabelDefinition.fromJson(content.label().definition(), "label of bundle " + bundle.id());
        Predictor predictor = plugins.create(
                PredictorProvider.class,
                content.predictor().plugin().name(),
                content.predictor().plugin().config(),
                contextFor(bundle, features, content.predictor().artifact()));
        boolean loaded = false;
        try {
            ServingModel model =
                    assemble(bundle, completion, features, predictor).withLabel(label);
            loaded = true;
            return model;
        } finally {
            if (!loaded) {
                predictor.close();
            }
        }
    }

    private ServingModel assemble(Bundle bundle, Completion completion, FeatureSet features, Predictor predictor) {
        Calibrator calibrator = plugins.create(
                CalibratorProvider.class,
                completion.calibrator().plugin().name(),
                completion.calibrator().plugin().config(),
                contextFor(bundle, features, completion.calibrator().artifact()));
        ThresholdPolicy policy = plugins.create(
                ThresholdPolicyProvider.class,
                completion.policy().plugin().name(),
                completion.policy().plugin().config(),
                contextFor(bundle, features, completion.policy().artifact()));
        try {
            requireFit(bundle, completion, predictor, calibrator, policy);
            replay(bundle, completion.golden(), features, predictor, calibrator);
        } catch (LevibotException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ArtifactException(
                    COMPONENT,
                    "bundle " + bundle.id() + " cannot be served: a plugin of it failed while it was checked: " + e,
                    e);
        }
        return new ServingModel(
                bundle.id().value(),
                bundle.content().market().symbols(),
                features,
                predictor,
                calibrator,
                policy,
                figures(bundle, completion.figures()));
    }

    private static FeatureSet features(Bundle bundle) {
        FeatureFacts facts = bundle.content().features();
        FeatureSet features = FeatureSet.fromJson(facts.set(), "feature set of bundle " + bundle.id());
        String fingerprint = features.schema().fingerprint();
        if (!fingerprint.equals(facts.schemaFingerprint())) {
            throw refuse(
                    bundle,
                    "was made for the feature schema " + facts.schemaFingerprint() + ", but its feature set has "
                            + fingerprint);
        }
        if (!features.interval().equals(bundle.content().market().interval())) {
            throw refuse(
                    bundle,
                    "is for bars of " + bundle.content().market().interval() + ", but its feature set is for "
                            + features.interval());
        }
        return features;
    }

    private PluginContext contextFor(Bundle bundle, FeatureSet features, Artifact artifact) {
        return context.toBuilder()
                .seed(bundle.content().provenance().seed())
                .schema(features.schema())
                .artifact(artifact)
                .build();
    }

    private static void requireFit(
            Bundle bundle, Completion completion, Predictor predictor, Calibrator calibrator, ThresholdPolicy policy) {
        if (predictor.scale() != calibrator.info().scale()) {
            throw refuse(
                    bundle,
                    "has a predictor whose scores are " + predictor.scale() + ", but a calibrator for "
                            + calibrator.info().scale());
        }
        Thresholds chosen = completion.policy().thresholds().orElse(null);
        if (chosen != null && !chosen.equals(policy.thresholds())) {
            throw refuse(
                    bundle, "says that its thresholds are " + chosen + ", but its policy has " + policy.thresholds());
        }
    }

    private static void replay(
            Bundle bundle, List<GoldenRow> rows, FeatureSet features, Predictor predictor, Calibrator calibrator) {
        for (int i = 0; i < rows.size(); i++) {
            GoldenRow row = rows.get(i);
            if (row.features() != features.schema().size() || row.lags() < predictor.lookback()) {
                throw refuse(
                        bundle,
                        "has golden row " + i + " of " + row.lags() + " x " + row.features()
                                + " values; its predictor needs " + predictor.lookback() + " x "
                                + features.schema().size());
            }
            FeatureFrame frame = row.frame(features.schema());
            double raw = predictor.score(frame);
            requireSame(bundle, i, "raw score", row.rawScore(), raw);
            requireSame(bundle, i, "probability", row.probability(), calibrator.calibrate(raw));
        }
    }

    private static void requireSame(Bundle bundle, int row, String what, double expected, double actual) {
        if (Double.doubleToLongBits(expected) != Double.doubleToLongBits(actual)) {
            throw refuse(
                    bundle,
                    "does not serve here what was evaluated: " + what + " of golden row " + row + " is " + actual
                            + ", evaluated was " + expected
                            + "; the plugin's version or this machine's arithmetic differs from the one that made the bundle");
        }
    }

    private static ServingFigures figures(Bundle bundle, EvaluationFigures figures) {
        Provenance provenance = bundle.content().provenance();
        Instant dataUntil = provenance.split().test().map(DataBlock::until).orElse(provenance.createdAt());
        return new ServingFigures(figures.ece(), figures.auc(), figures.sharpe(), figures.maxDrawdown(), dataUntil);
    }

    private static ArtifactException refuse(Bundle bundle, String why) {
        return new ArtifactException(COMPONENT, "bundle " + bundle.id() + " " + why);
    }
}
