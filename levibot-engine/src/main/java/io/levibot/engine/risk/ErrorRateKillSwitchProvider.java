package io.levibot.engine.risk;

import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.PluginConfig;
import java.util.List;

/**
 * Kill source {@code error-rate}: trips when model, calibrator or policy failed on too many of the last decisions of all
 * symbols. Decisions before the first count as good, so the share rises at once when everything fails from the beginning.
 *
 * <p>An observation is a decision. False alarms: if decisions fail independently with probability q, the last 50 hold more than
 * 10 failures with the tail of a binomial distribution: 3.7e-9 for q = 2 %, 5.7e-4 for q = 7 %, 0.9 % for q = 10 %.
 *
 * @since 0.1.0
 */
public final class ErrorRateKillSwitchProvider extends VitalLimitProvider {
    private static final String WINDOW = "window";
    private static final int DEFAULT_WINDOW = 50;
    private static final int MAX_WINDOW = 2000;

    /** Called by ServiceLoader. */
    public ErrorRateKillSwitchProvider() {
        super("error-rate", "share of the last decisions that failed inside a plugin, a fraction,", 0.2, 1);
    }

    @Override
    List<ConfigKey> moreKeys() {
        return List.of(ConfigKey.of(WINDOW, "how many decisions count, 1 to 2000; default " + DEFAULT_WINDOW));
    }

    @Override
    VitalReading reading(PluginConfig config) {
        return new Share((int) config.integer(WINDOW, DEFAULT_WINDOW, 1, MAX_WINDOW));
    }

    private static final class Share implements VitalReading {
        private static final int HEX = 16;

        private final boolean[] failed;
        private int next;
        private int failures;
        private long seenDecisions;
        private long seenFailures;

        Share(int window) {
            this.failed = new boolean[window];
        }

        @Override
        public double value(EngineVitals vitals) {
            long decisions = vitals.decisions();
            long newFailures = vitals.failedDecisions() - seenFailures;
            long fresh = decisions - seenDecisions;
            // Of decisions that were made between two checks the failed ones are taken for the newer.
            for (long left = Math.min(fresh, failed.length); left > 0; left--) {
                push(left <= newFailures);
            }
            if (fresh > 0) {
                seenDecisions = decisions;
                seenFailures += newFailures;
            }
            return (double) failures / failed.length;
        }

        @Override
        public long observation(EngineVitals vitals) {
            return vitals.decisions();
        }

        @Override
        public String memory() {
            StringBuilder text = new StringBuilder();
            text.append(seenDecisions).append(',').append(seenFailures).append(',');
            for (int i = 0; i < failed.length; i += 4) {
                int digit = 0;
                for (int bit = 0; bit < 4; bit++) {
                    digit = 2 * digit + (i + bit < failed.length && failed[(next + i + bit) % failed.length] ? 1 : 0);
                }
                text.append(Character.forDigit(digit, HEX));
            }
            return text.toString();
        }

        @Override
        public void recall(String memory) {
            String[] parts = memory.split(",", -1);
            if (parts.length != 3 || parts[2].length() != (failed.length + 3) / 4) {
                throw new IllegalArgumentException("not of a window of " + failed.length);
            }
            long decisions = Long.parseLong(parts[0]);
            long failedDecisions = Long.parseLong(parts[1]);
            if (parts[2].chars().anyMatch(c -> Character.digit(c, HEX) < 0)) {
                throw new IllegalArgumentException("not a window in hexadecimal digits");
            }
            seenDecisions = decisions;
            seenFailures = failedDecisions;
            next = 0;
            failures = 0;
            for (int i = 0; i < failed.length; i++) {
                int digit = Character.digit(parts[2].charAt(i / 4), HEX);
                failed[i] = (digit & (8 >> (i % 4))) != 0;
                failures += failed[i] ? 1 : 0;
            }
        }

        private void push(boolean failure) {
            failures += (failure ? 1 : 0) - (failed[next] ? 1 : 0);
            failed[next] = failure;
            next = next + 1 == failed.length ? 0 : next + 1;
        }
    }
}
