package io.levibot.calibration;

import io.levibot.api.spi.CalibratorProvider;
import io.levibot.api.spi.ScoreScale;
import io.levibot.tck.CalibratorContract;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;

/** Every calibrator of this module under the contract kit, with the guards on sample size off, so that poor data reaches it. */
class CalibratorContractTest {

    abstract static class Unguarded extends CalibratorContract {
        private final Supplier<CalibratorProvider> constructor;
        private final ScoreScale scale;
        private final Map<String, String> config = new HashMap<>(Map.of("min-samples", "1", "min-class", "0"));
        private final Map<String, String> bad = new HashMap<>(Map.of("min-samples", "0", "min-class", "-1"));

        Unguarded(Supplier<CalibratorProvider> constructor, ScoreScale scale) {
            this.constructor = constructor;
            this.scale = scale;
        }

        final void set(String key, String value) {
            config.put(key, value);
        }

        final void bad(String key, String value) {
            bad.put(key, value);
        }

        @Override
        protected CalibratorProvider provider() {
            return constructor.get();
        }

        @Override
        protected ScoreScale scale() {
            return scale;
        }

        @Override
        protected Map<String, String> config() {
            return config;
        }

        @Override
        protected Map<String, String> badValues() {
            return bad;
        }
    }

    @Nested
    class IdentityOfLogOdds extends Unguarded {
        IdentityOfLogOdds() {
            super(IdentityProvider::new, ScoreScale.LOG_ODDS);
            bad("scale", "margin");
        }
    }

    @Nested
    class IdentityOfProbability extends Unguarded {
        IdentityOfProbability() {
            super(IdentityProvider::new, ScoreScale.PROBABILITY);
        }
    }

    @Nested
    class PlattOfLogOdds extends Unguarded {
        PlattOfLogOdds() {
            super(PlattProvider::new, ScoreScale.LOG_ODDS);
        }
    }

    @Nested
    class PlattOfProbability extends Unguarded {
        PlattOfProbability() {
            super(PlattProvider::new, ScoreScale.PROBABILITY);
        }
    }

    @Nested
    class PlattOfMargin extends Unguarded {
        PlattOfMargin() {
            super(PlattProvider::new, ScoreScale.MARGIN);
        }
    }

    @Nested
    class TemperatureOfLogOdds extends Unguarded {
        TemperatureOfLogOdds() {
            super(TemperatureProvider::new, ScoreScale.LOG_ODDS);
        }
    }

    @Nested
    class TemperatureOfProbability extends Unguarded {
        TemperatureOfProbability() {
            super(TemperatureProvider::new, ScoreScale.PROBABILITY);
        }
    }

    @Nested
    class AffineLogitOfLogOdds extends Unguarded {
        AffineLogitOfLogOdds() {
            super(AffineLogitProvider::new, ScoreScale.LOG_ODDS);
        }
    }

    @Nested
    class AffineLogitOfProbability extends Unguarded {
        AffineLogitOfProbability() {
            super(AffineLogitProvider::new, ScoreScale.PROBABILITY);
        }
    }

    @Nested
    class QuadraticLogitOfLogOdds extends Unguarded {
        QuadraticLogitOfLogOdds() {
            super(QuadraticLogitProvider::new, ScoreScale.LOG_ODDS);
        }
    }

    @Nested
    class QuadraticLogitOfProbability extends Unguarded {
        QuadraticLogitOfProbability() {
            super(QuadraticLogitProvider::new, ScoreScale.PROBABILITY);
        }
    }

    @Nested
    class BetaOfLogOdds extends Unguarded {
        BetaOfLogOdds() {
            super(BetaProvider::new, ScoreScale.LOG_ODDS);
        }
    }

    @Nested
    class BetaOfProbability extends Unguarded {
        BetaOfProbability() {
            super(BetaProvider::new, ScoreScale.PROBABILITY);
        }
    }

    @Nested
    class IsotonicOfLogOdds extends Unguarded {
        IsotonicOfLogOdds() {
            super(IsotonicProvider::new, ScoreScale.LOG_ODDS);
            bad("out-of-bounds", "nan");
            bad("end-clip", "0.6");
        }
    }

    @Nested
    class IsotonicUnclippedOfProbability extends Unguarded {
        IsotonicUnclippedOfProbability() {
            super(IsotonicProvider::new, ScoreScale.PROBABILITY);
            set("end-clip", "none");
        }
    }

    @Nested
    class CentredIsotonicOfLogOdds extends Unguarded {
        CentredIsotonicOfLogOdds() {
            super(CentredIsotonicProvider::new, ScoreScale.LOG_ODDS);
        }
    }

    @Nested
    class CentredIsotonicOfProbability extends Unguarded {
        CentredIsotonicOfProbability() {
            super(CentredIsotonicProvider::new, ScoreScale.PROBABILITY);
        }
    }

    @Nested
    class VennAbersOfLogOdds extends Unguarded {
        VennAbersOfLogOdds() {
            super(VennAbersProvider::new, ScoreScale.LOG_ODDS);
            bad("merge", "mean");
        }
    }

    @Nested
    class VennAbersOfProbability extends Unguarded {
        VennAbersOfProbability() {
            super(VennAbersProvider::new, ScoreScale.PROBABILITY);
            set("merge", "brier");
        }
    }

    @Nested
    class CrossVennAbersOfLogOdds extends Unguarded {
        CrossVennAbersOfLogOdds() {
            super(CrossVennAbersProvider::new, ScoreScale.LOG_ODDS);
            bad("folds", "1");
        }
    }

    @Nested
    class CrossVennAbersOfProbability extends Unguarded {
        CrossVennAbersOfProbability() {
            super(CrossVennAbersProvider::new, ScoreScale.PROBABILITY);
            set("merge", "brier");
            set("folds", "3");
        }
    }

    @Nested
    class AutoOfLogOdds extends Unguarded {
        AutoOfLogOdds() {
            super(AutoProvider::new, ScoreScale.LOG_ODDS);
            bad("candidates", "platt,plat");
            bad("blocks", "0");
            bad("rule", "worst");
        }
    }

    @Nested
    class AutoOfMargin extends Unguarded {
        AutoOfMargin() {
            super(AutoProvider::new, ScoreScale.MARGIN);
        }
    }

    @Nested
    class OnlinePlattOfLogOdds extends Unguarded {
        OnlinePlattOfLogOdds() {
            super(OnlinePlattProvider::new, ScoreScale.LOG_ODDS);
            bad("scale", "margin");
            bad("step", "0");
            bad("radius", "0.5");
            bad("bins", "0");
            bad("output", "raw");
        }
    }

    @Nested
    class OnlinePlattScaledOfProbability extends Unguarded {
        OnlinePlattScaledOfProbability() {
            super(OnlinePlattProvider::new, ScoreScale.PROBABILITY);
            set("output", "scaled");
        }
    }
}
