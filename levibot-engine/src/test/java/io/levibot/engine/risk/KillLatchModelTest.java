package io.levibot.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.engine.risk.LatchWorld.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/**
 * Model check of the latch on its file: every history of a few events, and long random ones, against {@link LatchModel}. All
 * histories of four events take seconds; {@code -Dlevibot.latch.events=6} checks those of six.
 */
final class KillLatchModelTest {
    private static final int LENGTH = Integer.getInteger("levibot.latch.events", 4);
    private static final Event[] EVENTS = Event.values();

    /** Only these may make a latch looser: an operator, or the death of a process whose disk did not take the trip. */
    private static final Set<Event> LOOSENING = EnumSet.of(Event.REARM, Event.OTHER_REARMS, Event.CRASH);

    private static Path directory() throws IOException {
        return Files.createTempDirectory("latch");
    }

    private static void remove(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    @Test
    void everyShortHistoryEndsAsTheModelSays() throws IOException {
        Path directory = directory();
        long histories = 0;
        for (int length = 0; length <= LENGTH; length++) {
            int[] digits = new int[length];
            do {
                run(directory, digits);
                histories++;
            } while (next(digits));
        }
        remove(directory);
        long expected = 0;
        for (int length = 0; length <= LENGTH; length++) {
            expected += Math.round(Math.pow(EVENTS.length, length));
        }
        assertThat(histories).isEqualTo(expected);
    }

    /** Only the end is looked at: every beginning of a history is a history of its own, and looking may hide a fault. */
    private static void run(Path directory, int[] digits) throws IOException {
        Files.deleteIfExists(directory.resolve(FileLatchStore.FILE));
        List<Event> history = new ArrayList<>();
        try (LatchWorld world = new LatchWorld(directory)) {
            int before = world.stateOfModel();
            for (int digit : digits) {
                before = world.stateOfModel();
                world.happens(EVENTS[digit]);
                history.add(EVENTS[digit]);
            }
            world.check(history.toString());
            if (!history.isEmpty() && !LOOSENING.contains(history.get(history.size() - 1))) {
                assertThat(world.stateOfModel())
                        .as("tighter or equal after %s", history)
                        .isGreaterThanOrEqualTo(before);
            }
        }
    }

    private static boolean next(int[] digits) {
        for (int i = 0; i < digits.length; i++) {
            if (++digits[i] < EVENTS.length) {
                return true;
            }
            digits[i] = 0;
        }
        return false;
    }

    @Property(tries = 150)
    void aLongHistoryIsAtEveryMomentWhatTheModelSays(@ForAll @Size(max = 80) List<Event> events) throws IOException {
        Path directory = directory();
        try (LatchWorld world = new LatchWorld(directory)) {
            for (int i = 0; i < events.size(); i++) {
                world.happens(events.get(i));
                world.check("event " + i + " of " + events);
            }
        }
        remove(directory);
    }
}
