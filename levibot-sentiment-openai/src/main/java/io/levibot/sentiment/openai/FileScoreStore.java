package io.levibot.sentiment.openai;

import io.levibot.api.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps scores as files named by their key, in 256 subdirectories.
 *
 * <p>Thread-safety: safe for concurrent use, also by several processes on one directory: a file appears whole (written beside,
 * then renamed) or not at all, and holds what its key says whoever wrote it. The bound on the number of files is kept by each
 * process for what it writes.
 *
 * <p>Failures: a file that cannot be read is no score; one whose content is damaged is removed, except in a recording, which is
 * evidence. A score that cannot be written is logged, and refused to the caller if it had to be recorded.
 */
final class FileScoreStore implements ScoreStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileScoreStore.class);
    private static final String SUFFIX = ".score";
    // What a killed process left half written counts too, so that it ages out.
    private static final Pattern FILE = Pattern.compile("[0-9a-f]{64}\\.(?:score|[0-9]+\\.[0-9]+\\.tmp)");
    private static final int DEPTH = 2;

    /** One eviction makes room for this part of the capacity, so that not every write lists the directory. */
    private static final int EVICTED_PART = 10;

    private final Path directory;
    private final int capacity;
    private final Mode mode;
    private final AtomicLong temporaries = new AtomicLong();
    private final Object counting = new Object();
    private long entries = -1;

    /**
     * @param directory made if it is missing, except for a replay
     * @param capacity most files, at least 1
     * @param mode a recording evicts nothing; a replay changes nothing
     * @throws ConfigException if the directory is missing or cannot be made
     */
    FileScoreStore(Path directory, int capacity, Mode mode) {
        this.directory = directory;
        this.capacity = capacity;
        this.mode = mode;
        try {
            if (mode != Mode.REPLAY) {
                Files.createDirectories(directory);
            }
        } catch (IOException e) {
            throw new ConfigException(
                    OpenAiSentimentProvider.NAME,
                    "configuration key 'cache-dir': cannot make directory " + directory,
                    e);
        }
        if (!Files.isDirectory(directory)) {
            throw new ConfigException(
                    OpenAiSentimentProvider.NAME, "configuration key 'cache-dir': there is no directory " + directory);
        }
    }

    @Override
    public Optional<StoredScore> find(ScoreKey key) {
        Path file = file(key);
        Optional<StoredScore> score;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(ScoreFile.MAX_BYTES + 1);
            score = content.length > ScoreFile.MAX_BYTES ? Optional.empty() : ScoreFile.read(key, content);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("Cannot read kept score {} ({})", file, e.getClass().getSimpleName());
            return Optional.empty();
        }
        if (score.isEmpty()) {
            discard(file);
        }
        return score;
    }

    @Override
    public boolean keep(ScoreKey key, StoredScore score) {
        Path file = file(key);
        try {
            if (!makeRoom()) {
                LOG.warn("Recording {} is full: {} scores", directory, capacity);
                return false;
            }
            Files.createDirectories(file.getParent());
            Path temporary = file.resolveSibling(
                    key.hex() + "." + ProcessHandle.current().pid() + "." + temporaries.incrementAndGet() + ".tmp");
            try {
                Files.write(temporary, ScoreFile.write(key, score), StandardOpenOption.CREATE_NEW);
                Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
            return true;
        } catch (IOException e) {
            LOG.warn("Cannot keep score {} ({})", file, e.getClass().getSimpleName());
            return mode != Mode.RECORD;
        }
    }

    private Path file(ScoreKey key) {
        return directory.resolve(key.hex().substring(0, 2)).resolve(key.hex() + SUFFIX);
    }

    private void discard(Path file) {
        if (mode != Mode.LIVE) {
            LOG.warn("Kept score {} is damaged", file);
            return;
        }
        try {
            Files.deleteIfExists(file);
            LOG.warn("Removed kept score {}: it was damaged", file);
        } catch (IOException e) {
            LOG.warn(
                    "Kept score {} is damaged and cannot be removed ({})",
                    file,
                    e.getClass().getSimpleName());
        }
    }

    /** Counts one more file, and evicts the oldest ones if there are too many; returns false if a recording is full. */
    private boolean makeRoom() throws IOException {
        synchronized (counting) {
            if (entries < 0 || entries >= capacity) {
                entries = list().size();
            }
            if (entries >= capacity) {
                if (mode == Mode.RECORD) {
                    return false;
                }
                evict();
            }
            entries++;
            return true;
        }
    }

    private void evict() throws IOException {
        List<Entry> oldestFirst = list();
        oldestFirst.sort(Comparator.comparing(Entry::written).thenComparing(Entry::file));
        int excess = oldestFirst.size() - capacity + Math.max(1, capacity / EVICTED_PART);
        long evicted = 0;
        for (Entry entry : oldestFirst.subList(0, Math.min(excess, oldestFirst.size()))) {
            Files.deleteIfExists(entry.file());
            evicted++;
        }
        entries = (long) oldestFirst.size() - evicted;
        LOG.debug("Evicted {} of {} kept scores", evicted, oldestFirst.size());
    }

    private List<Entry> list() throws IOException {
        List<Entry> found = new ArrayList<>();
        Files.walkFileTree(directory, Set.of(), DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (FILE.matcher(file.getFileName().toString()).matches()) {
                    found.add(new Entry(file, attributes.lastModifiedTime()));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // Another process may evict while this one lists.
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private record Entry(Path file, FileTime written) {}
}
