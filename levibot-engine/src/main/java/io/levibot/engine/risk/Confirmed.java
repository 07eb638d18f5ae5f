package io.levibot.engine.risk;

import io.levibot.api.KillVerdict;
import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.KillSwitch;
import java.util.Locale;

/**
 * A kill source that trips once enough observations in a row lay above a limit. An observation counts once, by its last
 * finding, however often the source is checked meanwhile; so neither a second symbol's bar of the same time nor a busy health
 * check adds a confirmation. The count is kept when the latch is re-armed: what still holds trips at once.
 *
 * <p>Thread-safe.
 */
final class Confirmed implements KillSwitch {
    private static final long NONE = -1;

    private final String id;
    private final VitalReading reading;
    private final double limit;
    private final int confirm;
    private final KillVerdict verdict;
    private long observation = NONE;
    private boolean found;
    private int before;

    /**
     * @param id of the source
     * @param reading what is compared
     * @param limit above which an observation is a finding
     * @param confirm findings in a row that trip, 1 and up
     * @param verdict what is then asked for
     */
    Confirmed(String id, VitalReading reading, double limit, int confirm, KillVerdict verdict) {
        this.id = id;
        this.reading = reading;
        this.limit = limit;
        this.confirm = confirm;
        this.verdict = verdict;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public synchronized KillVerdict check(EngineVitals vitals) {
        long current = reading.observation(vitals);
        boolean above = reading.value(vitals) > limit;
        if (current != observation) {
            before = found ? Math.min(before + 1, confirm) : 0;
            observation = current;
        }
        found = above;
        return above && before + 1 >= confirm ? verdict : KillVerdict.clear();
    }

    @Override
    public synchronized String memory() {
        return String.format(Locale.ROOT, "%d %d %d %s", observation, found ? 1 : 0, before, reading.memory())
                .strip();
    }

    @Override
    public synchronized void recall(String memory) {
        String[] parts = memory.split(" ", 4);
        try {
            long then = Long.parseLong(parts[0]);
            boolean wasFound = Integer.parseInt(parts[1]) == 1;
            int counted = Integer.parseInt(parts[2]);
            if (counted < 0) {
                throw new IllegalArgumentException("a negative count");
            }
            reading.recall(parts.length == 4 ? parts[3] : "");
            observation = then;
            found = wasFound;
            before = counted;
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("kill source " + id + " cannot have remembered '" + memory + "'", e);
        }
    }
}
