package io.levibot.engine.registry;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Objects;

/** Checks of the texts that people give and that the registry keeps. */
final class Texts {
    private static final int LONGEST_SHOWN = 60;
    private static final int LONGEST_PLAIN = 9;
    private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

    private Texts() {}

    /** A text that is there, not too long and without control characters. */
    static String require(String what, String text, int longest) {
        Objects.requireNonNull(text, what);
        if (text.isBlank() || text.length() > longest || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    what + " '" + shown(text) + "': allowed are 1 to " + longest + " characters on one line");
        }
        return text;
    }

    /**
     * A number for people, to four significant digits. By BigDecimal, because the last digit of String.format differs between
     * JDKs and these texts are part of what a bundle's hash covers.
     */
    static String rounded(double finite) {
        BigDecimal number = new BigDecimal(finite).round(FOUR_DIGITS).stripTrailingZeros();
        boolean readable = Math.abs(number.precision() - number.scale()) <= LONGEST_PLAIN;
        return readable ? number.toPlainString() : number.toString();
    }

    /** A text from an untrusted place, cut and without control characters. */
    static String shown(String text) {
        String cut = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
