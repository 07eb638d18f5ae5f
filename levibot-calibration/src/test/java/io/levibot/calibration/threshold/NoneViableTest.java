package io.levibot.calibration.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.PositionSide;
import io.levibot.api.Prediction;
import io.levibot.api.Reason;
import io.levibot.api.Signal;
import io.levibot.api.Thresholds;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.PositionView;
import io.levibot.api.spi.ThresholdPolicy;
import io.levibot.api.spi.TuningResult;
import io.levibot.api.spi.TuningSet;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** A sweep of a market that only falls finds nothing, and what it leaves says so instead of showing thresholds of its own. */
final class NoneViableTest {
    private static final HysteresisPolicyProvider PROVIDER = new HysteresisPolicyProvider();
    private static final PluginContext CONTEXT =
            PluginContext.builder(InstantSource.fixed(Instant.EPOCH)).build();

    private static final PositionView FLAT = new PositionView() {
        @Override
        public PositionSide side() {
            return PositionSide.FLAT;
        }

        @Override
        public int barsHeld() {
            return 0;
        }

        @Override
        public double openReturn() {
            return 0.0;
        }
    };

    private static TuningResult sweep(double growth) {
        int bars = 600;
        double[] p = new double[bars];
        double[] open = new double[bars];
        double[] close = new double[bars];
        double price = 100.0;
        for (int i = 0; i < bars; i++) {
            p[i] = 0.5 + 0.3 * Math.floorMod(i * 7, 41) / 41.0 - 0.15;
            open[i] = price;
            // Uneven, for equal returns have no Sharpe ratio.
            price *= 1.0 + growth * (1 + i % 3);
            close[i] = price;
        }
        TuningSet set = TuningSet.builder(p, open, close)
                .barsPerYear(35_040)
                .neutral(0.5)
                .build();
        return PROVIDER.tuner(PluginConfig.empty(PROVIDER), CONTEXT)
                .orElseThrow()
                .tune(set);
    }

    private static ThresholdPolicy restored(TuningResult result) {
        return PROVIDER.create(
                PluginConfig.empty(PROVIDER),
                PluginContext.builder(InstantSource.fixed(Instant.EPOCH))
                        .artifact(result.policy())
                        .build());
    }

    @Test
    void showsNoThresholdsAndNeverEnters() {
        TuningResult result = sweep(-0.001);
        ThresholdPolicy policy = restored(result);

        assertThat(result.viable()).isFalse();
        assertThat(policy.thresholds()).isNull();
        assertThat(policy.decide(new Prediction(9.0, 1.0, 1.0, 1.0), FLAT)).satisfies(verdict -> {
            assertThat(verdict.signal()).isEqualTo(Signal.HOLD);
            assertThat(verdict.reason()).isEqualTo(Reason.NO_VIABLE_THRESHOLD);
        });
    }

    @Test
    void showsTheThresholdsOfWhatIsViable() {
        ThresholdPolicy policy = restored(sweep(0.003));

        Thresholds shown = policy.thresholds();
        assertThat(shown).isNotNull();
        assertThat(shown.entry()).isLessThan(1.0);
    }
}
