package io.levibot.engine;

import java.math.BigDecimal;

/** Numbers of a configuration as text that is the same on every JDK and reads back to the same bits. */
final class ConfigNumbers {
    private ConfigNumbers() {}

    /** Exact decimal expansion: long for most fractions, but the same everywhere and unambiguous. */
    static String text(double number) {
        return new BigDecimal(number).toString();
    }
}
