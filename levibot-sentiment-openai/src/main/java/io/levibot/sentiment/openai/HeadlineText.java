package io.levibot.sentiment.openai;

import io.levibot.api.Headline;
import java.text.Normalizer;
import java.util.Locale;

/**
 * A headline's text in two forms: as it is sent, and as it is compared.
 *
 * <p>Sent: control characters and any run of white space become one space; format characters (zero-width, direction overrides)
 * are dropped, since they can hide text from a reader but not from a model; unpaired surrogates become U+FFFD; a suffix that
 * names the headline's own source (" - Source", " | Source") is cut.
 *
 * <p>Compared: the sent form in Unicode normalisation form KC and folded case. So the same story in other capitals or spacing
 * is one cache entry. What is lost is the difference between "US" and "us"; the first of them to be scored stands for both.
 * A JDK that knows a later Unicode may compare characters that are new in it otherwise: that is a miss, never a wrong hit.
 *
 * @param sent the form that is sent
 * @param compared the form that the cache key is made of; empty if nothing visible is left
 */
record HeadlineText(String sent, String compared) {
    private static final String[] SOURCE_MARKS = {" - ", " | ", " \u2013 ", " \u2014 "};

    static HeadlineText of(Headline headline) {
        String sent = withoutSource(visible(headline.text()), visible(headline.source()));
        return new HeadlineText(sent, folded(sent));
    }

    boolean isBlank() {
        return compared.isEmpty();
    }

    private static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        boolean gap = false;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            int type = Character.getType(character);
            if (type == Character.FORMAT) {
                continue;
            }
            if (type == Character.CONTROL || Character.isWhitespace(character) || Character.isSpaceChar(character)) {
                gap = true;
                continue;
            }
            if (gap && !visible.isEmpty()) {
                visible.append(' ');
            }
            gap = false;
            visible.appendCodePoint(type == Character.SURROGATE ? '\uFFFD' : character);
        }
        return visible.toString();
    }

    private static String withoutSource(String text, String source) {
        for (String mark : SOURCE_MARKS) {
            String suffix = mark + source;
            int cut = text.length() - suffix.length();
            if (!source.isEmpty() && cut > 0 && text.regionMatches(true, cut, suffix, 0, suffix.length())) {
                return text.substring(0, cut);
            }
        }
        return text;
    }

    private static String folded(String text) {
        // Once more, because composing can bring back what folding or dropping has changed.
        return foldedOnce(foldedOnce(text));
    }

    private static String foldedOnce(String text) {
        // Lower, upper, lower: letters with several lower-case forms meet, and so do capitals that upper case leaves
        // alone.
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        return visible(Normalizer.normalize(folded, Normalizer.Form.NFKC));
    }
}
