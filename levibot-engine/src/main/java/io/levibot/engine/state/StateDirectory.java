package io.levibot.engine.state;

import io.levibot.api.ArtifactException;
import io.levibot.api.LevibotException;
import io.levibot.engine.internal.AtomicFiles;
import io.levibot.engine.internal.FileGuard;
import io.levibot.engine.journal.JournalPosition;
import io.levibot.engine.journal.JournalVerifier;
import io.levibot.engine.journal.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory in which one engine keeps what must survive it:
 *
 * <table>
 * <caption>Files of a state directory</caption>
 * <tr><th>name</th><th>what</th></tr>
 * <tr><td>{@code latch.bin}</td><td>the kill latch; may be opened by other processes at the same time</td></tr>
 * <tr><td>{@code journal-NNNNNN.jsonl}</td><td>segments of the journal. A segment ends with the seal of a clean close; the next
 *     one begins with an opening that names the head of the one before. After a crash the same segment goes on.</td></tr>
 * <tr><td>{@code snapshot-NNNNNN-EEEEEEEEEEEE.json}</td><td>the last two snapshots, by segment and number of events</td></tr>
 * <tr><td>{@code engine.lock}</td><td>held while an engine runs: a second one is refused</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 *
 * @since 0.1.0
 */
public final class StateDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateDirectory.class);
    private static final String COMPONENT = "state-directory";
    private static final Pattern SEGMENT = Pattern.compile("journal-[0-9]{6}\\.jsonl");
    private static final int NUMBER_AT = "journal-".length();
    private static final int NUMBER_DIGITS = 6;

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
            return new StateDirectory(path, guard);
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
        return all.isEmpty() ? 0 : numberOf(all.get(all.size() - 1));
    }

    /**
     * @param number of a segment, 1 and up
     * @return its file
     */
    public Path segment(int number) {
        return path.resolve(String.format(Locale.ROOT, "journal-%06d.jsonl", number));
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
        for (Path file : snapshots.newestFirst()) {
            try {
                return Optional.of(SnapshotFiles.read(file));
            } catch (ArtifactException e) {
                LOG.warn("{}; the one before it is tried", e.getMessage());
                damaged.add(e.getMessage());
            }
        }
        if (damaged.isEmpty()) {
            return Optional.empty();
        }
        throw new LevibotException(
                COMPONENT,
                "no snapshot in " + path + " is intact: " + String.join("; ", damaged)
                        + ". If the journal is whole from its first segment on, remove them and the engine starts from that");
    }

    /** Gives the directory up. May be called twice. */
    @Override
    public void close() {
        guard.close();
    }

    /**
     * Checks every segment of a directory's journal and that each names the head of the one before. Reads only.
     *
     * @param directory a state directory, in use or not
     * @return what was found of the last segment; BROKEN, with the segment's name, if any of them or a link between them is
     * @throws LevibotException if there is no journal or it cannot be read
     */
    public static Verification verify(Path directory) {
        List<Path> all = segments(directory);
        if (all.isEmpty()) {
            throw new LevibotException(COMPONENT, directory + " has no journal");
        }
        String head = "";
        Verification found = null;
        for (int i = 0; i < all.size(); i++) {
            Path file = all.get(i);
            found = JournalVerifier.verify(file);
            String previous = JournalVerifier.previousHead(file);
            String problem = found.problem();
            boolean broken = found.status() == Verification.Status.BROKEN;
            if (!broken && numberOf(file) != i + 1) {
                broken = true;
                problem = "a segment before it is missing";
            } else if (!broken && !previous.equals(head)) {
                broken = true;
                problem = "it does not continue the segment before it";
            } else if (!broken && i < all.size() - 1 && found.status() != Verification.Status.SEALED) {
                broken = true;
                problem = "it is not sealed though another segment follows";
            }
            if (broken) {
                return new Verification(
                        Verification.Status.BROKEN,
                        found.events(),
                        found.head(),
                        found.eventBytes(),
                        found.intactBytes(),
                        file.getFileName() + ": " + problem);
            }
            head = found.head();
        }
        return java.util.Objects.requireNonNull(found);
    }

    /**
     * Checks a segment from a position on.
     *
     * @param number of the segment
     * @param from a position that a snapshot has
     * @return what was found
     */
    public Verification verify(int number, JournalPosition from) {
        return JournalVerifier.verify(segment(number), from);
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

    private static int numberOf(Path segment) {
        return Integer.parseInt(segment.getFileName().toString().substring(NUMBER_AT, NUMBER_AT + NUMBER_DIGITS));
    }
}
