package io.levibot.engine;

import static io.levibot.engine.TestModels.BTC;
import static io.levibot.engine.TestModels.MINUTE;
import static io.levibot.engine.TestModels.START;
import static io.levibot.engine.TestModels.bar;
import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.CostModel;
import io.levibot.api.Decision;
import io.levibot.api.KillState;
import io.levibot.api.Signal;
import io.levibot.api.spi.KillSwitch;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.engine.execution.OrderIntent;
import io.levibot.engine.risk.FlagFileKillSwitchProvider;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.LatchProgram;
import io.levibot.engine.risk.RiskLimits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stops that come from another Java virtual machine while this one submits orders as fast as it can. */
final class OtherProcessTest {
    private static final int BEFORE = 200;
    private static final int AFTER = 500;

    @TempDir
    private Path directory;

    private final AtomicBoolean acknowledged = new AtomicBoolean();

    /** Another process that waits to be told. */
    private final class Other implements AutoCloseable {
        private final Process process;
        private final BufferedReader says;

        Other(String what, Path path) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            LatchProgram.class.getName(),
                            what,
                            path.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            says = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            assertThat(says.readLine()).isEqualTo("ready");
        }

        Thread tell() throws IOException {
            Thread listener = new Thread(() -> {
                try {
                    acknowledged.set("acknowledged".equals(says.readLine()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            listener.start();
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            return listener;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    @Test
    void noOrderLeavesOnceAnotherProcessAcknowledgedItsTrip() throws Exception {
        SimulatedClock clock = new SimulatedClock(START);
        KillLatch.initialise(directory, clock);
        int leaks = 0;
        int left = 0;
        try (KillLatch latch = KillLatch.open(directory, clock);
                Other other = new Other("trip", directory)) {
            for (int i = 0; i < BEFORE; i++) {
                left += latch.submit(OrderIntent.ENTRY, () -> {}) ? 1 : 0;
            }
            Thread listener = other.tell();
            for (int after = 0; after < AFTER; ) {
                boolean before = acknowledged.get();
                boolean ran = latch.submit(OrderIntent.ENTRY, () -> {});
                leaks += before && ran ? 1 : 0;
                after += before ? 1 : 0;
                if (!before && !listener.isAlive() && !acknowledged.get()) {
                    break;
                }
            }
            listener.join();
            assertThat(acknowledged).as("the other process stopped trading").isTrue();
            assertThat(left).isEqualTo(BEFORE);
            assertThat(leaks).isZero();
            assertThat(latch.submit(OrderIntent.MODEL_EXIT, () -> {})).isFalse();
            assertThat(latch.submit(OrderIntent.PROTECTIVE_EXIT, () -> {})).isTrue();
        }
        try (KillLatch again = KillLatch.open(directory, clock)) {
            assertThat(again.status().state())
                    .as("after the other process was killed")
                    .isEqualTo(KillState.HALTED);
            assertThat(again.status().source()).isEqualTo("operator:other");
        }
    }

    @Test
    void noEntryLeavesOnceAnotherProcessMadeTheFlagFile() throws Exception {
        SimulatedClock clock = new SimulatedClock(START);
        Path flag = directory.resolve("stop");
        FlagFileKillSwitchProvider provider = new FlagFileKillSwitchProvider();
        KillSwitch source = provider.create(
                PluginConfig.of(provider, Map.of("path", flag.toString())),
                PluginContext.builder(clock).build());
        TradingEngine engine = TradingEngine.builder(
                        EngineConfig.builder(MINUTE, List.of(BTC))
                                .costs(CostModel.FREE)
                                .limits(RiskLimits.unlimited())
                                .build(),
                        clock)
                .latch(KillLatch.inMemory(clock))
                .killSwitch(source)
                .model(TestModels.momentum())
                .build();
        engine.start("tester");
        int entries = 0;
        int leaks = 0;
        try (Other other = new Other("flag", flag)) {
            @Nullable Thread listener = null;
            for (int minute = 0, after = 0; after < AFTER; minute++) {
                if (minute == BEFORE) {
                    listener = other.tell();
                }
                boolean before = acknowledged.get();
                Decision decision = next(engine, clock, minute);
                boolean entered =
                        decision.signal() == Signal.ENTRY && !decision.orders().isEmpty();
                entries += entered ? 1 : 0;
                leaks += before && entered ? 1 : 0;
                after += before ? 1 : 0;
                if (listener != null && !listener.isAlive() && !acknowledged.get()) {
                    break;
                }
            }
            if (listener != null) {
                listener.join();
            }
        }
        assertThat(acknowledged).isTrue();
        assertThat(entries).isPositive();
        assertThat(leaks).isZero();
        assertThat(engine.latchStatus().source()).isEqualTo("flag-file");
    }

    /** Up and down in turn: the model enters after every rise. */
    private static Decision next(TradingEngine engine, SimulatedClock clock, int minute) {
        double open = minute % 2 == 0 ? 100.0 : 101.0;
        double close = minute % 2 == 0 ? 101.0 : 100.0;
        var bar = bar(BTC, minute, open, close);
        clock.advanceTo(bar.closeTime());
        return engine.onBar(bar);
    }
}
