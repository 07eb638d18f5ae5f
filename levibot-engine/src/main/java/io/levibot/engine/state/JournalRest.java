package io.levibot.engine.state;

import io.levibot.engine.journal.JournalPosition;
import io.levibot.engine.journal.Verification;
import java.nio.file.Path;
import java.util.List;

/**
 * What a journal holds after a snapshot, verified: the files of engines that were closed since, and the files of the one that was
 * not.
 *
 * @param files the segments from the snapshot's on, in order, at least one
 * @param from where in the first of them the snapshot stands
 * @param opening index of the newest of them that begins with an opening after the snapshot; 0 if none does
 * @param last what was found of the newest of them: SEALED or OPEN
 * @since 0.1.0
 */
public record JournalRest(List<Path> files, JournalPosition from, int opening, Verification last) {
    /** Copies. */
    public JournalRest {
        files = List.copyOf(files);
    }

    /** Returns whether the last engine was closed. */
    public boolean isClosed() {
        return last.status() == Verification.Status.SEALED && !last.continues();
    }

    /** Returns the files of engines that were closed; the first of them counts from the snapshot on. */
    public List<Path> closedFiles() {
        return isClosed() ? files : files.subList(0, opening);
    }

    /** Returns the files of the engine that was not closed; none if there is none. */
    public List<Path> openFiles() {
        return isClosed() ? List.of() : files.subList(opening, files.size());
    }

    /** Returns where in the first of the {@link #openFiles} that engine's part begins. */
    public JournalPosition fromOfOpenFiles() {
        return opening == 0 ? from : JournalPosition.START;
    }

    /** Returns the newest segment. */
    public Path lastFile() {
        return files.get(files.size() - 1);
    }

    /** Returns the newest segment's number. */
    public int lastNumber() {
        return SegmentChain.numberOf(lastFile());
    }
}
