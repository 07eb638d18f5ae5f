package io.levibot.examples.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/**
 * A progress bar on one line of a terminal. Nothing shows within the first second, nor anywhere but on a terminal; closing it
 * wipes the line. Used by one thread.
 */
public final class Progress implements AutoCloseable {
    /** Total of work whose end is not known. */
    public static final long UNKNOWN = -1;

    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration BETWEEN_DRAWINGS = Duration.ofMillis(100);
    private static final int WIDTH = 30;

    private final String task;
    private long total;
    private final @Nullable PrintWriter terminal;
    private final InstantSource clock;
    private Instant nextDrawing;
    private int drawn;

    Progress(String task, long total, @Nullable PrintWriter terminal, InstantSource clock) {
        this.task = task;
        this.total = total;
        this.terminal = terminal;
        this.clock = clock;
        this.nextDrawing = clock.instant().plus(QUIET);
    }

    /**
     * @param task what is being done, a few words
     * @param total steps until it is done, or {@link #UNKNOWN}
     * @return a bar on stderr, which draws nothing unless the process has a terminal
     */
    public static Progress onTerminal(String task, long total) {
        boolean terminal = Ansi.AUTO.enabled(); // on every JDK, which System.console() stopped to tell
        PrintWriter err = terminal ? new PrintWriter(System.err, true, StandardCharsets.UTF_8) : null;
        return new Progress(task, total, err, InstantSource.system());
    }

    /**
     * @param done steps done so far
     */
    public void update(long done) {
        if (terminal == null) {
            return;
        }
        Instant now = clock.instant();
        if (now.isBefore(nextDrawing)) {
            return;
        }
        nextDrawing = now.plus(BETWEEN_DRAWINGS);
        String line = total > 0 ? bar(Math.min(done, total)) : task + " " + done;
        terminal.print("\r" + line + " ".repeat(Math.max(0, drawn - line.length())));
        terminal.flush();
        drawn = line.length();
    }

    /**
     * @param done steps done so far
     * @param newTotal steps until it is done, as far as it is known by now
     */
    void update(long done, long newTotal) {
        this.total = newTotal;
        update(done);
    }

    /** Wipes the line. May be called twice. */
    @Override
    public void close() {
        if (terminal != null && drawn > 0) {
            terminal.print("\r" + " ".repeat(drawn) + "\r");
            terminal.flush();
            drawn = 0;
        }
    }

    private String bar(long done) {
        int filled = (int) (WIDTH * done / total);
        return String.format(
                Locale.ROOT,
                "%s [%s%s] %d%% %d/%d",
                task,
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                100 * done / total,
                done,
                total);
    }
}
