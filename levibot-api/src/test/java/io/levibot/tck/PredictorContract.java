package io.levibot.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.levibot.api.FeatureFrame;
import io.levibot.api.FeatureSchema;
import io.levibot.api.MissingRule;
import io.levibot.api.SchemaMismatchException;
import io.levibot.api.spi.ExplainingPredictor;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.api.spi.ScoreScale;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rules of {@link Predictor}, {@link ExplainingPredictor} and the restoring side of {@link PredictorProvider}. For a provider
 * that trains see {@link PredictorTrainerContract} too.
 *
 * <p>Override {@link #context} to hold the saved state of a model that was trained on {@link #schema}.
 *
 * @since 0.1.0
 */
public abstract class PredictorContract extends ProviderContract<Predictor, PredictorProvider> {
    private static final int FRAMES = 200;
    private static final int EXTRA_ROWS = 3;

    /** For subclasses. */
    protected PredictorContract() {}

    @Override
    protected final Class<PredictorProvider> service() {
        return PredictorProvider.class;
    }

    /** Returns the columns that the predictor reads. */
    protected abstract FeatureSchema schema();

    /**
     * Returns columns that the predictor must refuse when it is created for them; empty for one that takes any. By default
     * empty.
     */
    protected Optional<FeatureSchema> foreignSchema() {
        return Optional.empty();
    }

    @Override
    protected PluginContext context() {
        return super.context().toBuilder().schema(schema()).build();
    }

    @Test
    @Tag("PRED-01")
    @DisplayName("PRED-01 gives a score of its scale, or NaN")
    void scoresOnItsScale() {
        try (Predictor predictor = create()) {
            int scored = 0;
            for (int i = 0; i < FRAMES; i++) {
                double score = predictor.score(frame(predictor, i));
                if (Double.isNaN(score)) {
                    continue;
                }
                scored++;
                if (predictor.scale() == ScoreScale.PROBABILITY) {
                    assertThat(score).as("frame %d", i).isBetween(0.0, 1.0);
                } else {
                    assertThat(score).as("frame %d", i).isFinite();
                }
            }
            assertThat(scored)
                    .as("frames without a missing value that got a score")
                    .isPositive();
        }
    }

    @Test
    @Tag("PRED-02")
    @DisplayName("PRED-02 the same frame gives the same bits again, whatever was scored between")
    void repeatsItself() {
        try (Predictor predictor = create()) {
            List<Long> first = bits(predictor);
            List<Long> backwards = new ArrayList<>();
            for (int i = FRAMES - 1; i >= 0; i--) {
                backwards.add(0, Double.doubleToRawLongBits(predictor.score(frame(predictor, i))));
            }

            assertThat(backwards).isEqualTo(first);
        }
    }

    @Test
    @Tag("PRED-03")
    @DisplayName("PRED-03 the same frame gives the same bits on every thread")
    void agreesOnEveryThread() {
        try (Predictor predictor = create()) {
            List<Long> expected = bits(predictor);

            assertThat(Parallel.run(thread -> bits(predictor)))
                    .allSatisfy(bits -> assertThat(bits).isEqualTo(expected));
        }
    }

    @Test
    @Tag("PRED-04")
    @DisplayName("PRED-04 another instance from the same state gives the same bits")
    void agreesWithItsTwin() {
        try (Predictor one = create();
                Predictor twin = create()) {
            assertThat(bits(twin)).isEqualTo(bits(one));
        }
    }

    @Test
    @Tag("PRED-05")
    @DisplayName("PRED-05 keeps no frame: a reused view gives the same bits as fresh ones")
    void keepsNoFrame() {
        try (Predictor predictor = create()) {
            List<Long> fresh = bits(predictor);
            GeneratedFrame reused = new GeneratedFrame(schema(), predictor.lookback());
            List<Long> moved = new ArrayList<>();
            for (int i = 0; i < FRAMES; i++) {
                moved.add(Double.doubleToRawLongBits(predictor.score(reused.moveTo(i))));
                reused.expire();
            }

            assertThat(moved).isEqualTo(fresh);
        }
    }

    @Test
    @Tag("PRED-06")
    @DisplayName("PRED-06 always names the same scale and look-back, at least one row")
    void namesOneScale() {
        try (Predictor predictor = create()) {
            ScoreScale scale = predictor.scale();
            int lookback = predictor.lookback();
            predictor.score(frame(predictor, 1));

            assertThat(lookback).isPositive();
            assertThat(predictor.scale()).isEqualTo(scale);
            assertThat(predictor.lookback()).isEqualTo(lookback);
        }
    }

    @Test
    @Tag("PRED-07")
    @DisplayName("PRED-07 looks at no row beyond its look-back")
    void staysWithinItsLookback() {
        try (Predictor predictor = create()) {
            int lookback = predictor.lookback();
            for (int i = 0; i < FRAMES; i++) {
                double expected = predictor.score(frame(predictor, i));
                FeatureFrame longer = new GeneratedFrame(schema(), lookback + EXTRA_ROWS)
                        .moveTo(i)
                        .changeFrom(lookback, value -> value * -3.0 + 1.0);

                assertThat(Double.doubleToRawLongBits(predictor.score(longer)))
                        .as("frame %d with more history", i)
                        .isEqualTo(Double.doubleToRawLongBits(expected));
            }
        }
    }

    @Test
    @Tag("PRED-08")
    @DisplayName("PRED-08 scores a row with a missing value that the schema lets pass, without a throw")
    void scoresMissingValues() {
        FeatureSchema schema = schema();
        try (Predictor predictor = create()) {
            for (int feature = 0; feature < schema.size(); feature++) {
                if (schema.features().get(feature).missing() == MissingRule.PASS_NAN) {
                    FeatureFrame frame = frame(predictor, feature).withoutFeature(feature);
                    assertThat(predictor.score(frame))
                            .as("without %s", schema.features().get(feature).name())
                            .satisfiesAnyOf(
                                    score -> assertThat(score).isNaN(),
                                    score -> assertThat(score).isFinite());
                }
            }
        }
    }

    @Test
    @Tag("PRED-09")
    @DisplayName("PRED-09 may be closed twice")
    void closesTwice() {
        Predictor predictor = create();
        predictor.close();

        assertThatCode(predictor::close).doesNotThrowAnyException();
    }

    @Test
    @Tag("PRED-10")
    @DisplayName("PRED-10 after close a call throws IllegalStateException, or is answered as before")
    void isSafeAfterClose() {
        Predictor predictor = create();
        FeatureFrame frame = frame(predictor, 3);
        long before = Double.doubleToRawLongBits(predictor.score(frame));
        predictor.close();

        try {
            assertThat(Double.doubleToRawLongBits(predictor.score(frame))).isEqualTo(before);
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("closed");
        }
    }

    @Test
    @Tag("PRED-11")
    @DisplayName("PRED-11 closing one instance leaves another at work")
    void leavesOthersAtWork() {
        Predictor closed = create();
        try (Predictor open = create()) {
            List<Long> before = bits(open);
            closed.close();

            assertThat(bits(open)).isEqualTo(before);
        }
    }

    @Test
    @Tag("PRED-12")
    @DisplayName("PRED-12 is not created for a schema that it was not made for")
    void refusesAForeignSchema() {
        Optional<FeatureSchema> foreign = foreignSchema();
        Assumptions.assumeTrue(foreign.isPresent(), "the predictor takes any schema");
        PredictorProvider provider = provider();
        PluginContext context =
                context().toBuilder().schema(foreign.orElseThrow()).build();

        assertThatThrownBy(() -> discard(provider.create(PluginConfig.of(provider, config()), context)))
                .isInstanceOf(SchemaMismatchException.class);
    }

    @Test
    @Tag("PRED-13")
    @DisplayName("PRED-13 contributions and the expected score add up to the score")
    void explainsItsScore() {
        try (Predictor predictor = create()) {
            Assumptions.assumeTrue(predictor instanceof ExplainingPredictor, "the predictor does not explain itself");
            ExplainingPredictor explaining = (ExplainingPredictor) predictor;
            double[] shares = new double[schema().size() + 1];
            for (int i = 0; i < FRAMES; i++) {
                double score = predictor.score(frame(predictor, i));
                explaining.contributions(frame(predictor, i), shares);
                double sum = 0.0;
                double size = 1.0;
                for (double share : shares) {
                    sum += share;
                    size += Math.abs(share);
                }
                assertThat(sum).as("frame %d", i).isCloseTo(score, within(1e-6 * size));
            }
            assertThatThrownBy(() -> explaining.contributions(frame(predictor, 0), new double[schema().size()]))
                    .as("an array that is one too short")
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private GeneratedFrame frame(Predictor predictor, int number) {
        return new GeneratedFrame(schema(), predictor.lookback()).moveTo(number);
    }

    private List<Long> bits(Predictor predictor) {
        List<Long> bits = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            bits.add(Double.doubleToRawLongBits(predictor.score(frame(predictor, i))));
        }
        return bits;
    }
}
