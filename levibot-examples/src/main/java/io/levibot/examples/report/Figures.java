package io.levibot.examples.report;

import io.levibot.calibration.stats.ConfidenceInterval;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers as people read them: rounded from their exact value, the same on every JDK, and never NaN. */
final class Figures {
    static final String UNDEFINED = "not defined";

    /** A blank at which no line is broken. */
    private static final String FIRM = "\u00a0";

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Figures() {}

    static String decimal(double value, int digits) {
        if (!Double.isFinite(value)) {
            return UNDEFINED;
        }
        BigDecimal rounded = new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? rounded.abs().toPlainString() : rounded.toPlainString();
    }

    /** A fraction as percent. */
    static String percent(double fraction, int digits) {
        return Double.isFinite(fraction) ? decimal(100.0 * fraction, digits) + FIRM + "%" : UNDEFINED;
    }

    /** A whole number in groups of three. */
    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String interval(ConfidenceInterval interval, int digits) {
        return decimal(interval.estimate(), digits) + bounds(interval, digits);
    }

    /** For example {@code  [0.53, 0.58]}, with the blank before it; empty if it is not defined. */
    static String bounds(ConfidenceInterval interval, int digits) {
        boolean known = Double.isFinite(interval.lower()) && Double.isFinite(interval.upper());
        return known
                ? " [" + decimal(interval.lower(), digits) + "," + FIRM + decimal(interval.upper(), digits) + "]"
                : "";
    }

    /** A time in UTC, to the minute. */
    static String minute(Instant time) {
        return MINUTE.format(time);
    }

    static String plural(long count, String one, String many) {
        return count(count) + " " + (count == 1 ? one : many);
    }
}
