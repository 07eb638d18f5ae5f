package io.levibot.engine.registry;

import io.levibot.api.BarInterval;
import io.levibot.api.Symbol;
import io.levibot.api.Thresholds;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.ThresholdPolicy;
import io.levibot.engine.feature.FeatureSet;
import io.levibot.engine.label.LabelDefinition;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an engine needs to decide with one bundle: the feature set and the three plugin instances that were created
 * from its artifacts, with the figures that it was promoted on.
 *
 * <p>Immutable; safe for use by several threads as far as the plugins' contracts go. Whoever made it closes it, once no engine
 * serves it any more.
 *
 * @since 0.1.0
 */
public final class ServingModel implements AutoCloseable {
    private final String id;
    private final SortedSet<Symbol> symbols;
    private final FeatureSet featureSet;
    private final Predictor predictor;
    private final Calibrator calibrator;
    private final ThresholdPolicy policy;
    private final ServingFigures figures;
    private final @Nullable LabelDefinition label;
    private final int lookback;
    private final @Nullable Thresholds thresholds;

    /**
     * What a bundle's evaluation on its own untouched block said; a figure that was not evaluated is NaN.
     *
     * @param ece expected calibration error of the served probabilities, 0 to 1
     * @param auc area under the ROC curve, 0 to 1
     * @param sharpe annualised Sharpe ratio after costs
     * @param maxDrawdown largest fall of equity from its peak, a fraction
     * @param dataUntil close of the newest bar that went into the bundle
     * @since 0.1.0
     */
    public record ServingFigures(double ece, double auc, double sharpe, double maxDrawdown, Instant dataUntil) {
        /** Refuses null. */
        public ServingFigures {
            Objects.requireNonNull(dataUntil, "dataUntil");
        }

        /**
         * @param dataUntil close of the newest bar that went into the model
         * @return figures of a model that was not evaluated
         */
        public static ServingFigures notEvaluated(Instant dataUntil) {
            return new ServingFigures(Double.NaN, Double.NaN, Double.NaN, Double.NaN, dataUntil);
        }
    }

    /**
     * @param id the bundle's id, as decisions and journals show it
     * @param symbols instruments that it was made for, at least one
     * @param featureSet makes its inputs
     * @param predictor scores them
     * @param calibrator turns a score into a probability
     * @param policy turns a probability into a signal
     * @param figures what its evaluation said
     * @throws RuntimeException what the predictor threw when asked for its lookback, or the policy for its thresholds
     */
    public ServingModel(
            String id,
            Collection<Symbol> symbols,
            FeatureSet featureSet,
            Predictor predictor,
            Calibrator calibrator,
            ThresholdPolicy policy,
            ServingFigures figures) {
        this(id, symbols, featureSet, predictor, calibrator, policy, figures, null);
    }

    private ServingModel(
            String id,
            Collection<Symbol> symbols,
            FeatureSet featureSet,
            Predictor predictor,
            Calibrator calibrator,
            ThresholdPolicy policy,
            ServingFigures figures,
            @Nullable LabelDefinition label) {
        this.label = label;
        this.id = Objects.requireNonNull(id, "id");
        this.symbols = Collections.unmodifiableSortedSet(new TreeSet<>(symbols));
        this.featureSet = Objects.requireNonNull(featureSet, "featureSet");
        this.predictor = Objects.requireNonNull(predictor, "predictor");
        this.calibrator = Objects.requireNonNull(calibrator, "calibrator");
        this.policy = Objects.requireNonNull(policy, "policy");
        this.figures = Objects.requireNonNull(figures, "figures");
        this.lookback = predictor.lookback();
        this.thresholds = policy.thresholds();
    }

    /** Returns the bundle's id. */
    public String id() {
        return id;
    }

    /** Returns the instruments that it was made for, in symbol order. */
    public SortedSet<Symbol> symbols() {
        return symbols;
    }

    /** Returns the length of the bars that it was made for. */
    public BarInterval interval() {
        return featureSet.interval();
    }

    /** Returns what makes its inputs. */
    public FeatureSet featureSet() {
        return featureSet;
    }

    /** Returns what scores them. */
    public Predictor predictor() {
        return predictor;
    }

    /** Returns how many rows the predictor looks at, 1 and up: asked for once, so that it can neither change nor fail later. */
    public int lookback() {
        return lookback;
    }

    /** Returns what turns a score into a probability. */
    public Calibrator calibrator() {
        return calibrator;
    }

    /** Returns what turns a probability into a signal. */
    public ThresholdPolicy policy() {
        return policy;
    }

    /** Returns the policy's thresholds, null if it never enters: asked for once, so that they can neither change nor fail later. */
    public @Nullable Thresholds thresholds() {
        return thresholds;
    }

    /** Returns what its evaluation said. */
    public ServingFigures figures() {
        return figures;
    }

    /** Returns the event whose probability it states, if that is known: live calibration needs it. */
    public Optional<LabelDefinition> label() {
        return Optional.ofNullable(label);
    }

    /**
     * @param definition the event whose probability it states
     * @return the same model, with it
     */
    public ServingModel withLabel(LabelDefinition definition) {
        return new ServingModel(id, symbols, featureSet, predictor, calibrator, policy, figures, definition);
    }

    /** Closes the predictor. May be called twice. */
    @Override
    public void close() {
        predictor.close();
    }

    @Override
    public String toString() {
        return "ServingModel[" + id + "]";
    }
}
