package io.levibot.engine.registry;

import io.levibot.api.BarInterval;
import io.levibot.api.Symbol;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Name of a bundle: {@code BTCUSDT-15m-0123456789abcdef}: the symbol ({@code MULTI3} for three), the bar interval, and the first
 * 16 hex digits of the content hash. The same content has the same id. Safe as a file name and as a metric tag. Ordered by
 * text.
 *
 * @param value the text
 * @since 0.1.0
 */
public record BundleId(String value) implements Comparable<BundleId> {
    private static final Pattern FORM =
            Pattern.compile("[A-Z0-9](?:[A-Z0-9._-]{0,30}[A-Z0-9])?-[1-9][0-9]{0,6}[smhd]-[0-9a-f]{16}");
    private static final int HASH_DIGITS = 16;

    /** @throws IllegalArgumentException if the text is not of the form symbol-interval-hash */
    public BundleId {
        Objects.requireNonNull(value, "value");
        if (!isId(value)) {
            throw new IllegalArgumentException("bundle id '" + Texts.shown(value)
                    + "': the form is symbol-interval-hash, for example BTCUSDT-15m-0123456789abcdef");
        }
    }

    /**
     * @param text anything
     * @return whether it has the form of an id
     */
    public static boolean isId(String text) {
        return FORM.matcher(text).matches();
    }

    /** Returns the first 16 hex digits of the content hash. */
    public String shortHash() {
        return value.substring(value.length() - HASH_DIGITS);
    }

    static BundleId of(List<Symbol> symbols, BarInterval interval, String contentHash) {
        String name = symbols.size() == 1 ? symbols.get(0).name() : "MULTI" + symbols.size();
        return new BundleId(name + "-" + interval + "-" + contentHash.substring(0, HASH_DIGITS));
    }

    @Override
    public int compareTo(BundleId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
