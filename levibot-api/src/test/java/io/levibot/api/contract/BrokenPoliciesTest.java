package io.levibot.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.Artifact;
import io.levibot.api.PositionSide;
import io.levibot.api.Prediction;
import io.levibot.api.Signal;
import io.levibot.api.Thresholds;
import io.levibot.api.spi.PositionView;
import io.levibot.api.spi.ThresholdPolicy;
import io.levibot.api.spi.ThresholdPolicyProvider;
import io.levibot.api.spi.TuningResult;
import io.levibot.api.spi.TuningSet;
import io.levibot.api.spi.Verdict;
import io.levibot.tck.ThresholdPolicyContract;
import io.levibot.tck.ThresholdTunerContract;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenPoliciesTest {
    private static final Map<String, ThresholdPolicyProvider> BROKEN = broken();
    private static final Map<String, ThresholdPolicyProvider> BROKEN_TUNERS = brokenTuners();

    @ParameterizedTest
    @MethodSource("rules")
    void failsItsRule(String rule) {
        ContractRun.assertFails(rule, PolicySubject.class, BROKEN.get(rule));
    }

    @ParameterizedTest
    @MethodSource("tuningRules")
    void failsItsTuningRule(String rule) {
        ContractRun.assertFails(rule, TunerSubject.class, BROKEN_TUNERS.get(rule));
    }

    @Test
    void passesAsLongAsNothingIsBroken() {
        assertThat(ContractRun.failedRules(TunerSubject.class, new BandPolicyProvider()))
                .isEmpty();
        assertThat(ContractRun.failedRules(PolicySubject.class, new BandPolicyProvider()))
                .isEmpty();
    }

    @Test
    void everyRuleIsBrokenOnce() {
        assertThat(rules()).isEqualTo(ContractRun.rulesOf(ThresholdPolicyContract.class));
        assertThat(tuningRules()).isEqualTo(ContractRun.rulesOf(ThresholdTunerContract.class));
    }

    static Set<String> tuningRules() {
        return BROKEN_TUNERS.keySet();
    }

    static Set<String> rules() {
        return BROKEN.keySet();
    }

    private static Map<String, ThresholdPolicyProvider> broken() {
        Map<String, ThresholdPolicyProvider> broken = new TreeMap<>();
        broken.put(
                "POL-01",
                deciding((verdict, prediction, position) ->
                        prediction.probability() < 0.1 ? Verdict.of(Signal.EXIT) : verdict));
        broken.put(
                "POL-02",
                deciding((verdict, prediction, position) ->
                        prediction.hasProbability() || position.side() != PositionSide.FLAT
                                ? verdict
                                : Verdict.of(Signal.ENTRY)));
        broken.put(
                "POL-03",
                deciding((verdict, prediction, position) ->
                        prediction.probability() == 0.62 && position.side() == PositionSide.FLAT
                                ? Verdict.of(Signal.ENTRY)
                                : verdict));
        broken.put("POL-04", wrapping(good -> new Forwarding(good) {
            private volatile boolean entered;

            @Override
            public Verdict decide(Prediction prediction, PositionView position) {
                Verdict verdict = super.decide(prediction, position);
                if (verdict.signal() == Signal.ENTRY && !entered) {
                    entered = true;
                    return verdict;
                }
                return verdict.signal() == Signal.ENTRY ? Verdict.of(Signal.HOLD) : verdict;
            }
        }));
        Thread home = Thread.currentThread();
        broken.put(
                "POL-05",
                deciding((verdict, prediction, position) ->
                        Thread.currentThread().equals(home) ? verdict : Verdict.of(Signal.HOLD)));
        broken.put(
                "POL-06",
                new PolicyDouble(
                        (config, context) -> new BandPolicyProvider()
                                .create(
                                        config,
                                        context.toBuilder().artifact(null).build()),
                        UnaryOperator.identity()));
        broken.put("POL-07", wrapping(good -> new Forwarding(good) {
            private volatile int decisions;

            @Override
            public Verdict decide(Prediction prediction, PositionView position) {
                decisions = 1;
                return super.decide(prediction, position);
            }

            @Override
            public Thresholds thresholds() {
                return decisions == 0 ? super.thresholds() : new Thresholds(0.9, 0.1);
            }
        }));
        return broken;
    }

    private static Map<String, ThresholdPolicyProvider> brokenTuners() {
        Map<String, ThresholdPolicyProvider> broken = new TreeMap<>();
        AtomicInteger tunings = new AtomicInteger();
        broken.put(
                "TUNE-01", tuning((result, set) -> with(result, result.chosen(), "run " + tunings.incrementAndGet())));
        broken.put(
                "TUNE-02",
                tuning((result, set) -> with(result, result.viable() ? new Thresholds(0.99, 0.01) : null, "made up")));
        broken.put(
                "TUNE-03",
                tuning((result, set) -> new TuningResult(
                        BandPolicyProvider.state(new Thresholds(0.99, 0.01)),
                        result.chosen(),
                        result.reason(),
                        null,
                        result.trials(),
                        result.effectiveTrials())));
        broken.put(
                "TUNE-04",
                tuning((result, set) -> new TuningResult(
                        BandPolicyProvider.state(result.thresholds().orElse(new Thresholds(0.5, 0.5))),
                        result.chosen(),
                        result.reason(),
                        null,
                        result.trials(),
                        result.effectiveTrials())));
        broken.put(
                "TUNE-05",
                tuning((result, set) -> new TuningResult(
                        result.policy(), result.chosen(), result.reason(), null, result.trials(), 0.0)));
        broken.put(
                "TUNE-06",
                tuning((result, set) -> set.size() == 1
                        ? with(result, result.trials().get(0).thresholds(), "the only bar went up")
                        : result));
        return broken;
    }

    private static TuningResult with(TuningResult result, @Nullable Thresholds chosen, String reason) {
        return new TuningResult(result.policy(), chosen, reason, null, result.trials(), result.effectiveTrials());
    }

    private static ThresholdPolicyProvider tuning(BiFunction<TuningResult, TuningSet, TuningResult> change) {
        return new PolicyDouble(new BandPolicyProvider()::create, good -> set -> change.apply(good.tune(set), set));
    }

    private static ThresholdPolicyProvider deciding(Deciding deciding) {
        return wrapping(good -> new Forwarding(good) {
            @Override
            public Verdict decide(Prediction prediction, PositionView position) {
                return deciding.decide(super.decide(prediction, position), prediction, position);
            }
        });
    }

    private static ThresholdPolicyProvider wrapping(UnaryOperator<ThresholdPolicy> wrapper) {
        return new PolicyDouble(
                (config, context) -> wrapper.apply(new BandPolicyProvider().create(config, context)),
                UnaryOperator.identity());
    }

    private interface Deciding {
        Verdict decide(Verdict good, Prediction prediction, PositionView position);
    }

    /** Does what it forwards to. */
    private static class Forwarding implements ThresholdPolicy {
        private final ThresholdPolicy good;

        Forwarding(ThresholdPolicy good) {
            this.good = good;
        }

        @Override
        public Verdict decide(Prediction prediction, PositionView position) {
            return good.decide(prediction, position);
        }

        @Override
        public Thresholds thresholds() {
            return good.thresholds();
        }

        @Override
        public Artifact state() {
            return good.state();
        }
    }
}
