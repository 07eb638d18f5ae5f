package io.levibot.examples.report;

import java.util.Locale;

/**
 * The colours of charts. A chart is drawn once and read on light, on dark and on paper: what is drawn is a placeholder colour, and
 * the page's style says by a custom property what it is there.
 */
enum Ink {
    TEXT("ink"),
    SOFT("soft"),
    GRID("line"),
    BAND("band"),
    SERVED("served"),
    RAW("raw"),
    HELD("held"),
    SURFACE_1("s1"),
    SURFACE_2("s2"),
    SURFACE_3("s3"),
    SURFACE_4("s4"),
    SURFACE_5("s5"),
    SURFACE_6("s6"),
    SURFACE_NONE("s0");

    private static final int PLACEHOLDER_RED = 1;
    private static final int PLACEHOLDER_GREEN = 2;

    private final String property;

    Ink(String property) {
        this.property = property;
    }

    /** What to draw with: a colour that nothing else has. */
    String hex() {
        return String.format(Locale.ROOT, "#%02x%02x%02x", PLACEHOLDER_RED, PLACEHOLDER_GREEN, ordinal());
    }

    /** The placeholder as drawn. */
    String drawn() {
        return "rgb(" + PLACEHOLDER_RED + "," + PLACEHOLDER_GREEN + "," + ordinal() + ")";
    }

    /** The colour for style attributes. */
    String css() {
        return "var(--" + property + ")";
    }
}
