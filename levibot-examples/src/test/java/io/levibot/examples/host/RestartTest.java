package io.levibot.examples.host;

import static io.levibot.examples.host.HostFixture.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.KillState;
import io.levibot.api.LevibotException;
import io.levibot.engine.risk.KillLatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    void everyStartWritesAJournalOfItsOwn() throws Exception {
        host().start().close();
        host().start().close();

        assertThat(state.resolve("journal-000001.jsonl")).isNotEmptyFile();
        assertThat(state.resolve("journal-000002.jsonl")).isNotEmptyFile();
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
                    .hasMessageContaining("used by another host");

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
