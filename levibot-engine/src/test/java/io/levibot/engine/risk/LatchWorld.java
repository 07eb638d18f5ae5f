package io.levibot.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.KillVerdict.OnTrip;
import io.levibot.api.LevibotException;
import io.levibot.engine.execution.OrderIntent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A latch file, the engine's latch on it, another process's latch on it, and the model of what they must say. */
final class LatchWorld implements AutoCloseable {
    /** Everything that can happen to a latch. */
    enum Event {
        REDUCE,
        HALT_AND_FLATTEN,
        OTHER_HALTS,
        LOOK,
        REARM,
        OTHER_REARMS,
        CRASH,
        DAMAGE,
        DELETE,
        DISK_FAILS,
        DISK_TEARS,
        DISK_WORKS
    }

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2024-03-01T12:00:00Z"));

    private final Path file;
    private final LatchModel model = new LatchModel();
    private final KillLatch other;
    private final Ticking time = new Ticking();
    private KillLatch mine;
    private String seen;
    private List<Object> seenByModel;
    private int tripsUnseen;
    private int tripsUnwritten;
    private boolean fails;
    private boolean tears;

    LatchWorld(Path directory) {
        this.file = directory.resolve(FileLatchStore.FILE);
        try {
            FileLatchStore.create(directory, fresh(), LatchWorld::write);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.other = new KillLatch(new FileLatchStore(directory, LatchWorld::write), time);
        this.mine = open();
        this.seen = mine.status().stamp();
        this.seenByModel = model.stamp();
    }

    /** A second later with every event. */
    private static final class Ticking implements InstantSource {
        private Instant now = CLOCK.instant();

        @Override
        public Instant instant() {
            return now;
        }
    }

    static LatchStatus fresh() {
        return new LatchStatus(
                KillState.ARMED, CLOCK.instant(), "initialised", "new state directory", OnTrip.KEEP, List.of(), "", "");
    }

    /** Without forcing it to the disk, which the model cannot see. */
    static void write(FileChannel channel, byte[] bytes, long at) throws IOException {
        channel.write(ByteBuffer.wrap(bytes), at);
    }

    private void writeUnlessBroken(FileChannel channel, byte[] bytes, long at) throws IOException {
        if (!fails) {
            write(channel, bytes, at);
            return;
        }
        if (tears) {
            channel.write(ByteBuffer.wrap(bytes, 0, bytes.length / 2), at);
        }
        throw new IOException("the disk does not work");
    }

    private KillLatch open() {
        return new KillLatch(new FileLatchStore(file.getParent(), this::writeUnlessBroken), time);
    }

    void happens(Event event) {
        time.now = time.now.plusSeconds(1);
        switch (event) {
            case REDUCE -> {
                tripped();
                mine.trip("vital", KillVerdict.trip(KillState.REDUCE_ONLY, "careful", OnTrip.KEEP));
                model.trip(1, "vital", "careful", OnTrip.KEEP);
            }
            case HALT_AND_FLATTEN -> {
                tripped();
                mine.trip("guard", KillVerdict.trip(KillState.HALTED, "stop", OnTrip.FLATTEN));
                model.trip(2, "guard", "stop", OnTrip.FLATTEN);
            }
            case OTHER_HALTS -> {
                tripsUnseen++;
                other.trip("operator:ann", KillVerdict.trip(KillState.HALTED, "drill", OnTrip.KEEP));
                model.tripByOther(2, "operator:ann", "drill", OnTrip.KEEP);
            }
            case LOOK -> {
                seen = mine.status().stamp();
                seenByModel = model.stamp();
                tripsUnseen = 0;
                tripsUnwritten = 0;
            }
            case REARM -> rearm();
            case OTHER_REARMS -> {
                other.rearm("ann", "looked", other.status().stamp());
                model.rearmByOther("ann", "looked");
            }
            case CRASH -> {
                mine = open(); // the old one is dropped, not closed
                model.crash();
                tripsUnwritten = 0;
            }
            case DAMAGE -> {
                damage();
                tripsUnseen = 0; // went with the file; who clears an unreadable latch clears whatever it held
            }
            case DELETE -> {
                delete();
                tripsUnseen = 0;
            }
            case DISK_FAILS, DISK_TEARS -> {
                fails = true;
                tears = event == Event.DISK_TEARS;
                model.breakDisk(tears);
            }
            case DISK_WORKS -> {
                fails = false;
                model.mendDisk();
            }
        }
    }

    private void tripped() {
        if (fails) {
            tripsUnwritten++;
        } else {
            tripsUnseen++;
        }
    }

    /** Clears what was looked at last, or nothing. */
    private void rearm() {
        if (!model.stamp().equals(seenByModel)) {
            assertThatThrownBy(() -> mine.rearm("bob", "checked", seen)).isInstanceOf(LatchChangedException.class);
        } else if (model.rearm("bob", "checked")) {
            mine.rearm("bob", "checked", seen);
            assertThat(tripsUnseen + tripsUnwritten)
                    .as("trips that were cleared unseen")
                    .isZero();
        } else {
            assertThatThrownBy(() -> mine.rearm("bob", "checked", seen))
                    .isInstanceOf(LevibotException.class)
                    .isNotInstanceOf(LatchChangedException.class);
        }
    }

    private void damage() {
        if (!model.fileExists()) {
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {0x55}), 700);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        model.damage();
    }

    private void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        model.delete();
    }

    /** Compares everything that can be asked with the model. */
    void check(String history) {
        for (OrderIntent intent : OrderIntent.values()) {
            boolean[] left = new boolean[1];
            boolean said = mine.submit(intent, () -> left[0] = true);
            assertThat(left[0]).as("%s after %s", intent, history).isEqualTo(model.leaves(intent));
            assertThat(said).as("%s after %s", intent, history).isEqualTo(left[0]);
        }
        LatchModel.Kept expected = model.status();
        LatchStatus status = mine.status();
        assertThat(status.state().code()).as("state after %s", history).isEqualTo(expected.state());
        assertThat(mine.state()).as("state after %s", history).isEqualTo(status.state());
        assertThat(status.source()).as("source after %s", history).isEqualTo(expected.source());
        if (expected.reason() == null) {
            assertThat(status.reason()).as("reason after %s", history).contains("latch file");
        } else {
            assertThat(status.reason()).as("reason after %s", history).isEqualTo(expected.reason());
        }
        assertThat(status.onTrip()).as("on trip after %s", history).isEqualTo(expected.onTrip());
        assertThat(status.laterReasons()).as("later reasons after %s", history).isEqualTo(expected.later());
    }

    int stateOfModel() {
        return model.status().state();
    }

    @Override
    public void close() {
        mine.close();
        other.close();
    }
}
