package io.levibot.examples.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a drawing part of a page: it takes its colours and fonts from the page's style, scales with its box, has a name, and its
 * identifiers are the page's and not random.
 */
final class PageSvg {
    private static final Pattern STYLE = Pattern.compile("<style.*?</style>", Pattern.DOTALL);
    private static final Pattern ROOT = Pattern.compile("<svg [^>]*>");
    private static final Pattern EMPTY = Pattern.compile("<path>\\s*</path>|<g( [^>]*)?>\\s*</g>|<defs>\\s*</defs>");
    private static final Pattern BETWEEN_TAGS = Pattern.compile("(?<=>)\\s+|\\s+(?=<)");
    private static final Pattern TAG = Pattern.compile("<[^/][^>]*>");
    private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d+(?:[eE]-?\\d+)?");
    private static final Pattern OPAQUE = Pattern.compile(" (?:stroke|fill)-opacity=\"1\\.?0?\"");
    /** A colour of the library's own: of ticks, and of the inside of lines, which is not seen. */
    private static final Pattern LIBRARY_COLOUR = Pattern.compile("rgb\\(\\d+,\\d+,\\d+\\)");

    private static final Pattern FOREIGN = Pattern.compile(" clip-bounds-jfx=\"[^\"]*\"");
    private static final Pattern ID = Pattern.compile("\\bid=\"([^\"]+)\"");
    private static final int DECIMALS = 1;

    private PageSvg() {}

    /**
     * @param drawn an {@code svg} element as the library writes it
     * @param id prefix of all identifiers
     * @param label what the drawing shows
     * @param width of the drawing
     * @param height of the drawing
     * @return the element for the page
     */
    static String of(String drawn, String id, String label, int width, int height) {
        String root = "<svg viewBox=\"0 0 " + width + " " + height + "\" role=\"img\" aria-label=\""
                + Html.escaped(label) + "\">";
        String plain = FOREIGN.matcher(STYLE.matcher(drawn).replaceAll("")).replaceAll("");
        for (Ink ink : Ink.values()) {
            plain = plain.replace(ink.drawn(), ink.css()).replace(ink.hex(), ink.css());
        }
        plain = LIBRARY_COLOUR.matcher(plain).replaceAll(Matcher.quoteReplacement(Ink.SOFT.css()));
        plain = withPageIdentifiers(plain, id);
        plain = TAG.matcher(plain).replaceAll(tag -> Matcher.quoteReplacement(shorter(tag.group())));
        String compact = withoutEmpty(BETWEEN_TAGS.matcher(plain).replaceAll(""));
        return ROOT.matcher(compact).replaceFirst(Matcher.quoteReplacement(root));
    }

    private static String withPageIdentifiers(String svg, String prefix) {
        Map<String, String> names = new LinkedHashMap<>();
        Matcher matcher = ID.matcher(svg);
        while (matcher.find()) {
            names.putIfAbsent(matcher.group(1), prefix + "-" + names.size());
        }
        String renamed = svg;
        for (Map.Entry<String, String> name : names.entrySet()) {
            renamed = renamed.replace("id=\"" + name.getKey() + "\"", "id=\"" + name.getValue() + "\"")
                    .replace("url(#" + name.getKey() + ")", "url(#" + name.getValue() + ")");
        }
        return renamed;
    }

    /** A tenth of a pixel is more than a screen or a printer shows. */
    private static String shorter(String tag) {
        return OPAQUE.matcher(LONG_NUMBER.matcher(tag).replaceAll(number -> rounded(number.group())))
                .replaceAll("");
    }

    private static String rounded(String number) {
        BigDecimal value = new BigDecimal(number).setScale(DECIMALS, RoundingMode.HALF_EVEN);
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static String withoutEmpty(String svg) {
        String before;
        String after = svg;
        do {
            before = after;
            after = EMPTY.matcher(before).replaceAll("");
        } while (!after.equals(before));
        return after;
    }
}
