package io.levibot.examples.command;

import io.levibot.engine.journal.JournalVerifier;
import io.levibot.engine.journal.Verification;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that read a journal. */
final class JournalOptions {
    @Option(names = "--journal", required = true, paramLabel = "FILE", description = "The journal.")
    private Path journal = Path.of("");

    @Option(names = "--allow-open", description = "A journal without a seal is fine too.")
    private boolean allowOpen;

    @Option(
            names = "--expect-head",
            paramLabel = "HASH",
            description = "Hash that the last event must have: finds a journal that was rewritten as a whole.")
    private @Nullable String expectedHead;

    Path journal() {
        return journal;
    }

    Verification verify() {
        return expectedHead == null ? JournalVerifier.verify(journal) : JournalVerifier.verify(journal, expectedHead);
    }

    boolean allows(Verification found) {
        return found.status() == Verification.Status.SEALED
                || (allowOpen && found.status() == Verification.Status.OPEN);
    }
}
