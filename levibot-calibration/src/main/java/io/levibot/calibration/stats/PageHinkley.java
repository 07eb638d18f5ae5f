package io.levibot.calibration.stats;

/**
 * The Page-Hinkley test (Page 1954; Hinkley 1971): a cumulative sum of deviations from the running mean, less an
 * allowance, kept at 0 or above; an alarm when it passes a threshold. After an alarm everything starts anew with the
 * next value.
 *
 * <p>Mutable and not thread-safe: one stream, one thread. Deterministic.
 *
 * @since 0.1.0
 */
public final class PageHinkley {

    private final Config config;
    private long count;
    private double mean;
    private double up;
    private double down;
    private boolean restartDue;

    /**
     * Which change of the mean is watched.
     *
     * @since 0.1.0
     */
    public enum Watch {
        /** Rises. */
        UP(1),
        /** Falls. */
        DOWN(2),
        /** Both. */
        BOTH(3);

        private final int code;

        Watch(int code) {
            this.code = code;
        }

        /** A number that never changes, for writing out. */
        public int code() {
            return code;
        }
    }

    /**
     * What an update found.
     *
     * @since 0.1.0
     */
    public enum Alarm {
        /** Nothing. */
        NONE(0),
        /** The mean rose. */
        UP(1),
        /** The mean fell. */
        DOWN(2);

        private final int code;

        Alarm(int code) {
            this.code = code;
        }

        /** A number that never changes, for writing out. */
        public int code() {
            return code;
        }
    }

    /**
     * How sensitive the test is.
     *
     * @param allowance subtracted from every deviation, in units of the values, not negative; 0.005 is usual for rates
     * @param threshold of the sum, in units of the values, above 0
     * @param memory what the sum is multiplied by before each value, in (0, 1]; 1 forgets nothing
     * @param smallestCount alarms come only from this many values on, at least 1
     * @param watch which change
     * @since 0.1.0
     */
    public record Config(double allowance, double threshold, double memory, int smallestCount, Watch watch) {
        public Config {
            Checks.notNegative("allowance", allowance);
            Checks.positive("threshold", threshold);
            Checks.atLeast("smallestCount", smallestCount, 1);
            if (!(memory > 0 && memory <= 1)) {
                throw new IllegalArgumentException("memory is " + memory + "; it must lie in (0, 1]");
            }
        }
    }

    /** A test that has seen nothing. */
    public PageHinkley(Config config) {
        this.config = config;
    }

    /** Takes the next value, finite. */
    public Alarm update(double value) {
        Checks.finite("value", value);
        if (restartDue) {
            restart();
        }
        count++;
        mean += (value - mean) / count;
        up = Math.max(0, config.memory() * up + value - mean - config.allowance());
        down = Math.max(0, config.memory() * down + mean - value - config.allowance());
        Alarm alarm = alarm();
        restartDue = alarm != Alarm.NONE;
        return alarm;
    }

    /** The sum that watches rises, after the latest value, not negative. */
    public double upStatistic() {
        return up;
    }

    /** The sum that watches falls, after the latest value, not negative. */
    public double downStatistic() {
        return down;
    }

    private Alarm alarm() {
        if (count < config.smallestCount()) {
            return Alarm.NONE;
        }
        if (config.watch() != Watch.DOWN && up > config.threshold()) {
            return Alarm.UP;
        }
        return config.watch() != Watch.UP && down > config.threshold() ? Alarm.DOWN : Alarm.NONE;
    }

    private void restart() {
        count = 0;
        mean = 0;
        up = 0;
        down = 0;
        restartDue = false;
    }
}
