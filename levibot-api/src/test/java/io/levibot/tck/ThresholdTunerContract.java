package io.levibot.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.CostModel;
import io.levibot.api.PositionSide;
import io.levibot.api.Prediction;
import io.levibot.api.Signal;
import io.levibot.api.TrainingException;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.PositionView;
import io.levibot.api.spi.ThresholdPolicy;
import io.levibot.api.spi.ThresholdPolicyProvider;
import io.levibot.api.spi.ThresholdTuner;
import io.levibot.api.spi.TuningResult;
import io.levibot.api.spi.TuningSet;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rules of {@link ThresholdTuner}, on generated markets: one whose price rises after a high probability, and one that never
 * moves, in which every trade costs and none can earn.
 *
 * @since 0.1.0
 */
public abstract class ThresholdTunerContract {
    private static final int BARS = 1_500;
    private static final int EPISODE = 10;
    private static final double EDGE_PER_BAR = 0.002;
    private static final double NOISE_PER_BAR = 0.001;
    private static final PositionView FLAT = new Flat(PositionSide.FLAT, 0, 0.0);

    /** For subclasses. */
    protected ThresholdTunerContract() {}

    /** Returns a new provider. */
    protected abstract ThresholdPolicyProvider provider();

    /** Returns a configuration that tunes 1500 bars within a few seconds; by default no key is set. */
    protected Map<String, String> config() {
        return Map.of();
    }

    @Test
    @Tag("TUNE-01")
    @DisplayName("TUNE-01 the same set gives the same result")
    void tunesTheSameAgain() {
        assertThat(tuner().tune(edge())).isEqualTo(tuner().tune(edge()));
    }

    @Test
    @Tag("TUNE-02")
    @DisplayName("TUNE-02 finds a large edge, and the choice is one of the counted trials")
    void findsALargeEdge() {
        TuningResult result = tuner().tune(edge());

        assertThat(result.viable()).as(result.reason()).isTrue();
        assertThat(result.trials())
                .filteredOn(trial -> trial.thresholds().equals(result.chosen()))
                .isNotEmpty()
                .allSatisfy(trial -> {
                    assertThat(trial.trades()).isPositive();
                    assertThat(trial.score()).isNotNaN();
                });
    }

    @Test
    @Tag("TUNE-03")
    @DisplayName("TUNE-03 the tuned policy can be restored and shows the chosen thresholds")
    void restoresTheTunedPolicy() {
        TuningResult result = tuner().tune(edge());

        assertThat(Optional.of(restore(result).thresholds())).isEqualTo(result.thresholds());
    }

    @Test
    @Tag("TUNE-04")
    @DisplayName("TUNE-04 where every trade loses nothing is viable, and the policy never enters")
    void findsNothingWhereEveryTradeLoses() {
        TuningResult result = tuner().tune(still());
        ThresholdPolicy policy = restore(result);

        assertThat(result.viable()).as(result.reason()).isFalse();
        assertThat(result.reason()).isNotBlank();
        for (int i = 0; i <= 100; i++) {
            double probability = i / 100.0;
            Prediction sure = new Prediction(probability, probability, probability, probability);
            assertThat(policy.decide(sure, FLAT).signal())
                    .as("p = %s", probability)
                    .isNotEqualTo(Signal.ENTRY);
        }
    }

    @Test
    @Tag("TUNE-05")
    @DisplayName("TUNE-05 its figures are in range, and at least one trial is independent")
    void countsItsTrials() {
        for (TuningSet set : new TuningSet[] {edge(), still()}) {
            TuningResult result = tuner().tune(set);

            assertThat(result.trials()).isNotEmpty();
            assertThat(result.effectiveTrials())
                    .isBetween(1.0, (double) result.trials().size());
            assertThat(result.trials()).allSatisfy(trial -> {
                assertThat(trial.maxDrawdown()).isBetween(0.0, 1.0);
                assertThat(trial.totalReturn()).isGreaterThanOrEqualTo(-1.0);
            });
        }
    }

    @Test
    @Tag("TUNE-06")
    @DisplayName("TUNE-06 a set without a probability or with one bar is refused, or nothing in it is viable")
    void findsNothingInNothing() {
        double[] prices = new double[BARS];
        Arrays.fill(prices, 100.0);
        double[] absent = new double[BARS];
        Arrays.fill(absent, Double.NaN);

        assertNothing(TuningSet.builder(absent, prices, prices).build());
        assertNothing(TuningSet.builder(new double[] {0.9}, new double[] {100.0}, new double[] {101.0})
                .build());
    }

    private void assertNothing(TuningSet set) {
        try {
            assertThat(tuner().tune(set).viable()).isFalse();
        } catch (TrainingException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private ThresholdTuner tuner() {
        ThresholdPolicyProvider provider = provider();
        return provider.tuner(PluginConfig.of(provider, config()), context())
                .orElseThrow(() -> new AssertionError(provider.name() + " offers no tuner"));
    }

    private ThresholdPolicy restore(TuningResult result) {
        ThresholdPolicyProvider provider = provider();
        return provider.create(
                PluginConfig.of(provider, config()),
                context().toBuilder().artifact(result.policy()).build());
    }

    private static PluginContext context() {
        return PluginContext.builder(InstantSource.fixed(ProviderContract.NOW)).build();
    }

    /** Prices rise for ten bars after the probability has gone up, and fall for ten after it has gone down. */
    private static TuningSet edge() {
        SplittableRandom random = new SplittableRandom(11L);
        double[] probability = new double[BARS];
        double[] open = new double[BARS];
        double[] close = new double[BARS];
        double price = 100.0;
        for (int i = 0; i < BARS; i++) {
            // What the bar does was announced at the close of the one before.
            boolean rising = (Math.max(0, i - 1) / EPISODE) % 2 == 0;
            open[i] = price;
            price *= 1.0 + (rising ? EDGE_PER_BAR : -EDGE_PER_BAR) + NOISE_PER_BAR * (random.nextDouble() - 0.5);
            close[i] = price;
            probability[i] = (i / EPISODE) % 2 == 0 ? 0.6 + 0.2 * random.nextDouble() : 0.2 + 0.2 * random.nextDouble();
        }
        return TuningSet.builder(probability, open, close)
                .costs(CostModel.DEFAULT)
                .build();
    }

    private static TuningSet still() {
        SplittableRandom random = new SplittableRandom(12L);
        double[] probability = new double[BARS];
        double[] price = new double[BARS];
        for (int i = 0; i < BARS; i++) {
            probability[i] = random.nextDouble();
            price[i] = 100.0;
        }
        return TuningSet.builder(probability, price, price)
                .costs(CostModel.DEFAULT)
                .build();
    }

    private record Flat(PositionSide side, int barsHeld, double openReturn) implements PositionView {}
}
