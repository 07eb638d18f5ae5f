package io.levibot.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.KillVerdict.OnTrip;
import io.levibot.engine.execution.OrderIntent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that shuts its threads down interrupts them: a latch must be as durable then as ever. */
class InterruptedLatchTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2024-03-01T12:00:00Z"));
    private static final KillVerdict HALT = KillVerdict.trip(KillState.HALTED, "drill", OnTrip.FLATTEN);

    @TempDir
    private Path directory;

    @BeforeEach
    void initialise() {
        KillLatch.initialise(directory, CLOCK);
    }

    @AfterEach
    void forgetInterrupt() {
        Thread.interrupted();
    }

    private KillState asAnotherProcessReads() {
        Thread.interrupted();
        try (KillLatch other = KillLatch.open(directory, CLOCK)) {
            return other.state();
        }
    }

    @Test
    void aTripByAnInterruptedThreadIsDurable() {
        try (KillLatch latch = KillLatch.open(directory, CLOCK)) {
            Thread.currentThread().interrupt();
            LatchStatus status = latch.trip("first", HALT);
            assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
            assertThat(status.problem()).isEmpty();
            assertThat(asAnotherProcessReads()).isEqualTo(KillState.HALTED);
            assertThat(latch.rearm("ann", "over", latch.status().stamp()).state())
                    .isEqualTo(KillState.ARMED);
            assertThat(asAnotherProcessReads()).isEqualTo(KillState.ARMED);
        }
    }

    @Test
    void anInterruptedThreadOpensReadsSubmitsAndRearms() {
        Thread.currentThread().interrupt();
        try (KillLatch latch = KillLatch.open(directory, CLOCK)) {
            AtomicInteger left = new AtomicInteger();
            assertThat(latch.status().state()).isEqualTo(KillState.ARMED);
            assertThat(latch.submit(OrderIntent.ENTRY, left::incrementAndGet)).isTrue();
            latch.trip("first", HALT);
            assertThat(latch.submit(OrderIntent.ENTRY, left::incrementAndGet)).isFalse();
            assertThat(latch.rearm("ann", "over", latch.status().stamp()).state())
                    .isEqualTo(KillState.ARMED);
            assertThat(left).hasValue(1);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        }
        assertThat(asAnotherProcessReads()).isEqualTo(KillState.ARMED);
    }

    @Test
    void anInterruptedThreadInitialises(@TempDir Path other) {
        Thread.currentThread().interrupt();
        KillLatch.initialise(other, CLOCK);
        assertThat(Thread.interrupted()).isTrue();
        try (KillLatch latch = KillLatch.open(other, CLOCK)) {
            assertThat(latch.state()).isEqualTo(KillState.ARMED);
        }
    }

    /** The interrupt comes between the write and its way to the device. */
    @Test
    void anInterruptDuringTheWriteChangesNothing() {
        AtomicInteger interrupts = new AtomicInteger(2);
        FileLatchStore store = new FileLatchStore(directory, (file, bytes, at) -> {
            write(file, bytes, at);
            if (interrupts.getAndDecrement() > 0) {
                Thread.currentThread().interrupt();
            }
            file.force(false);
        });
        try (KillLatch latch = new KillLatch(store, CLOCK)) {
            LatchStatus status = latch.trip("first", HALT);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(status.source()).isEqualTo("first");
            assertThat(status.laterReasons()).isEmpty();
            assertThat(status.problem()).isEmpty();
            assertThat(latch.status()).isEqualTo(status);
        }
        assertThat(interrupts.get()).isLessThan(0);
        assertThat(asAnotherProcessReads()).isEqualTo(KillState.HALTED);
    }

    private static void write(FileChannel file, byte[] bytes, long at) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer, at + buffer.position());
        }
    }
}
