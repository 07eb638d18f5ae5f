package io.levibot.examples.report;

import java.util.List;
import java.util.Locale;

/** Writes elements. Everything that is given as text is escaped; only drawings go in as they are. Not thread-safe. */
final class Html {
    private final StringBuilder page = new StringBuilder(1 << 19);

    /**
     * One cell of a table.
     *
     * @param text what it says
     * @param style class of the cell, or empty
     */
    record Cell(String text, String style) {
        static Cell of(String text) {
            return new Cell(text, "");
        }

        static Cell number(String text) {
            return new Cell(text, "number");
        }
    }

    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(Character.isISOControl(c) && c != '\n' ? ' ' : c);
            }
        }
        return safe.toString();
    }

    /** The page's own constant markup, never anything from outside. */
    Html markup(String constant) {
        page.append(constant);
        return this;
    }

    Html begin(String tag, String style) {
        page.append('<').append(tag);
        if (!style.isEmpty()) {
            page.append(" class=\"").append(escaped(style)).append('"');
        }
        page.append('>');
        return this;
    }

    Html end(String tag) {
        page.append("</").append(tag).append(">\n");
        return this;
    }

    Html text(String text) {
        page.append(escaped(text));
        return this;
    }

    Html element(String tag, String style, String text) {
        return begin(tag, style).text(text).end(tag);
    }

    Html heading(String id, String text) {
        page.append("<h2 id=\"")
                .append(escaped(id))
                .append("\">")
                .append(escaped(text))
                .append("</h2>\n");
        return this;
    }

    Html note(String text) {
        return element("p", "note", text);
    }

    /**
     * A table that becomes a list of its rows where there is no room, each cell under its column's name.
     *
     * @param head names of the columns
     * @param rows as many cells each
     */
    Html table(List<String> head, List<List<Cell>> rows) {
        begin("table", "wide").begin("thead", "").begin("tr", "");
        for (int column = 0; column < head.size(); column++) {
            boolean number = !rows.isEmpty() && rows.get(0).get(column).style().contains("number");
            element("th", number ? "number" : "", head.get(column));
        }
        end("tr").end("thead").begin("tbody", "");
        for (List<Cell> row : rows) {
            begin("tr", "");
            for (int column = 0; column < row.size(); column++) {
                Cell cell = row.get(column);
                page.append("<td data-name=\"")
                        .append(escaped(head.get(column)))
                        .append('"');
                if (!cell.style().isEmpty()) {
                    page.append(" class=\"").append(escaped(cell.style())).append('"');
                }
                page.append("><span>").append(escaped(cell.text())).append("</span></td>");
            }
            end("tr");
        }
        return end("tbody").end("table");
    }

    /** Names and what they are, two columns. */
    Html facts(List<List<String>> pairs) {
        begin("table", "facts").begin("tbody", "");
        for (List<String> pair : pairs) {
            begin("tr", "");
            page.append("<th scope=\"row\">").append(escaped(pair.get(0))).append("</th><td>");
            page.append(escaped(pair.get(1))).append("</td>");
            end("tr");
        }
        return end("tbody").end("table");
    }

    /**
     * A drawing with its title above and its key and reading below.
     *
     * @param title what is shown
     * @param svg the drawing
     * @param keys what the colours and dashes mean
     * @param reading how to read it
     */
    Html figure(String title, String svg, List<Key> keys, String reading) {
        begin("figure", "card").element("h3", "", title).markup(svg).begin("figcaption", "");
        if (!keys.isEmpty()) {
            begin("p", "keys");
            for (Key key : keys) {
                page.append("<span class=\"key ")
                        .append(key.mark().name().toLowerCase(Locale.ROOT))
                        .append("\" style=\"--key:")
                        .append(key.ink().css())
                        .append("\">")
                        .append(escaped(key.text()))
                        .append("</span> ");
            }
            end("p");
        }
        return note(reading).end("figcaption").end("figure");
    }

    /**
     * What a colour means.
     *
     * @param text in words
     * @param ink the colour
     * @param mark how it is drawn
     */
    record Key(String text, Ink ink, Mark mark) {}

    /** How something is drawn. */
    enum Mark {
        LINE,
        DASHES,
        AREA,
        FRAME,
        DOT
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
