package io.levibot.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.Artifact;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.CalibratorInfo;
import io.levibot.api.spi.CalibratorProvider;
import io.levibot.api.spi.OnlineCalibrator;
import io.levibot.api.spi.ScoreScale;
import io.levibot.tck.CalibratorContract;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenCalibratorsTest {
    private static final Map<String, CalibratorProvider> BROKEN = broken();

    @ParameterizedTest
    @MethodSource("rules")
    void failsItsRule(String rule) {
        ContractRun.assertFails(rule, CalibratorSubject.class, BROKEN.get(rule));
    }

    @Test
    void passesAsLongAsNothingIsBroken() {
        assertThat(ContractRun.failedRules(CalibratorSubject.class, new ShiftCalibratorProvider()))
                .isEmpty();
    }

    @Test
    void everyRuleIsBrokenOnce() {
        assertThat(rules()).isEqualTo(ContractRun.rulesOf(CalibratorContract.class));
    }

    static Set<String> rules() {
        return BROKEN.keySet();
    }

    private static Map<String, CalibratorProvider> broken() {
        Map<String, CalibratorProvider> broken = new TreeMap<>();
        broken.put("CAL-01", mapping(p -> 1.1 * p));
        broken.put("CAL-02", wrapping(good -> new Forwarding(good) {
            @Override
            public double calibrate(double rawScore) {
                // One unit in the last place, up and down from one double to the next.
                double p = super.calibrate(rawScore);
                return (Double.doubleToRawLongBits(rawScore) & 1) == 0 ? p : Math.nextDown(p);
            }
        }));
        broken.put("CAL-03", mapping(p -> Double.isNaN(p) ? 0.5 : p));
        broken.put("CAL-04", wrapping(good -> new Forwarding(good) {
            @Override
            public double lower(double rawScore) {
                return super.upper(rawScore);
            }
        }));
        broken.put("CAL-05", wrapping(good -> new Forwarding(good) {
            @Override
            public double inverse(double probability) {
                return Math.nextUp(super.inverse(probability));
            }
        }));
        broken.put("CAL-06", wrapping(good -> new Forwarding(good) {
            @Override
            public double inverse(double probability) {
                return super.inverse(Math.max(0.0, Math.min(probability, 1.0)));
            }
        }));
        broken.put("CAL-07", new CalibratorDouble(UnaryOperator.identity(), good -> new Forwarding(good) {
            @Override
            public double calibrate(double rawScore) {
                return (float) super.calibrate(rawScore);
            }
        }));
        Thread home = Thread.currentThread();
        broken.put("CAL-08", mapping(p -> Thread.currentThread().equals(home) ? p : (float) p));
        AtomicInteger fits = new AtomicInteger();
        broken.put("CAL-09", fitting(good -> {
            ((OnlineCalibrator) good).observe(0.0, fits.incrementAndGet() % 2);
            return good;
        }));
        broken.put("CAL-10", wrapping(good -> new Forwarding(good) {
            @Override
            public CalibratorInfo info() {
                return CalibratorInfo.unfitted("other", ScoreScale.MARGIN, Map.of());
            }
        }));
        broken.put("CAL-11", fitting(good -> {
            if (good.info().samples() < 10) {
                throw new IllegalStateException("too few rows");
            }
            return good;
        }));
        broken.put("CAL-12", wrapping(good -> new Forwarding(good) {
            @Override
            public void observe(double rawScore, double label) {
                super.observe(Double.isNaN(rawScore) ? 0.0 : rawScore, label);
            }
        }));
        return broken;
    }

    private static CalibratorProvider mapping(DoubleUnaryOperator change) {
        return wrapping(good -> new Forwarding(good) {
            @Override
            public double calibrate(double rawScore) {
                return change.applyAsDouble(super.calibrate(rawScore));
            }
        });
    }

    private static CalibratorProvider fitting(UnaryOperator<Calibrator> wrapper) {
        return new CalibratorDouble(wrapper, UnaryOperator.identity());
    }

    private static CalibratorProvider wrapping(UnaryOperator<Calibrator> wrapper) {
        return new CalibratorDouble(wrapper, wrapper);
    }

    /** Does what it forwards to. */
    private static class Forwarding implements OnlineCalibrator {
        private final OnlineCalibrator good;

        Forwarding(Calibrator good) {
            this.good = (OnlineCalibrator) good;
        }

        @Override
        public double calibrate(double rawScore) {
            return good.calibrate(rawScore);
        }

        @Override
        public double lower(double rawScore) {
            return good.lower(rawScore);
        }

        @Override
        public double upper(double rawScore) {
            return good.upper(rawScore);
        }

        @Override
        public double inverse(double probability) {
            return good.inverse(probability);
        }

        @Override
        public void observe(double rawScore, double label) {
            good.observe(rawScore, label);
        }

        @Override
        public CalibratorInfo info() {
            return good.info();
        }

        @Override
        public Artifact state() {
            return good.state();
        }
    }
}
