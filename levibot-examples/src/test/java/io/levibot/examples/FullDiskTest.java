package io.levibot.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.levibot.api.BarInterval;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.Symbol;
import io.levibot.api.spi.TrainingMonitor;
import io.levibot.engine.EngineConfig;
import io.levibot.engine.SimulatedClock;
import io.levibot.engine.TradingEngine;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.feature.FeatureSet;
import io.levibot.engine.journal.JournalException;
import io.levibot.engine.journal.JournalVerifier;
import io.levibot.engine.journal.JournalWriter;
import io.levibot.engine.journal.Verification;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.BundleContent;
import io.levibot.engine.registry.BundleId;
import io.levibot.engine.registry.ModelRegistry;
import io.levibot.engine.registry.RegistryException;
import io.levibot.engine.research.CandidateBundle;
import io.levibot.engine.research.ResearchPlan;
import io.levibot.engine.research.Trained;
import io.levibot.engine.research.Workflow;
import io.levibot.engine.risk.KillLatch;
import io.levibot.examples.market.RandomWalk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a disk that really is full, or cannot be written at all: a small one in memory, which takes the right to mount; skipped where there is none. */
final class FullDiskTest {
    private static final Symbol BTC = Symbol.of("BTCUSDT");
    private static final BarInterval M15 = BarInterval.parse("15m");
    private static final BarSeries BARS = RandomWalk.generate(BTC, M15, 3_000, 3);

    @TempDir
    private Path directory;

    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mountSmallDisk() throws Exception {
        disk = Files.createDirectory(directory.resolve("disk"));
        mounted = succeeds("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString());
        assumeThat(mounted).as("the right to mount a small disk").isTrue();
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(succeeds("umount", "--lazy", disk.toString())).isTrue();
        }
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void fillUp() throws IOException {
        Path ballast = disk.resolve("ballast");
        byte[] block = new byte[4096];
        try (var out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static BundleContent candidate(long seed) {
        ResearchPlan plan = ResearchPlan.builder()
                .seed(seed)
                .predictor(ResearchPlan.PluginChoice.of("lightgbm", java.util.Map.of("rounds", "5")))
                .stoppingShare(0.0)
                .build();
        Trained trained = new Workflow(plan, Plugins.load(FullDiskTest.class.getClassLoader()), Runnable::run)
                .train(BARS, FeatureSet.standard(M15), TrainingMonitor.none());
        trained.predictor().close();
        return CandidateBundle.trained(trained);
    }

    @Test
    void aBundleThatDoesNotFitIsRefusedAndTheOneBeforeStays() throws Exception {
        Path place = disk.resolve("registry");
        ModelRegistry registry = ModelRegistry.open(place, new SimulatedClock(BARS.openTime(0)));
        BundleId kept = registry.register(candidate(1)).id();
        fillUp();

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> registry.register(candidate(2)))
                .withMessageContaining("could not be written")
                .withMessageContaining("No space left");

        assertThat(registry.read(ModelRegistry.LATEST).id()).isEqualTo(kept);
        try (Stream<Path> bundles = Files.list(place.resolve("bundles"))) {
            assertThat(bundles.map(path -> path.getFileName().toString())).containsExactly(kept.value());
        }
        Files.delete(disk.resolve("ballast"));
        assertThat(registry.register(candidate(2)).id()).isNotEqualTo(kept);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamedAndWhatStandsThereIsStillRead() throws Exception {
        Path place = disk.resolve("registry");
        ModelRegistry registry = ModelRegistry.open(place, new SimulatedClock(BARS.openTime(0)));
        BundleId kept = registry.register(candidate(1)).id();
        assertThat(succeeds("mount", "-o", "remount,ro", disk.toString())).isTrue();

        assertThatExceptionOfType(RegistryException.class)
                .isThrownBy(() -> registry.register(candidate(2)))
                .withMessageContaining(place.toString())
                .withMessageContaining("Read-only file system");
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> JournalWriter.create(disk.resolve("journal.jsonl")))
                .withMessageContaining(disk.toString())
                .withMessageContaining("Read-only file system");
        assertThat(registry.read(ModelRegistry.LATEST).id()).isEqualTo(kept);

        assertThat(succeeds("mount", "-o", "remount,rw", disk.toString())).isTrue();
        assertThat(registry.register(candidate(2)).id()).isNotEqualTo(kept);
    }

    @Test
    void aFullJournalLeavesOnlyReductionsWhichAreJournalledStill() throws Exception {
        SimulatedClock clock = new SimulatedClock(BARS.openTime(0));
        Path state = Files.createDirectory(disk.resolve("state"));
        Path journal = disk.resolve("journal.jsonl");
        KillLatch.initialise(state, clock);
        JournalWriter writer = JournalWriter.create(journal);
        try (KillLatch latch = KillLatch.open(state, clock)) {
            TradingEngine engine = TradingEngine.builder(
                            EngineConfig.builder(M15, List.of(BTC)).build(), clock)
                    .latch(latch)
                    .journal(writer)
                    .build();
            engine.start("test");
            int bar = 0;
            while (engine.latchStatus().state() == KillState.ARMED && bar < BARS.size()) {
                if (bar == 100) {
                    fillUp();
                }
                clock.advanceTo(BARS.closeTime(bar));
                engine.onBar(BARS.bar(bar++));
            }
            assertThat(engine.latchStatus().state()).isEqualTo(KillState.REDUCE_ONLY);
            assertThat(bar).isGreaterThan(100);
            assertThat(disk.resolve("journal.jsonl.reserve")).doesNotExist();

            assertThat(engine.kill("test", "a drill on a full disk", KillVerdict.OnTrip.KEEP)
                            .state())
                    .isEqualTo(KillState.HALTED);
            for (int more = 0; more < 20; more++) {
                clock.advanceTo(BARS.closeTime(bar));
                engine.onBar(BARS.bar(bar++));
            }
            engine.close();
        }
        try (KillLatch again = KillLatch.open(state, clock)) {
            assertThat(again.status().state()).isEqualTo(KillState.HALTED);
        }
        assertThat(JournalVerifier.verify(journal).status()).isEqualTo(Verification.Status.SEALED);
    }

    @Test
    void aJournalIsNotBegunWithoutRoomForItsReserve() throws Exception {
        fillUp();
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> JournalWriter.create(disk.resolve("journal.jsonl")))
                .withMessageContaining("no room for a reserve")
                .withMessageContaining("No space left");
        assertThat(disk.resolve("journal.jsonl")).doesNotExist();
    }
}
