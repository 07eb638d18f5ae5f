package io.levibot.sentiment.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.ConfigException;
import io.levibot.api.SentimentScore.Horizon;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileScoreStoreTest {
    private static final StoredScore SCORE =
            new StoredScore(new Judgement("BTC", -0.35, Horizon.INTRADAY, 0.1), Scorers.NOW.plusNanos(123_456_789));

    @TempDir
    private Path directory;

    @Test
    void findsWhatAnEarlierStoreKept() {
        store(10, Mode.LIVE).keep(key(1), SCORE);

        assertThat(store(10, Mode.LIVE).find(key(1))).contains(SCORE);
        assertThat(store(10, Mode.REPLAY).find(key(1))).contains(SCORE);
        assertThat(store(10, Mode.LIVE).find(key(2))).isEmpty();
    }

    @Property
    void roundTripsToTheBit(
            @ForAll @DoubleRange(min = -1.0, max = 1.0) double impact,
            @ForAll @DoubleRange(min = 0.0, max = 1.0) double confidence,
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second) {
        StoredScore score = new StoredScore(
                new Judgement("MKT", impact, Horizon.WEEKLY, confidence), Instant.ofEpochSecond(second));

        assertThat(ScoreFile.read(key(1), ScoreFile.write(key(1), score))).contains(score);
    }

    @Test
    void aFileCutAnywhereIsAMissAndRemoved() throws IOException {
        FileScoreStore store = store(10, Mode.LIVE);
        store.keep(key(1), SCORE);
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);

        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(store.find(key(1))).as("cut to %d bytes", length).isEmpty();
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void aFileWithOneChangedBitIsAMissAndRemoved() throws IOException {
        FileScoreStore store = store(10, Mode.LIVE);
        store.keep(key(1), SCORE);
        Path file = files().get(0);
        byte[] whole = Files.readAllBytes(file);

        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 1;
            Files.write(file, changed);
            assertThat(store.find(key(1))).as("byte %d changed", i).isEmpty();
            assertThat(file).doesNotExist();
        }
    }

    @Test
    void aFileUnderAnotherNameIsAMiss() throws IOException {
        FileScoreStore store = store(10, Mode.LIVE);
        store.keep(key(1), SCORE);
        Path moved = directory.resolve(key(2).hex().substring(0, 2)).resolve(key(2).hex() + ".score");
        Files.createDirectories(moved.getParent());
        Files.move(files().get(0), moved);

        assertThat(store.find(key(2))).isEmpty();
    }

    @Test
    void aHugeFileIsAMissWithoutBeingRead() throws IOException {
        FileScoreStore store = store(10, Mode.LIVE);
        store.keep(key(1), SCORE);
        Files.write(files().get(0), new byte[ScoreFile.MAX_BYTES + 1]);

        assertThat(store.find(key(1))).isEmpty();
    }

    @Test
    void damageInARecordingIsKeptAsEvidence() throws IOException {
        store(10, Mode.RECORD).keep(key(1), SCORE);
        Path file = files().get(0);
        Files.writeString(file, "damaged");

        assertThat(store(10, Mode.REPLAY).find(key(1))).isEmpty();
        assertThat(store(10, Mode.RECORD).find(key(1))).isEmpty();
        assertThat(file).hasContent("damaged");
    }

    @Test
    void keepsToItsCapacityAndEvictsTheOldest() throws IOException {
        FileScoreStore store = store(10, Mode.LIVE);
        for (int i = 0; i < 10; i++) {
            store.keep(key(i), SCORE);
            Files.setLastModifiedTime(path(i), FileTime.from(Scorers.NOW.plusSeconds(i)));
        }
        store.keep(key(10), SCORE);

        assertThat(files()).hasSize(10);
        assertThat(path(0)).doesNotExist();
        assertThat(path(1)).exists();
        assertThat(path(10)).exists();
    }

    @Test
    void countsWhatAnEarlierStoreLeftHalfWrittenFilesIncluded() throws IOException {
        FileScoreStore before = store(3, Mode.LIVE);
        before.keep(key(1), SCORE);
        before.keep(key(2), SCORE);
        Path half = path(1).resolveSibling(key(1).hex() + ".42.1.tmp");
        Files.writeString(half, "half");
        Files.setLastModifiedTime(half, FileTime.from(Scorers.NOW.minusSeconds(1)));
        store(3, Mode.LIVE).keep(key(3), SCORE);

        assertThat(half).doesNotExist();
        assertThat(files()).hasSize(3);
    }

    @Test
    void leavesForeignFilesAlone() throws IOException {
        Path foreign = Files.writeString(directory.resolve("README.txt"), "mine");
        FileScoreStore store = store(1, Mode.LIVE);
        store.keep(key(1), SCORE);
        store.keep(key(2), SCORE);

        assertThat(foreign).hasContent("mine");
        assertThat(path(1)).doesNotExist();
        assertThat(path(2)).exists();
    }

    @Test
    void aFullRecordingRefusesMoreInsteadOfForgetting() throws IOException {
        FileScoreStore store = store(2, Mode.RECORD);

        assertThat(store.keep(key(1), SCORE)).isTrue();
        assertThat(store.keep(key(2), SCORE)).isTrue();
        assertThat(store.keep(key(3), SCORE)).isFalse();
        assertThat(files()).hasSize(2);
    }

    @Test
    void whatCannotBeWrittenMayBeUsedLiveButNotRecorded() throws IOException {
        FileScoreStore live = store(10, Mode.LIVE);
        FileScoreStore record = store(10, Mode.RECORD);
        Files.writeString(directory.resolve(key(1).hex().substring(0, 2)), "a file where a directory must be");

        assertThat(live.keep(key(1), SCORE)).isTrue();
        assertThat(record.keep(key(1), SCORE)).isFalse();
    }

    @Test
    void refusesADirectoryThatIsNotOne() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");

        for (Mode mode : Mode.values()) {
            assertThatThrownBy(() -> new FileScoreStore(file, 10, mode))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("cache-dir");
        }
        assertThatThrownBy(() -> new FileScoreStore(directory.resolve("missing"), 10, Mode.REPLAY))
                .isInstanceOf(ConfigException.class);
    }

    @Test
    void severalWritersAndReadersSeeWholeScoresOnly() throws Exception {
        List<FileScoreStore> stores = List.of(store(1_000, Mode.LIVE), store(1_000, Mode.LIVE));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                FileScoreStore store = stores.get(i % 2);
                ScoreKey key = key(i % 5);
                tasks.add(() -> {
                    store.keep(key, SCORE);
                    return store.find(key).equals(Optional.of(SCORE));
                });
            }
            for (Future<Boolean> whole : threads.invokeAll(tasks)) {
                assertThat(whole.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(files()).hasSize(5);
    }

    private FileScoreStore store(int capacity, Mode mode) {
        return new FileScoreStore(directory, capacity, mode);
    }

    private Path path(int number) {
        return directory
                .resolve(key(number).hex().substring(0, 2))
                .resolve(key(number).hex() + ".score");
    }

    private static ScoreKey key(int number) {
        byte[] bytes = (number + " padded to thirty-two bytes.....................")
                .substring(0, 32)
                .getBytes(StandardCharsets.US_ASCII);
        return new ScoreKey(HexFormat.of().formatHex(bytes));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
