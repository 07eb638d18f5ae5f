package io.levibot.engine.risk;

import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.KillSwitch;
import io.levibot.api.spi.KillSwitchProvider;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A kill source that compares one of the engine's vitals with a limit, and trips only after several observations in a row were
 * above it: see {@link Confirmed}. A vital that is not known yet (NaN) is no finding. Subclasses say what an observation is and
 * how often the source trips without cause.
 */
abstract class VitalLimitProvider implements KillSwitchProvider {
    private static final int MAX_CONFIRMATIONS = 1000;
    private static final String LIMIT = "limit";
    private static final String CONFIRM = "confirm";
    private static final String STATE = "state";
    private static final String ON_TRIP = "on-trip";

    private final String name;
    private final String vital;
    private final double defaultLimit;
    private final int defaultConfirmations;

    /**
     * @param name of the provider and the source
     * @param vital what is compared, with its unit, for people
     * @param defaultLimit limit without configuration
     * @param defaultConfirmations observations in a row without configuration
     */
    VitalLimitProvider(String name, String vital, double defaultLimit, int defaultConfirmations) {
        this.name = name;
        this.vital = vital;
        this.defaultLimit = defaultLimit;
        this.defaultConfirmations = defaultConfirmations;
    }

    /** Makes what one source looks at. */
    abstract VitalReading reading(PluginConfig config);

    /** Keys beyond those of every such source. */
    List<ConfigKey> moreKeys() {
        return List.of();
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Set<ConfigKey> configKeys() {
        Set<ConfigKey> keys = new LinkedHashSet<>(List.of(
                ConfigKey.of(LIMIT, vital + " above which the source trips, above 0; default " + defaultLimit),
                ConfigKey.of(
                        CONFIRM, "observations in a row that must find it, 1 to 1000; default " + defaultConfirmations),
                ConfigKey.of(STATE, "reduce-only or halted; default halted"),
                ConfigKey.of(ON_TRIP, "keep or flatten; default keep")));
        keys.addAll(moreKeys());
        return keys;
    }

    @Override
    public final KillSwitch create(PluginConfig config, PluginContext context) {
        double limit = config.number(LIMIT, defaultLimit, Double.MIN_VALUE, Double.MAX_VALUE);
        int confirm = (int) config.integer(CONFIRM, defaultConfirmations, 1, MAX_CONFIRMATIONS);
        KillState state = config.choice(STATE, KillState.class, KillState.HALTED);
        if (state == KillState.ARMED) {
            throw config.refuse(STATE, "reduce-only or halted");
        }
        KillVerdict.OnTrip onTrip = config.choice(ON_TRIP, KillVerdict.OnTrip.class, KillVerdict.OnTrip.KEEP);
        KillVerdict verdict = KillVerdict.trip(state, vital + " above the limit", onTrip);
        return new Confirmed(name, reading(config), limit, confirm, verdict);
    }
}
