package io.levibot.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.engine.SimulatedClock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    private final SimulatedClock clock = new SimulatedClock(START);
    private final StringWriter terminal = new StringWriter();

    @Test
    void workThatTakesLessThanASecondShowsNothing() {
        try (Progress bar = new Progress("bars", 10, new PrintWriter(terminal), clock)) {
            clock.advanceTo(START.plusMillis(999));
            bar.update(9);
        }
        assertThat(terminal.toString()).isEmpty();
    }

    @Test
    void drawsAfterASecondAndWipesAtTheEnd() {
        String line = "bars [###############...............] 50% 5/10";
        try (Progress bar = new Progress("bars", 10, new PrintWriter(terminal), clock)) {
            clock.advanceTo(START.plusSeconds(1));
            bar.update(5);
            assertThat(terminal.toString()).isEqualTo("\r" + line);
        }
        assertThat(terminal.toString()).isEqualTo("\r" + line + "\r" + " ".repeat(line.length()) + "\r");
    }

    @Test
    void countsWhereTheEndIsNotKnownAndOvershootStopsAtAHundredPercent() {
        clock.advanceTo(START);
        Progress counter = new Progress("bars", Progress.UNKNOWN, new PrintWriter(terminal), clock);
        Progress over = new Progress("rows", 4, new PrintWriter(terminal), clock);
        clock.advanceTo(START.plusSeconds(2));

        counter.update(7);
        over.update(9);

        assertThat(terminal.toString()).contains("bars 7").contains("] 100% 4/4");
    }

    @Test
    void withoutATerminalNothingIsDrawn() {
        try (Progress bar = new Progress("bars", 10, null, clock)) {
            clock.advanceTo(START.plusSeconds(5));
            bar.update(5);
        }
        assertThat(terminal.toString()).isEmpty();
    }
}
