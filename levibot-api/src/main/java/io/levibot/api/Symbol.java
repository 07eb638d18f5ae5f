package io.levibot.api;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Name of a traded instrument, for example {@code BTCUSDT}. Upper-case letters, digits, {@code . _ -}, 1 to 32 characters,
 * first and last a letter or digit: safe as a metric tag and as part of a file name. Ordered by name; where the order of
 * symbols matters (bars of one close time, shared capital) it is this one.
 *
 * @param name the instrument's name
 * @since 0.1.0
 */
public record Symbol(String name) implements Comparable<Symbol> {
    private static final Pattern ALLOWED = Pattern.compile("[A-Z0-9](?:[A-Z0-9._-]{0,30}[A-Z0-9])?");

    /** @throws IllegalArgumentException if the name has a character or length that is not allowed */
    public Symbol {
        Objects.requireNonNull(name, "name");
        if (!ALLOWED.matcher(name).matches()) {
            throw new IllegalArgumentException("symbol '" + printable(name)
                    + "': allowed are 1 to 32 of A-Z 0-9 . _ - beginning and ending with a letter or digit");
        }
    }

    /**
     * @param name the instrument's name
     * @return the symbol of that name
     * @throws IllegalArgumentException if the name is not allowed
     */
    public static Symbol of(String name) {
        return new Symbol(name);
    }

    @Override
    public int compareTo(Symbol other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }

    private static String printable(String text) {
        String cut = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
