package io.levibot.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.KillState;
import io.levibot.engine.risk.KillLatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatchCommandsTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2024-01-01T00:00:00Z"));

    @TempDir
    Path dir;

    @Test
    void killIsSeenByAnEngineThatHasTheLatchOpen() {
        KillLatch.initialise(dir, CLOCK);
        try (KillLatch engines = KillLatch.open(dir, CLOCK)) {
            assertThat(engines.state()).isEqualTo(KillState.ARMED);

            Console killed =
                    Console.run("kill", "--state", dir.toString(), "--reason", "fat finger", "--operator", "ann");

            assertThat(killed.exit()).isZero();
            assertThat(killed.out()).contains("HALTED", "operator:ann", "fat finger");
            assertThat(engines.state()).isEqualTo(KillState.HALTED);
            assertThat(engines.status().reason()).isEqualTo("fat finger");
        }
    }

    @Test
    void aSecondKillKeepsTheFirstReason() {
        KillLatch.initialise(dir, CLOCK);
        Console.run("kill", "--state", dir.toString(), "--reason", "first", "--operator", "ann");

        Console second = Console.run("kill", "--state", dir.toString(), "--reason", "second", "--operator", "bob");

        assertThat(second.exit()).isZero();
        assertThat(second.out()).contains("operator:ann: first", "also asked for by operator:bob: second");
    }

    @Test
    void rearmLoosensWithOperatorAndNote() {
        KillLatch.initialise(dir, CLOCK);
        Console.run("kill", "--state", dir.toString(), "--reason", "drill", "--operator", "ann");

        Console rearmed =
                Console.run("rearm", "--state", dir.toString(), "--reason", "drill is over", "--operator", "bob");

        assertThat(rearmed.exit()).isZero();
        try (KillLatch latch = KillLatch.open(dir, CLOCK)) {
            assertThat(latch.state()).isEqualTo(KillState.ARMED);
            assertThat(latch.status().source()).isEqualTo("operator:bob");
        }
    }

    @Test
    void rearmClearsNothingThatCameAfterWhatTheOperatorSaw() {
        KillLatch.initialise(dir, CLOCK);
        Console killed = Console.run("kill", "--state", dir.toString(), "--reason", "drill", "--operator", "ann");
        String stamp = killed.out().replaceAll("(?s).*\\[([0-9a-f]{10})\\].*", "$1");
        Console.run("kill", "--state", dir.toString(), "--reason", "fat finger", "--operator", "bob");

        Console refused =
                Console.run("rearm", "--state", dir.toString(), "--note", "over", "--operator", "ann", "--seen", stamp);

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("fat finger");
        try (KillLatch latch = KillLatch.open(dir, CLOCK)) {
            assertThat(latch.state()).isEqualTo(KillState.HALTED);
            String now = latch.status().stamp();
            assertThat(Console.run(
                                    "rearm",
                                    "--state",
                                    dir.toString(),
                                    "--note",
                                    "over",
                                    "--operator",
                                    "ann",
                                    "--seen",
                                    now)
                            .exit())
                    .isZero();
            assertThat(latch.state()).isEqualTo(KillState.ARMED);
        }
    }

    @Test
    void aDirectoryThatNoEngineUsesIsRefusedAndLeftAsItWas() throws IOException {
        for (List<String> command : List.of(List.of("kill"), List.of("rearm"))) {
            Console refused =
                    Console.run(command.get(0), "--state", dir.toString(), "--reason", "stop", "--operator", "ann");

            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.err()).contains("neither a latch file nor a journal", "nothing was changed");
            try (var files = Files.list(dir)) {
                assertThat(files).isEmpty();
            }
        }
    }

    @Test
    void aLostLatchBesideAJournalCanBeKilledAndIsThenHaltedForGood() throws IOException {
        Files.createFile(dir.resolve("journal-000001.jsonl"));

        Console killed = Console.run("kill", "--state", dir.toString(), "--reason", "lost latch", "--operator", "ann");

        assertThat(killed.exit()).isZero();
        try (KillLatch latch = KillLatch.open(dir, CLOCK)) {
            assertThat(latch.status().state()).isEqualTo(KillState.HALTED);
            assertThat(latch.status().problem()).isEmpty();
        }
    }

    @Test
    void blankOperatorIsBadUsageAndMovesNothing() {
        KillLatch.initialise(dir, CLOCK);

        Console refused = Console.run("kill", "--state", dir.toString(), "--reason", "x", "--operator", " ");

        assertThat(refused.exit()).isEqualTo(2);
        try (KillLatch latch = KillLatch.open(dir, CLOCK)) {
            assertThat(latch.state()).isEqualTo(KillState.ARMED);
        }
    }
}
