package io.levibot.engine.risk;

import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.KillVerdict.OnTrip;
import io.levibot.engine.execution.OrderIntent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lincheck looks for interleavings whose answers no order of the same calls explains. A latch that passes keeps the promise: an
 * order whose submit begins after a trip was acknowledged does not leave, whatever runs beside the two.
 */
final class KillLatchLincheckTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2024-03-01T12:00:00Z"));

    @TempDir
    private static Path root;

    /** The calls, on whichever latch. */
    public abstract static class Calls {
        private final KillLatch latch;

        Calls(KillLatch latch) {
            this.latch = latch;
        }

        @Operation
        public boolean submitEntry() {
            return latch.submit(OrderIntent.ENTRY, () -> {});
        }

        @Operation
        public boolean submitModelExit() {
            return latch.submit(OrderIntent.MODEL_EXIT, () -> {});
        }

        @Operation
        public int reduceOnly() {
            return latch.trip("a", KillVerdict.trip(KillState.REDUCE_ONLY, "drill", OnTrip.KEEP))
                    .state()
                    .code();
        }

        @Operation
        public int halt() {
            return latch.trip("b", KillVerdict.trip(KillState.HALTED, "drill", OnTrip.KEEP))
                    .state()
                    .code();
        }

        /** Looks and clears what was seen, and looks again if somebody came between: in the end one step, like the others. */
        @Operation
        public int rearm() {
            while (true) {
                try {
                    return latch.rearm("tester", "looked", latch.status().stamp())
                            .state()
                            .code();
                } catch (LatchChangedException e) {
                    Thread.onSpinWait();
                }
            }
        }

        @Operation
        public int state() {
            return latch.state().code();
        }
    }

    /** In memory: every interleaving of the latch's own code within the bounds. */
    public static final class InMemory extends Calls {
        public InMemory() {
            super(KillLatch.inMemory(CLOCK));
        }
    }

    /** In a file, as it is used: threads at full speed. */
    public static final class InFile extends Calls {
        public InFile() {
            super(newLatch());
        }

        private static KillLatch newLatch() {
            try {
                Path directory = Files.createTempDirectory(root, "latch");
                FileLatchStore.create(directory, LatchWorld.fresh(), LatchWorld::write);
                return new KillLatch(new FileLatchStore(directory, LatchWorld::write), CLOCK);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What the calls must look like: one number that trips raise and re-arming lowers. */
    public static final class OneNumber {
        private int state;

        public boolean submitEntry() {
            return state == 0;
        }

        public boolean submitModelExit() {
            return state < 2;
        }

        public int reduceOnly() {
            state = Math.max(state, 1);
            return state;
        }

        public int halt() {
            state = 2;
            return state;
        }

        public int rearm() {
            state = 0;
            return state;
        }

        public int state() {
            return state;
        }
    }

    @Test
    void noInterleavingLetsAnOrderLeaveAfterAnAcknowledgedTrip() {
        new ModelCheckingOptions()
                .iterations(5)
                .invocationsPerIteration(50)
                .threads(2)
                .actorsPerThread(2)
                .actorsBefore(1)
                .actorsAfter(1)
                .sequentialSpecification(OneNumber.class)
                .check(InMemory.class);
    }

    @Test
    void noRaceOfThreadsOnALatchFileLetsAnOrderLeaveAfterAnAcknowledgedTrip() {
        new StressOptions()
                .iterations(4)
                .invocationsPerIteration(25)
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(1)
                .actorsAfter(1)
                .sequentialSpecification(OneNumber.class)
                .check(InFile.class);
    }
}
