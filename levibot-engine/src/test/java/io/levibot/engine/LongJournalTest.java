package io.levibot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.engine.state.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short form of {@link LongJournal}: a journal that is longer than the memory of who verifies and replays it. */
final class LongJournalTest {
    private static final int HEAP_MIB = 16;
    private static final int EVENTS = 90_000;

    @TempDir
    private Path directory;

    @Test
    void aJournalLongerThanTheHeapIsWrittenVerifiedAndReplayed() throws IOException, InterruptedException {
        LongJournal.run(directory, "64m", "write", Integer.toString(EVENTS));
        long bytes = 0;
        for (Path file : StateDirectory.journalOf(directory.resolve("state"))) {
            bytes += Files.size(file);
        }
        assertThat(bytes).as("bytes of the journal").isGreaterThan((long) HEAP_MIB << 20);
        LongJournal.run(directory, HEAP_MIB + "m", "verify");
        LongJournal.run(directory, HEAP_MIB + "m", "replay");
    }
}
