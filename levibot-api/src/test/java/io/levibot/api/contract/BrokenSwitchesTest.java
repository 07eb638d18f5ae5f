package io.levibot.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.KillSwitch;
import io.levibot.api.spi.KillSwitchProvider;
import io.levibot.tck.KillSwitchContract;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenSwitchesTest {
    private static final Map<String, KillSwitchProvider> BROKEN = broken();

    @ParameterizedTest
    @MethodSource("rules")
    void failsItsRule(String rule) {
        ContractRun.assertFails(rule, SwitchSubject.class, BROKEN.get(rule));
    }

    @Test
    void passesAsLongAsNothingIsBroken() {
        assertThat(ContractRun.failedRules(SwitchSubject.class, new FlagFileSwitchProvider()))
                .isEmpty();
    }

    @Test
    void everyRuleIsBrokenOnce() {
        assertThat(rules()).isEqualTo(ContractRun.rulesOf(KillSwitchContract.class));
    }

    static Set<String> rules() {
        return BROKEN.keySet();
    }

    private static Map<String, KillSwitchProvider> broken() {
        Map<String, KillSwitchProvider> broken = new TreeMap<>();
        AtomicInteger ids = new AtomicInteger();
        broken.put("KILL-01", wrapping(good -> new Forwarding(good) {
            @Override
            public String id() {
                return "flag-" + ids.incrementAndGet();
            }
        }));
        broken.put(
                "KILL-02",
                checking((verdict, vitals) ->
                        KillVerdict.trip(KillState.REDUCE_ONLY, "careful", KillVerdict.OnTrip.KEEP)));
        broken.put(
                "KILL-03",
                checking((verdict, vitals) -> verdict.reason().contains("stop") ? KillVerdict.clear() : verdict));
        broken.put("KILL-04", wrapping(good -> new Forwarding(good) {
            private volatile boolean told;

            @Override
            public KillVerdict check(EngineVitals vitals) {
                KillVerdict verdict = super.check(vitals);
                boolean again = told && verdict.trips();
                told = told || verdict.trips();
                return again ? KillVerdict.clear() : verdict;
            }
        }));
        broken.put(
                "KILL-05",
                checking((verdict, vitals) ->
                        verdict.reason().contains("cannot be read") ? KillVerdict.clear() : verdict));
        Thread home = Thread.currentThread();
        broken.put(
                "KILL-06",
                checking((verdict, vitals) -> Thread.currentThread().equals(home) ? verdict : KillVerdict.clear()));
        broken.put("KILL-07", wrapping(good -> new Forwarding(good) {
            private @Nullable EngineVitals first;

            @Override
            public KillVerdict check(EngineVitals vitals) {
                first = first == null ? vitals : first;
                return first.equity() > 0.0 ? super.check(vitals) : super.check(first);
            }
        }));
        broken.put("KILL-08", checking((verdict, vitals) -> {
            if (Double.isNaN(vitals.stalenessSeconds())) {
                throw new ArithmeticException("no staleness");
            }
            return verdict;
        }));
        broken.put("KILL-09", wrapping(good -> new Forwarding(good) {
            private boolean closed;

            @Override
            public void close() {
                if (closed) {
                    throw new IllegalStateException("closed twice");
                }
                closed = true;
            }
        }));
        broken.put("KILL-10", wrapping(good -> new Forwarding(good) {
            private volatile boolean closed;

            @Override
            public KillVerdict check(EngineVitals vitals) {
                return closed ? KillVerdict.clear() : super.check(vitals);
            }

            @Override
            public void close() {
                closed = true;
            }
        }));
        broken.put("KILL-11", wrapping(good -> new Forwarding(good) {
            private final AtomicInteger checks = new AtomicInteger();

            @Override
            public KillVerdict check(EngineVitals vitals) {
                checks.incrementAndGet();
                return super.check(vitals);
            }

            @Override
            public String memory() {
                return "checks " + checks;
            }

            @Override
            public void recall(String memory) {
                if (!memory.startsWith("checks ")) {
                    super.recall(memory);
                }
            }
        }));
        broken.put("KILL-12", wrapping(good -> new Forwarding(good) {
            @Override
            public void recall(String memory) {
                // believes everything
            }
        }));
        return broken;
    }

    private static KillSwitchProvider checking(Checking checking) {
        return wrapping(good -> new Forwarding(good) {
            @Override
            public KillVerdict check(EngineVitals vitals) {
                return checking.check(super.check(vitals), vitals);
            }
        });
    }

    private static KillSwitchProvider wrapping(UnaryOperator<KillSwitch> wrapper) {
        return new SwitchDouble(wrapper);
    }

    private interface Checking {
        KillVerdict check(KillVerdict good, EngineVitals vitals);
    }

    /** Does what it forwards to. */
    private static class Forwarding implements KillSwitch {
        private final KillSwitch good;

        Forwarding(KillSwitch good) {
            this.good = good;
        }

        @Override
        public String id() {
            return good.id();
        }

        @Override
        public KillVerdict check(EngineVitals vitals) {
            return good.check(vitals);
        }

        @Override
        public String memory() {
            return good.memory();
        }

        @Override
        public void recall(String memory) {
            good.recall(memory);
        }

        @Override
        public void close() {
            good.close();
        }
    }
}
