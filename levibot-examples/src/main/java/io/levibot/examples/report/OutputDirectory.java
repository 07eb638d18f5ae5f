package io.levibot.examples.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.levibot.api.LevibotException;
import io.levibot.examples.quickstart.QuickstartOutcome;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Where the main job leaves what it makes: {@code report.html}, {@code report.json}, {@code run.json} (what differs by nature:
 * run time, host, JDK), {@code journal.jsonl} and {@code registry/}.
 *
 * @param path the directory
 */
public record OutputDirectory(Path path) {
    private static final String REPORT = "report.json";
    private static final String RUN = "run.json";
    private static final String LOCK = "quickstart.lock";

    /**
     * An output directory that nobody else writes meanwhile, neither in this process nor in another.
     *
     * @param directory the directory, empty at first
     * @param lock open channel whose lock {@link #close} or the process's end gives up
     */
    public record Claim(OutputDirectory directory, FileChannel lock) implements AutoCloseable {
        /** Lets others write there. May be called twice. */
        @Override
        public void close() throws IOException {
            lock.close();
        }
    }

    /**
     * Claims a directory and makes it empty. One that an earlier run left is emptied; one that holds anything else, or that
     * another run is writing, is refused and left as it is.
     *
     * @param path the directory
     * @return it, empty but for its lock file
     * @throws LevibotException if it holds files of somebody else, another run is writing it, or it cannot be written
     */
    public static Claim claim(Path path) {
        try {
            if (Files.exists(path)) {
                requireOurs(path);
            }
            Files.createDirectories(path);
            FileChannel lock =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            boolean emptied = false;
            try {
                if (!isTaken(lock)) {
                    throw new LevibotException(
                            "quickstart",
                            "another run is writing the output directory " + path
                                    + "; wait for it, or name another by --out");
                }
                empty(path);
                emptied = true;
                return new Claim(new OutputDirectory(path), lock);
            } finally {
                if (!emptied) {
                    lock.close();
                }
            }
        } catch (IOException e) {
            throw new LevibotException(
                    "quickstart", "output directory " + path + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Returns the registry's directory. */
    public Path registry() {
        return path.resolve("registry");
    }

    /** Returns the file of the paper run's journal. */
    public Path journal() {
        return path.resolve("journal.jsonl");
    }

    /** Returns the file of the report for people. */
    public Path html() {
        return path.resolve("report.html");
    }

    /** Returns the file of the report for machines. */
    public Path json() {
        return path.resolve(REPORT);
    }

    /**
     * @param outcome what the main job found
     * @param began when it began
     * @param ended when it ended
     * @throws IOException if a file cannot be written
     */
    public void write(QuickstartOutcome outcome, Instant began, Instant ended) throws IOException {
        ObjectNode report = ReportJson.of(outcome);
        Files.write(json(), ReportJson.bytes(report));
        Files.write(path.resolve(RUN), ReportJson.bytes(run(began, ended)));
        Files.writeString(html(), HtmlReport.of(outcome));
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // another run of this process has it
        }
    }

    private static ObjectNode run(Instant began, Instant ended) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("began", began.toString());
        node.put("seconds", Duration.between(began, ended).toMillis() / 1e3);
        node.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
        node.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        node.put("processors", Runtime.getRuntime().availableProcessors());
        node.put("maxHeapMiB", Runtime.getRuntime().maxMemory() >> 20);
        return node;
    }

    private static void requireOurs(Path path) throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            boolean empty = entries.findAny().isEmpty();
            boolean ours = Files.exists(path.resolve("registry"))
                    || Files.exists(path.resolve(REPORT))
                    || Files.exists(path.resolve(LOCK));
            if (!empty && !ours) {
                throw new LevibotException(
                        "quickstart",
                        "output directory " + path
                                + " holds files that are not of an earlier run; name another by --out");
            }
        }
    }

    /** Removes everything but the lock file: on some systems a file that is open cannot be removed. */
    private static void empty(Path path) throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            for (Path entry : entries.toList()) {
                if (!entry.equals(path.resolve(LOCK))) {
                    remove(entry);
                }
            }
        }
    }

    private static void remove(Path path) throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path directory, @org.jspecify.annotations.Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
