package io.levibot.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.ConfigException;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.KillVerdict.OnTrip;
import io.levibot.api.LevibotException;
import io.levibot.engine.execution.OrderIntent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KillLatchTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2024-03-01T12:00:00Z"));
    private static final KillVerdict HALT = KillVerdict.trip(KillState.HALTED, "drill", OnTrip.KEEP);
    private static final KillVerdict REDUCE = KillVerdict.trip(KillState.REDUCE_ONLY, "careful", OnTrip.FLATTEN);

    @TempDir
    private Path directory;

    private KillLatch initialised() {
        KillLatch.initialise(directory, CLOCK);
        return KillLatch.open(directory, CLOCK);
    }

    @Test
    void letsLeaveWhatTheTableSays() {
        assertThat(KillLatch.allows(KillState.ARMED, OrderIntent.ENTRY)).isTrue();
        assertThat(KillLatch.allows(KillState.REDUCE_ONLY, OrderIntent.ENTRY)).isFalse();
        assertThat(KillLatch.allows(KillState.HALTED, OrderIntent.ENTRY)).isFalse();
        assertThat(KillLatch.allows(KillState.ARMED, OrderIntent.MODEL_EXIT)).isTrue();
        assertThat(KillLatch.allows(KillState.REDUCE_ONLY, OrderIntent.MODEL_EXIT))
                .isTrue();
        assertThat(KillLatch.allows(KillState.HALTED, OrderIntent.MODEL_EXIT)).isFalse();
        for (KillState state : KillState.values()) {
            assertThat(KillLatch.allows(state, OrderIntent.PROTECTIVE_EXIT)).isTrue();
        }
    }

    @Test
    void isHaltedWithoutAnInitialisedFile() {
        try (KillLatch latch = KillLatch.open(directory, CLOCK)) {
            assertThat(latch.state()).isEqualTo(KillState.HALTED);
            assertThat(latch.status().problem()).contains("missing");
        }
    }

    @Test
    void refusesToInitialiseTwiceOrBesideAJournal() throws IOException {
        initialised().close();
        assertThatThrownBy(() -> KillLatch.initialise(directory, CLOCK)).isInstanceOf(LevibotException.class);

        Path lost = Files.createDirectory(directory.resolve("lost"));
        Files.writeString(lost.resolve("journal-000001.jsonl"), "{}");
        assertThatThrownBy(() -> KillLatch.initialise(lost, CLOCK))
                .isInstanceOf(LevibotException.class)
                .hasMessageContaining("latch was lost");
    }

    /** Every sequence of four moves: automatic ones only tighten, whatever came before. */
    @Test
    void automaticMovesOnlyTighten() {
        List<KillVerdict> moves = List.of(HALT, REDUCE);
        for (int history = 0; history < 16; history++) {
            KillLatch latch = KillLatch.inMemory(CLOCK);
            KillState before = latch.state();
            for (int step = 0; step < 4; step++) {
                KillState after =
                        latch.trip("s", moves.get((history >> step) & 1)).state();
                assertThat(after.code()).isGreaterThanOrEqualTo(before.code());
                before = after;
            }
        }
    }

    @Test
    void keepsTheFirstReasonAndListsTheLaterOnes() {
        try (KillLatch latch = initialised()) {
            latch.trip("first", REDUCE);
            LatchStatus status = latch.trip("second", HALT);
            assertThat(status.state()).isEqualTo(KillState.HALTED);
            assertThat(status.source()).isEqualTo("first");
            assertThat(status.reason()).isEqualTo("careful");
            assertThat(status.laterReasons()).containsExactly("second: drill");
            assertThat(status.onTrip()).isEqualTo(OnTrip.FLATTEN);
        }
    }

    @Test
    void aTripIsThereForEveryOtherLatchOnTheFileAtOnce() {
        try (KillLatch one = initialised();
                KillLatch two = KillLatch.open(directory, CLOCK)) {
            assertThat(two.state()).isEqualTo(KillState.ARMED);
            one.trip("one", HALT);
            assertThat(two.state()).isEqualTo(KillState.HALTED);
            assertThat(two.submit(OrderIntent.ENTRY, () -> {})).isFalse();
            two.rearm("tester", "looked at it", two.status().stamp());
            assertThat(one.state()).isEqualTo(KillState.ARMED);
        }
    }

    @Test
    void survivesReopeningWithEveryText() {
        String longReason = "ä".repeat(290);
        try (KillLatch latch = initialised()) {
            latch.trip("operator:Müller", KillVerdict.trip(KillState.HALTED, longReason, OnTrip.FLATTEN));
        }
        try (KillLatch again = KillLatch.open(directory, CLOCK)) {
            LatchStatus status = again.status();
            assertThat(status.state()).isEqualTo(KillState.HALTED);
            assertThat(status.source()).isEqualTo("operator:Müller");
            assertThat(status.reason()).isEqualTo(longReason);
            assertThat(status.since()).isEqualTo(CLOCK.instant());
        }
    }

    @Test
    void onlyAnOperatorWithANoteLoosens() {
        KillLatch latch = KillLatch.inMemory(CLOCK);
        latch.trip("s", HALT);
        assertThatThrownBy(() -> latch.rearm(" ", "note", latch.status().stamp()))
                .isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> latch.rearm("tester", "", latch.status().stamp()))
                .isInstanceOf(ConfigException.class);
        assertThat(latch.state()).isEqualTo(KillState.HALTED);
        assertThat(latch.rearm("tester", "note", latch.status().stamp()).state())
                .isEqualTo(KillState.ARMED);
    }

    /** Whatever came between: the same again, another process's, a file that was lost and made anew. */
    @Test
    void rearmingClearsNothingThatCameAfterTheStatusItNames() throws IOException {
        KillVerdict drill = KillVerdict.trip(KillState.HALTED, "drill", OnTrip.KEEP);
        List<Runnable> between = List.of(
                () -> {
                    try (KillLatch other = KillLatch.open(directory, CLOCK)) {
                        other.trip("operator:ann", drill); // says exactly what was said before
                    }
                },
                () -> {
                    try (KillLatch other = KillLatch.open(directory, CLOCK)) {
                        other.trip("staleness", REDUCE);
                    }
                },
                () -> {
                    try (KillLatch other = KillLatch.open(directory, CLOCK)) {
                        other.rearm("bob", "mine was clear", other.status().stamp());
                        other.trip("operator:bob", drill);
                    }
                });
        try (KillLatch latch = initialised()) {
            for (Runnable what : between) {
                LatchStatus seen = latch.trip("operator:ann", drill);
                assertThat(latch.status().stamp()).as("looking changes nothing").isEqualTo(seen.stamp());
                what.run();
                assertThatThrownBy(() -> latch.rearm("ann", "over", seen.stamp()))
                        .isInstanceOfSatisfying(
                                LatchChangedException.class,
                                refused -> assertThat(refused.status()).isEqualTo(latch.status()))
                        .hasMessageContaining(latch.status().stamp());
                assertThat(latch.state()).isEqualTo(KillState.HALTED);
                assertThat(latch.rearm("ann", "both", latch.status().stamp()).state())
                        .isEqualTo(KillState.ARMED);
            }
        }
    }

    @Test
    void anyFlippedByteOfTheFileIsHalted() throws IOException {
        initialised().close();
        Path file = directory.resolve(FileLatchStore.FILE);
        byte[] intact = Files.readAllBytes(file);
        for (int at = 0; at < intact.length; at++) {
            byte[] damaged = intact.clone();
            damaged[at] ^= 0x40;
            Files.write(file, damaged);
            try (KillLatch latch = KillLatch.open(directory, CLOCK)) {
                assertThat(latch.state()).as("byte %d", at).isEqualTo(KillState.HALTED);
            }
        }
        Files.write(file, intact);
        try (KillLatch latch = KillLatch.open(directory, CLOCK)) {
            assertThat(latch.state()).isEqualTo(KillState.ARMED);
        }
    }

    @Test
    void aFileCutAnywhereIsHaltedUntilAnOperatorRearms() throws IOException {
        initialised().close();
        Path file = directory.resolve(FileLatchStore.FILE);
        byte[] intact = Files.readAllBytes(file);
        for (int length = 0; length < intact.length; length += 61) {
            Files.write(file, java.util.Arrays.copyOf(intact, length));
            try (KillLatch latch = KillLatch.open(directory, CLOCK)) {
                assertThat(latch.state()).as("length %d", length).isEqualTo(KillState.HALTED);
                assertThat(latch.status().problem()).contains("damaged");
                assertThat(latch.rearm("tester", "file was cut", latch.status().stamp())
                                .state())
                        .isEqualTo(KillState.ARMED);
                assertThat(latch.state()).isEqualTo(KillState.ARMED);
            }
        }
    }

    @Test
    void aLatchWhoseFileWasDeletedOrReplacedLetsNothingLeave() throws IOException {
        Path file = directory.resolve(FileLatchStore.FILE);
        try (KillLatch latch = initialised()) {
            assertThat(latch.submit(OrderIntent.ENTRY, () -> {})).isTrue();
            Files.delete(file);
            assertThat(latch.submit(OrderIntent.ENTRY, () -> {})).isFalse();
            assertThat(latch.state()).isEqualTo(KillState.HALTED);
            try (KillLatch other = KillLatch.open(directory, CLOCK)) {
                other.trip("other", HALT);
            }
            assertThat(latch.status().source()).as("what is there now counts").isEqualTo("latch");
            assertThat(latch.status().laterReasons()).containsExactly("other: drill");
            assertThat(latch.rearm("tester", "looked", latch.status().stamp()).state())
                    .isEqualTo(KillState.ARMED);
            assertThat(latch.submit(OrderIntent.ENTRY, () -> {})).isTrue();
        }
    }

    @Test
    void aLatchWhoseFileIsCutShortWhileItIsOpenIsHalted() throws IOException {
        for (int length : new int[] {0, 1, 2000, 4095}) {
            Path own = Files.createDirectory(directory.resolve("cut" + length));
            KillLatch.initialise(own, CLOCK);
            try (KillLatch latch = KillLatch.open(own, CLOCK)) {
                try (var channel = java.nio.channels.FileChannel.open(
                        own.resolve(FileLatchStore.FILE), java.nio.file.StandardOpenOption.WRITE)) {
                    channel.truncate(length);
                }
                assertThat(latch.state()).as("cut to %d", length).isEqualTo(KillState.HALTED);
                assertThat(latch.submit(OrderIntent.ENTRY, () -> {})).isFalse();
                assertThat(latch.status().state()).isEqualTo(KillState.HALTED);
                assertThat(latch.trip("s", HALT).state()).isEqualTo(KillState.HALTED);
            }
        }
    }

    @Test
    void anAcknowledgedTripKeepsEveryLaterOrderFromLeaving() throws InterruptedException {
        try (KillLatch latch = initialised()) {
            AtomicBoolean acknowledged = new AtomicBoolean();
            AtomicInteger leaks = new AtomicInteger();
            AtomicInteger left = new AtomicInteger();
            List<Thread> submitters = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Thread thread = new Thread(() -> {
                    for (int n = 0; n < 3_000; n++) {
                        boolean before = acknowledged.get();
                        boolean ran = latch.submit(OrderIntent.ENTRY, left::incrementAndGet);
                        if (before && ran) {
                            leaks.incrementAndGet();
                        }
                    }
                });
                submitters.add(thread);
                thread.start();
            }
            latch.trip("tester", HALT);
            acknowledged.set(true);
            for (Thread thread : submitters) {
                thread.join();
            }
            assertThat(leaks).hasValue(0);
        }
    }

    @Test
    void clipsAnExitAgainstEverythingThatIsPending() {
        var held = new java.math.BigDecimal("-5");
        var wanted = new java.math.BigDecimal("5");
        assertThat(ReduceOnly.clip(wanted, held, java.math.BigDecimal.ZERO)).isEqualByComparingTo("5");
        assertThat(ReduceOnly.clip(wanted, held, new java.math.BigDecimal("3"))).isEqualByComparingTo("2");
        assertThat(ReduceOnly.clip(wanted, held, new java.math.BigDecimal("7"))).isEqualByComparingTo("0");
    }
}
