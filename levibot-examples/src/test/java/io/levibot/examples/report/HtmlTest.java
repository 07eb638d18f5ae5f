package io.levibot.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HtmlTest {
    private static final String HOSTILE = "<script>alert('x')</script>\"&\u0000";
    private static final String HARMLESS = "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp; ";

    @Test
    void letsNoTextBecomeMarkup() {
        String page = new Html()
                .element("p", HOSTILE, HOSTILE)
                .heading(HOSTILE, HOSTILE)
                .note(HOSTILE)
                .facts(List.of(List.of(HOSTILE, HOSTILE)))
                .table(List.of(HOSTILE), List.of(List.of(new Html.Cell(HOSTILE, HOSTILE))))
                .figure(HOSTILE, "", List.of(new Html.Key(HOSTILE, Ink.TEXT, Html.Mark.LINE)), HOSTILE)
                .toString();

        assertThat(page).doesNotContain("<script").contains(HARMLESS);
        assertThat(page.chars().filter(c -> c == '\'').count()).isZero();
    }

    @Test
    void letsNoTextBecomeMarkupInADrawing() {
        Plot plot = new Plot(HOSTILE, "y");
        String svg = plot.yTicks(List.of(1.0, 2.0), List.of(HOSTILE, "b"))
                .line(new double[] {0, 1}, new double[] {1, 2}, Ink.SERVED, false)
                .svg("id", HOSTILE);

        assertThat(svg).doesNotContain("<script").contains("alert").contains("var(--served)");
    }

    @Test
    void aDrawingIsTheSameEachTime() {
        assertThat(drawing())
                .isEqualTo(drawing())
                .startsWith("<svg viewBox=\"0 0 400 280\"")
                .contains("<path");
    }

    private static String drawing() {
        return new Plot("x", "y")
                .band(new double[] {0, 1}, new double[] {0, 1}, new double[] {1, 2}, Ink.BAND)
                .line(new double[] {0, 1}, new double[] {0.5, 1.5}, Ink.RAW, true)
                .svg("same", "twice");
    }
}
