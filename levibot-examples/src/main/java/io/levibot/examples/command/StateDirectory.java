package io.levibot.examples.command;

import io.levibot.api.LevibotException;
import io.levibot.engine.risk.KillLatch;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a state directory that an engine uses from one that was mistyped: a kill that reaches nobody must not look like one. */
final class StateDirectory {
    private StateDirectory() {}

    /**
     * @param directory what the operator named
     * @throws LevibotException if no engine ever used it; nothing was changed
     */
    static void requireUsed(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw refused(directory + " is not a directory");
        }
        if (!KillLatch.isInitialised(directory) && !hasJournal(directory)) {
            throw refused(directory + " has neither a latch file nor a journal");
        }
    }

    private static boolean hasJournal(Path directory) {
        try (DirectoryStream<Path> journals = Files.newDirectoryStream(directory, "*.jsonl")) {
            return journals.iterator().hasNext();
        } catch (IOException e) {
            throw new LevibotException("state", directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static LevibotException refused(String what) {
        return new LevibotException(
                "state",
                what + ", so no engine runs there and nothing was changed; give the directory that 'serve' was given");
    }
}
