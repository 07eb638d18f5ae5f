package io.levibot.engine.state;

import io.levibot.api.LevibotException;
import io.levibot.engine.internal.AtomicFiles;
import io.levibot.engine.internal.FileGuard;
import io.levibot.engine.journal.JournalException;
import io.levibot.engine.journal.JournalReader;
import io.levibot.engine.journal.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory in which one engine keeps what must survive it:
 *
 * <table>
 * <caption>Files of a state directory</caption>
 * <tr><th>name</th><th>what</th></tr>
 * <tr><td>{@code latch.bin}</td><td>the kill latch; may be opened by other processes at the same time</td></tr>
 * <tr><td>{@code journal-NNNNNN.jsonl}</td><td>segments of the journal. A segment ends with the seal of a clean close, and the
 *     next one begins with an opening; or with a seal that says that it was full, and the next one begins with the line {@code
 *     continued}. Either names the head of the segment before. After a crash the same segment goes on.</td></tr>
 * <tr><td>{@code snapshot-NNNNNN-EEEEEEEEEEEE.json}</td><td>the last two snapshots, by segment and number of events</td></tr>
 * <tr><td>{@code engine.lock}</td><td>held while an engine runs: a second one is refused</td></tr>
 * </table>
 *
 * <p>Segments before the one of the older snapshot are read by nobody but {@link #verify} and a replay: the host may move them
 * to an archive at any time. To verify or replay the whole journal, put them back, or a copy of everything into another
 * directory; what is missing is named.
 *
 * <p>Not thread-safe.
 *
 * @since 0.1.0
 */
public final class StateDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);
    private static final String COMPONENT = "state-directory";
    private static final Pattern SEGMENT = Pattern.compile("journal-[0-9]{6}\\.jsonl");

    private final Path path;
    private final FileGuard guard;
    private final SnapshotFiles snapshots;

    private StateDirectory(Path path, FileGuard guard) {
        this.path = path;
        this.guard = guard;
        this.snapshots = new SnapshotFiles(path);
    }

    /**
     * Takes a directory for one engine.
     *
     * @param path created if it is missing
     * @return the directory; closing it gives it up
     * @throws LevibotException if another engine has it, or it cannot be written
     */
    public static StateDirectory open(Path path) {
        try {
            Files.createDirectories(path);
            FileGuard guard = FileGuard.tryAcquire(path.resolve("engine.lock"))
                    .orElseThrow(() -> new LevibotException(
                            COMPONENT, path + " is in use by another engine; stop that one, or give this one its own"));
            StateDirectory directory = new StateDirectory(path, guard);
            directory.snapshots.removeUnfinished();
            return directory;
        } catch (IOException e) {
            throw new LevibotException(COMPONENT, path + " cannot be used: " + AtomicFiles.reason(e), e);
        }
    }

    /** Returns where it is. */
    public Path path() {
        return path;
    }

    /** Returns the number of the last segment of the journal, 0 if there is none. */
    public int lastSegment() {
        List<Path> all = segments(path);
        return all.isEmpty() ? 0 : SegmentChain.numberOf(all.get(all.size() - 1));
    }

    /**
     * @param number of a segment, 1 and up
     * @return its file
     */
    public Path segment(int number) {
        return path.resolve(SegmentChain.name(number));
    }

    /**
     * Keeps a snapshot and drops all but the last two.
     *
     * @param snapshot what to keep
     * @throws LevibotException if it cannot be written; the ones before stay
     */
    public void keep(Snapshot snapshot) {
        snapshots.write(snapshot);
    }

    /**
     * Returns the newest snapshot that is intact; empty if there never was one.
     *
     * @throws LevibotException if there are snapshots but none is intact
     */
    public Optional<Snapshot> newestSnapshot() {
        List<String> damaged = new ArrayList<>();
        Snapshot newest = snapshots.newestIntact(damaged);
        if (newest != null) {
            damaged.forEach(what -> LOG.warn("{}; the one before it is used", what));
            return Optional.of(newest);
        }
        if (damaged.isEmpty()) {
            return Optional.empty();
        }
        throw new LevibotException(
                COMPONENT,
                "no snapshot in " + path + " is intact: " + String.join("; ", damaged)
                        + ". If the journal is whole from its first segment on, remove them and the engine starts from that");
    }

    /**
     * Checks what the journal holds after a snapshot.
     *
     * @param snapshot an intact snapshot of this directory, null for the whole journal
     * @return what was found
     * @throws JournalException if any of it is BROKEN, missing, or not in line with the snapshot
     */
    public JournalRest restAfter(@Nullable Snapshot snapshot) {
        return SegmentChain.restAfter(snapshot, segments(path), path);
    }

    /** Gives the directory up. May be called twice. */
    @Override
    public void close() {
        guard.close();
    }

    /**
     * Checks the whole journal of a directory: every segment, that each continues the one before, and that the newest intact
     * snapshot stands in it. Reads only.
     *
     * @param directory a state directory, in use or not
     * @return what was found: numbers over all segments, the head of the last; OPEN also if the last segment is full and the one
     *     that it announces is not there; BROKEN, with the segment's name, if a segment or a link between two of them is, or if
     *     one is missing
     * @throws LevibotException if there is no journal or it cannot be read
     */
    public static Verification verify(Path directory) {
        // Read first: what is appended meanwhile comes after it.
        Snapshot newest = new SnapshotFiles(directory).newestIntact(new ArrayList<>());
        List<Path> all = segments(directory);
        if (all.isEmpty()) {
            throw new LevibotException(COMPONENT, directory + " has no journal");
        }
        Verification found = SegmentChain.verify(all);
        return newest == null || found.status() == Verification.Status.BROKEN
                ? found
                : SegmentChain.expectingPlaceOf(newest, all, found);
    }

    /**
     * Returns the time of the last whole line of a directory's journal: an engine that goes on with it should not be given an
     * earlier one. Empty if there is none.
     *
     * @param directory a state directory, which need not exist
     * @throws LevibotException if it cannot be read
     */
    public static Optional<Instant> lastTime(Path directory) {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        List<Path> all = segments(directory);
        for (int i = all.size() - 1; i >= 0; i--) {
            Optional<Instant> last = JournalReader.lastTime(all.get(i));
            if (last.isPresent()) {
                return last;
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the files of a directory's journal, in order.
     *
     * @param directory a state directory, in use or not
     * @throws LevibotException if it cannot be listed
     */
    public static List<Path> journalOf(Path directory) {
        return segments(directory);
    }

    private static List<Path> segments(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file ->
                            SEGMENT.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new LevibotException(COMPONENT, directory + " cannot be listed: " + AtomicFiles.reason(e), e);
        }
    }
}
