package io.levibot.examples.architecture.house.engine;

import io.levibot.examples.architecture.house.BrokenRule;
import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.Locale;

@BrokenRule("library code asks for no locale, zone or charset of the machine")
public final class AsksTheMachine {
    private AsksTheMachine() {}

    static Object locale() {
        return Locale.getDefault();
    }

    static Object zone() {
        return ZoneId.systemDefault();
    }

    static Object charset() {
        return Charset.defaultCharset();
    }

    static Object bytes(String text) {
        return text.getBytes();
    }

    static Object lower(String text) {
        return text.toLowerCase();
    }

    static Object upper(String text) {
        return text.toUpperCase();
    }

    static Object formatted(double x) {
        return String.format("%f", x);
    }
}
