package io.levibot.engine.risk;

import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.KillSwitch;
import io.levibot.api.spi.KillSwitchProvider;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A kill source that compares one of the engine's vitals with a limit.
 *
 * <p>False alarms: it trips only after {@code confirm} checks in a row found the vital above the limit, so that one bad tick does
 * not stop trading; every check that does not resets the count. The engine checks at least once a bar. A vital that is not known
 * yet (NaN) is no finding.
 */
abstract class VitalLimitProvider implements KillSwitchProvider {
    private static final int DEFAULT_CONFIRMATIONS = 3;
    private static final int MAX_CONFIRMATIONS = 1000;
    private static final String LIMIT = "limit";
    private static final String CONFIRM = "confirm";
    private static final String STATE = "state";
    private static final String ON_TRIP = "on-trip";

    private final String name;
    private final String vital;
    private final double defaultLimit;

    /**
     * @param name of the provider and the source
     * @param vital what is compared, with its unit, for people
     * @param defaultLimit limit without configuration
     */
    VitalLimitProvider(String name, String vital, double defaultLimit) {
        this.name = name;
        this.vital = vital;
        this.defaultLimit = defaultLimit;
    }

    /** Reads the vital; NaN if it is not known yet. */
    abstract double read(EngineVitals vitals);

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Set<ConfigKey> configKeys() {
        return new LinkedHashSet<>(List.of(
                ConfigKey.of(LIMIT, vital + " above which the source trips, above 0; default " + defaultLimit),
                ConfigKey.of(CONFIRM, "checks in a row that must find it, 1 to 1000; default 3"),
                ConfigKey.of(STATE, "reduce-only or halted; default halted"),
                ConfigKey.of(ON_TRIP, "keep or flatten; default keep")));
    }

    @Override
    public final KillSwitch create(PluginConfig config, PluginContext context) {
        double limit = config.number(LIMIT, defaultLimit, Double.MIN_VALUE, Double.MAX_VALUE);
        int confirm = (int) config.integer(CONFIRM, DEFAULT_CONFIRMATIONS, 1, MAX_CONFIRMATIONS);
        KillState state = config.choice(STATE, KillState.class, KillState.HALTED);
        if (state == KillState.ARMED) {
            throw config.refuse(STATE, "reduce-only or halted");
        }
        KillVerdict.OnTrip onTrip = config.choice(ON_TRIP, KillVerdict.OnTrip.class, KillVerdict.OnTrip.KEEP);
        KillVerdict verdict = KillVerdict.trip(state, vital + " above the limit", onTrip);
        return new VitalLimit(limit, confirm, verdict);
    }

    private final class VitalLimit implements KillSwitch {
        private final double limit;
        private final int confirm;
        private final KillVerdict verdict;
        private final AtomicInteger inARow = new AtomicInteger();

        VitalLimit(double limit, int confirm, KillVerdict verdict) {
            this.limit = limit;
            this.confirm = confirm;
            this.verdict = verdict;
        }

        @Override
        public String id() {
            return name;
        }

        @Override
        public KillVerdict check(EngineVitals vitals) {
            if (!(read(vitals) > limit)) {
                inARow.set(0);
                return KillVerdict.clear();
            }
            return inARow.incrementAndGet() >= confirm ? verdict : KillVerdict.clear();
        }
    }
}
