package io.levibot.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.BarInterval;
import io.levibot.api.Symbol;
import io.levibot.engine.EngineConfig;
import io.levibot.engine.SimulatedClock;
import io.levibot.engine.TradingEngine;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.state.StateDirectory;
import io.levibot.examples.market.RandomWalk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify} and {@code replay} take the journal of a state directory for what it is: one journal in several files. */
class JournalCommandsTest {
    private static final Symbol BTC = Symbol.of("BTCUSDT");
    private static final BarInterval M15 = BarInterval.parse("15m");

    @TempDir
    private Path dir;

    private Path state = Path.of("");

    @BeforeEach
    void twoRunsOfAnEngineInManySegments() throws IOException {
        state = dir.resolve("state");
        Files.createDirectories(dir.resolve("registry"));
        SimulatedClock clock = new SimulatedClock(Instant.parse("2020-01-01T00:00:00Z"));
        KillLatch.initialise(state, clock);
        var bars = RandomWalk.generate(BTC, M15, 60, 3);
        for (int run = 0; run < 2; run++) {
            try (TradingEngine engine = TradingEngine.builder(
                            EngineConfig.builder(M15, List.of(BTC)).build(), clock)
                    .stateDirectory(state)
                    .segmentBytes(4_096)
                    .build()) {
                for (int i = 30 * run; i < 30 * run + 30; i++) {
                    clock.advanceTo(bars.bar(i).closeTime());
                    engine.onBar(bars.bar(i));
                }
            }
        }
    }

    @Test
    void aDirectoryVerifiesAndReplaysAsOneJournal() {
        assertThat(StateDirectory.journalOf(state)).hasSizeGreaterThan(3);
        Console verified = Console.run("verify", state.toString());
        assertThat(verified.exit()).as(verified.err()).isZero();
        assertThat(verified.out()).startsWith("SEALED: ");

        Console replayed = Console.run("replay", "--journal", state.toString());
        assertThat(replayed.exit()).as(replayed.err()).isZero();
        assertThat(replayed.out()).startsWith("identical: ");
    }

    @Test
    void aChangedByteOrAMissingSegmentFailsAndIsNamed() throws IOException {
        Path segment = state.resolve("journal-000002.jsonl");
        String text = Files.readString(segment);
        Files.writeString(segment, text.replaceFirst("\"volume\":", "\"volume\":1"));
        Console changed = Console.run("verify", state.toString());
        assertThat(changed.exit()).isEqualTo(1);
        assertThat(changed.err()).contains("journal-000002.jsonl: line ");
        assertThat(Console.run("replay", state.toString()).exit()).isEqualTo(1);

        Files.delete(segment);
        Console missing = Console.run("verify", state.toString());
        assertThat(missing.exit()).isEqualTo(1);
        assertThat(missing.err()).contains("journal-000002.jsonl, which comes before it, is missing");
    }

    @Test
    void theHeadOfADirectoryIsThatOfItsLastSegment() {
        String head = StateDirectory.verify(state).head();
        assertThat(Console.run("verify", state.toString(), "--expect-head", head)
                        .exit())
                .isZero();
        assertThat(Console.run("verify", state.toString(), "--expect-head", "0".repeat(64))
                        .exit())
                .isEqualTo(1);
    }

    @Test
    void oneOfPathAndOptionIsNeededAndNoMore() {
        assertThat(Console.run("verify").exit()).isEqualTo(2);
        assertThat(Console.run("verify", state.toString(), "--journal", state.toString())
                        .exit())
                .isEqualTo(2);
    }
}
