package io.levibot.examples.host;

import static io.levibot.examples.host.HostFixture.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.KillState;
import io.levibot.api.LevibotException;
import io.levibot.api.Symbol;
import io.levibot.engine.JournalReplay;
import io.levibot.engine.TradingEngine;
import io.levibot.engine.journal.Verification;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.state.StateDirectory;
import io.levibot.examples.command.Console;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a state directory carries from one host to the next. */
class RestartTest {
    @TempDir
    Path state;

    private HostFixture host() {
        return new HostFixture(state).model(TinyModel.answering(0.9, "bundle-1", List.of(BTC)));
    }

    @Test
    void aNewStateDirectoryBeginsArmedAndAKillSurvivesTheRestart() throws Exception {
        try (HostFixture first = host().start()) {
            assertThat(first.host().engine().latchStatus().state()).isEqualTo(KillState.ARMED);
            first.get("/ml/kill?reason=smoke&operator=ann");
        }
        try (HostFixture second = host().start()) {
            assertThat(second.get("/automation/status").json().at("/kill/state").asText())
                    .isEqualTo("HALTED");
            assertThat(second.get("/automation/status")
                            .json()
                            .at("/kill/reason")
                            .asText())
                    .isEqualTo("smoke");
            assertThat(second.postWithToken("/automation/start").status()).isEqualTo(409);
            assertThat(second.postWithToken("/ml/model/reload").status()).isEqualTo(200);
            assertThat(second.host().engine().latchStatus().state()).isEqualTo(KillState.HALTED);
        }
    }

    @Test
    void everyStartAfterACleanEndBeginsASegmentAndTheWholeIsOneJournal() throws Exception {
        host().start().close();
        host().start().close();

        assertThat(StateDirectory.journalOf(state)).hasSize(2);
        assertThat(StateDirectory.verify(state).status()).isEqualTo(Verification.Status.SEALED);
        assertReplays(state);
    }

    private static HostFixture always(Path directory) {
        return new HostFixture(directory).models(() -> Optional.of(TinyModel.answering(0.9, "bundle-1", List.of(BTC))));
    }

    private static void assertReplays(Path directory) {
        JournalReplay.Outcome outcome = new JournalReplay(
                        Plugins.of(),
                        id -> TinyModel.answering(0.9, id, List.of(BTC)).model())
                .replay(directory);
        assertThat(outcome.difference()).isEmpty();
        assertThat(outcome.identical()).isTrue();
    }

    /** What a process that dies now leaves behind. */
    private static Path abandoned(Path directory, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    @Test
    void aHostThatDiesIsFollowedByOneThatGoesOnWithItsBookItsModelAndItsNextBar(@TempDir Path other) throws Exception {
        Path second = other.resolve("second");
        Path third = other.resolve("third");
        try (HostFixture first = always(state).start(10)) {
            assertThat(first.postWithToken("/automation/start").status()).isEqualTo(200);
            abandoned(state, second);
        }
        Map<Symbol, BigDecimal> held;
        try (HostFixture next = always(second).start(40)) {
            TradingEngine engine = next.host().engine();
            assertThat(engine.isStarted())
                    .as("the process died, nobody stopped it")
                    .isTrue();
            held = engine.holdings();
            assertThat(held).containsKey(BTC);
            abandoned(second, third);
        }
        try (HostFixture last = always(third).start(40)) {
            assertThat(last.host().engine().holdings()).isEqualTo(held);
            assertThat(last.host().engine().model()).map(ServingModel::id).hasValue("bundle-1");
        }
        String journal = Files.readString(third.resolve("journal-000001.jsonl"));
        assertThat(journal.lines().filter(line -> line.contains("\"type\":\"bar\"")))
                .as("every bar once")
                .hasSize(40);
        assertThat(journal.lines().filter(line -> line.contains("\"type\":\"restarted\"")))
                .hasSize(2);
        assertThat(journal).doesNotContain("\"type\":\"bar_refused\"");
        assertThat(StateDirectory.journalOf(third)).hasSize(1);
        assertThat(StateDirectory.verify(third).status()).isEqualTo(Verification.Status.SEALED);
        assertReplays(third);
    }

    @Test
    void aHostThatWasEndedIsFollowedByOneThatKeepsTheBookAndWaitsForItsOperator() throws Exception {
        Map<Symbol, BigDecimal> held;
        try (HostFixture first = always(state).start(10)) {
            first.postWithToken("/automation/start");
        }
        try (HostFixture second = always(state).start(20)) {
            assertThat(second.host().engine().isStarted()).isFalse();
            second.postWithToken("/automation/start");
        }
        try (HostFixture third = always(state).start(30)) {
            third.postWithToken("/automation/start");
            held = third.host().engine().holdings();
        }
        try (HostFixture fourth = always(state).start(30)) {
            assertThat(fourth.host().engine().holdings()).isEqualTo(held);
            assertThat(fourth.host().engine().newestClose(BTC))
                    .hasValue(HostFixture.BARS.bar(29).closeTime());
        }
        assertReplays(state);
        Console verified = Console.run("verify", state.toString());
        assertThat(verified.exit()).isZero();
        assertThat(verified.out()).startsWith("SEALED");
    }

    @Test
    void aLostLatchBesideAJournalIsHaltedUntilItIsRearmed() throws Exception {
        host().start().close();
        Files.delete(state.resolve("latch.bin"));

        try (HostFixture second = host().start()) {
            assertThat(second.get("/automation/status").json().at("/kill/state").asText())
                    .isEqualTo("HALTED");
            assertThat(second.postWithToken("/ml/kill?enabled=false&operator=ann&note=latch+file+was+deleted")
                            .status())
                    .isEqualTo(200);
            assertThat(second.host().engine().latchStatus().state()).isEqualTo(KillState.ARMED);
        }
    }

    @Test
    void aSecondHostOnTheSameDirectoryIsRefusedAndTheFirstGoesOn() throws Exception {
        try (HostFixture first = host().start()) {
            assertThatThrownBy(() -> host().start())
                    .isInstanceOf(LevibotException.class)
                    .hasMessageContaining("in use by another engine");

            assertThat(first.get("/healthz").status()).isEqualTo(200);
            assertThat(state.resolve("journal-000002.jsonl")).doesNotExist();
        }
    }

    @Test
    void aKillByAnotherProcessOnTheDirectoryStopsTheRunningHost() throws Exception {
        try (HostFixture host = host().start();
                KillLatch other = KillLatch.open(state, host.real)) {
            other.trip(
                    "operator:bob",
                    io.levibot.api.KillVerdict.trip(
                            KillState.HALTED, "by command", io.levibot.api.KillVerdict.OnTrip.KEEP));

            assertThat(host.get("/ml/predict?symbol=BTCUSDT")
                            .json()
                            .get("signal")
                            .asText())
                    .isEqualTo("ABSTAIN");
            assertThat(host.get("/metrics").body()).contains("levibot_kill_switch_state 2.0");
        }
    }
}
