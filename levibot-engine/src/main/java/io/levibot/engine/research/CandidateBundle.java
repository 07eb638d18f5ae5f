package io.levibot.engine.research;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.api.FeatureFrame;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.Predictor;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.internal.Hashes;
import io.levibot.engine.label.Labels;
import io.levibot.engine.registry.BundleContent;
import io.levibot.engine.registry.BundleId;
import io.levibot.engine.registry.CalibratorPart;
import io.levibot.engine.registry.Completion;
import io.levibot.engine.registry.DataBlock;
import io.levibot.engine.registry.DataSplit;
import io.levibot.engine.registry.FeatureFacts;
import io.levibot.engine.registry.GateResult;
import io.levibot.engine.registry.GoldenRow;
import io.levibot.engine.registry.LabelFacts;
import io.levibot.engine.registry.Market;
import io.levibot.engine.registry.PluginFacts;
import io.levibot.engine.registry.PolicyPart;
import io.levibot.engine.registry.PredictorPart;
import io.levibot.engine.registry.Provenance;
import io.levibot.engine.research.ResearchPlan.PluginChoice;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the steps of a {@link Workflow} into the content of bundles.
 *
 * @since 0.1.0
 */
public final class CandidateBundle {
    /** Version of the library, as bundles record it. */
    public static final String LIBRARY_VERSION = "0.1.0";

    private static final int GOLDEN_ROWS = 32;
    private static final int BYTES_PER_BAR = 6 * Long.BYTES;

    private CandidateBundle() {}

    /**
     * @param trained a trained candidate
     * @return the content of a bundle that is only trained
     */
    public static BundleContent trained(Trained trained) {
        Dataset dataset = trained.dataset();
        BarSeries bars = dataset.bars();
        ResearchPlan plan = trained.plan();
        Blocks blocks = trained.blocks();
        return BundleContent.trained(
                market(trained),
                label(trained),
                new FeatureFacts(
                        dataset.features().toJson(), dataset.features().schema().fingerprint()),
                new Provenance(
                        blocks.train().until(),
                        plan.seed(),
                        LIBRARY_VERSION,
                        DataSplit.trainOnly(
                                block(bars, blocks.train()), blocks.train().purgedRows(), blocks.embargoRows())),
                PredictorPart.of(facts(plan.predictor()), trained.model()));
    }

    /**
     * @param evaluated an evaluated candidate
     * @param gates what the promotion gates found
     * @param parent the stored trained bundle that this one completes; null if it was never stored
     * @return the content of the complete bundle
     */
    public static BundleContent complete(Evaluated evaluated, List<GateResult> gates, @Nullable BundleId parent) {
        Tuned tuned = evaluated.tuned();
        Calibrated calibrated = tuned.calibrated();
        Trained trained = calibrated.trained();
        ResearchPlan plan = trained.plan();
        Blocks blocks = trained.blocks();
        BarSeries bars = trained.dataset().bars();
        JsonNode evaluation = EvaluationJson.of(evaluated);
        Completion completion = new Completion(
                CalibratorPart.of(facts(plan.calibrator()), calibrated.calibrator()),
                PolicyPart.of(facts(plan.policy()), tuned.tuning()),
                evaluated.figures(),
                gates,
                evaluation,
                DriftReference.of(trained),
                goldenRows(evaluated));
        Provenance provenance = new Provenance(
                blocks.test().until(),
                plan.seed(),
                LIBRARY_VERSION,
                new DataSplit(
                        block(bars, blocks.train()),
                        block(bars, blocks.calibrate()),
                        block(bars, blocks.tune()),
                        block(bars, blocks.test()),
                        blocks.purgedRows(),
                        blocks.embargoRows()));
        return trained(trained).completed(parent, provenance, completion);
    }

    /**
     * Returns what {@link BundleContent#candidate()} of the complete bundle will be: a candidate that was tested before, by a run
     * of the same steps, is no further trial of its own.
     *
     * @param tuned a tuned candidate
     * @return SHA-256 in lower-case hex
     */
    public static String candidate(Tuned tuned) {
        Calibrated calibrated = tuned.calibrated();
        return BundleContent.candidate(
                market(calibrated.trained()),
                label(calibrated.trained()),
                calibrated.trained().model().artifact(),
                calibrated.calibrator().state(),
                tuned.tuning().policy());
    }

    /** Rows spread evenly over the test block, with what model and calibrator make of them. */
    private static List<GoldenRow> goldenRows(Evaluated evaluated) {
        Calibrated calibrated = evaluated.tuned().calibrated();
        Predictor predictor = calibrated.trained().predictor();
        Calibrator calibrator = calibrated.calibrator();
        Dataset dataset = calibrated.trained().dataset();
        ScoredBlock test = evaluated.test();
        int count = Math.min(GOLDEN_ROWS, test.size());
        List<GoldenRow> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int row = (int) ((long) i * test.size() / count);
            FeatureFrame frame = dataset.frame(test.bar(row));
            double score = predictor.score(frame);
            rows.add(GoldenRow.of(frame, predictor.lookback(), score, calibrator.calibrate(score)));
        }
        return rows;
    }

    private static Market market(Trained trained) {
        BarSeries bars = trained.dataset().bars();
        ResearchPlan plan = trained.plan();
        return new Market(
                List.of(bars.symbol()),
                bars.interval(),
                plan.costs(),
                plan.exposure(),
                plan.limits().asMap());
    }

    private static LabelFacts label(Trained trained) {
        Labels labels = trained.dataset().labels();
        IndexRange train = trained.blocks().train().rows();
        return new LabelFacts(
                trained.plan().label().toJson(), labels.baseRate(train.from(), train.to()), Workflow.neutral(trained));
    }

    /** What a bundle keeps of a block of a series. */
    static DataBlock block(BarSeries bars, Block block) {
        IndexRange rows = block.rows();
        return new DataBlock(rows.from(), rows.to(), block.from(), block.until(), hash(bars, rows));
    }

    private static String hash(BarSeries bars, IndexRange rows) {
        ByteBuffer bytes = ByteBuffer.allocate(rows.size() * BYTES_PER_BAR);
        for (int i = rows.from(); i < rows.to(); i++) {
            bytes.putLong(bars.openTime(i).toEpochMilli())
                    .putDouble(bars.open(i))
                    .putDouble(bars.high(i))
                    .putDouble(bars.low(i))
                    .putDouble(bars.close(i))
                    .putDouble(bars.volume(i));
        }
        return Hashes.sha256Hex(bytes.array());
    }

    private static PluginFacts facts(PluginChoice choice) {
        return new PluginFacts(choice.name(), choice.config());
    }
}
