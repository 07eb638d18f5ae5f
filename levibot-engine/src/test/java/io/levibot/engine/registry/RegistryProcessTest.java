package io.levibot.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry that several processes change at once, and one on a disk that is full. */
class RegistryProcessTest {
    private static final int ROUNDS = 25;
    private static final Path SHELL = Path.of("/bin/sh");

    @TempDir
    Path temporary;

    @Test
    void twoProcessesThatPromoteAtOnceLoseNothing() throws Exception {
        Path directory = temporary.resolve("registry");
        ModelRegistry registry = registry(directory);
        BundleId one = registry.register(Contents.complete(1)).id();
        BundleId two = registry.register(Contents.complete(2)).id();

        Process ann = start(java("contend", directory.toString(), one.value(), "ann", "" + ROUNDS));
        Process bob = start(java("contend", directory.toString(), two.value(), "bob", "" + ROUNDS));
        assertThat(output(ann)).isEqualTo("done\n");
        assertThat(output(bob)).isEqualTo("done\n");

        List<RegistryEvent> events = registry.history();
        assertThat(registry.state().problems()).isEmpty();
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i).sequence()).isEqualTo(i + 1L);
        }
        assertThat(events.stream().filter(event -> event.action() == RegistryAction.CHALLENGED))
                .hasSize(2 * ROUNDS);
        assertEachMoveBuildsOnTheOneBefore(events);
        assertThat(registry.state().aliases())
                .isEqualTo(events.get(events.size() - 1).aliases());
    }

    @Test
    void aBundleThatDoesNotFitOnTheDiskLeavesNothingBehind() throws Exception {
        assumeTrue(Files.isExecutable(SHELL), "limits need a POSIX shell");
        Path directory = temporary.resolve("registry");
        BundleId champion = promoted(directory);

        String said = output(start(limited(16, java("register-large", directory.toString()))));

        assertThat(said)
                .startsWith("registry: bundle BTCUSDT-15m-")
                .contains("could not be written to " + directory.resolve("bundles"))
                .contains("free space there")
                .contains("nothing was left behind");
        assertThat(names(directory.resolve("bundles"))).containsExactly(champion.value());
        assertThat(registry(directory).read("champion").id()).isEqualTo(champion);
    }

    @Test
    void aPromotionThatDoesNotFitOnTheDiskLeavesTheOldChampion() throws Exception {
        assumeTrue(Files.isExecutable(SHELL), "limits need a POSIX shell");
        Path directory = temporary.resolve("registry");
        BundleId champion = promoted(directory);
        BundleId next = registry(directory).register(Contents.complete(2)).id();

        String said = output(start(limited(0, java("promote", directory.toString(), next.value()))));

        assertThat(said)
                .contains("bundle " + next + " was not promoted")
                .contains("cannot be written")
                .contains("the aliases are unchanged");
        assertThat(registry(directory).read("champion").id()).isEqualTo(champion);
        assertThat(names(directory)).noneMatch(name -> name.startsWith(".tmp"));
        registry(directory).promote(next, ModelRegistryTest.passing(), "ann", "space again");
        assertThat(registry(directory).resolve("champion")).isEqualTo(next);
    }

    private static void assertEachMoveBuildsOnTheOneBefore(List<RegistryEvent> events) {
        Aliases before = Aliases.NONE;
        for (RegistryEvent event : events) {
            Aliases expected = switch (event.action()) {
                case REGISTERED -> before;
                case PROMOTED -> before.promoting(event.bundle());
                case CHALLENGED -> before.challengedBy(event.bundle());
                case ROLLED_BACK -> before.rolledBack();
            };
            assertThat(event.aliases()).as(event.toString()).isEqualTo(expected);
            before = event.aliases();
        }
    }

    private static BundleId promoted(Path directory) {
        ModelRegistry registry = registry(directory);
        BundleId id = registry.register(Contents.complete(1)).id();
        registry.promote(id, ModelRegistryTest.passing(), "ann", "first");
        return id;
    }

    private static ModelRegistry registry(Path directory) {
        return ModelRegistry.open(directory, InstantSource.fixed(Instant.parse("2024-03-01T12:00:00Z")));
    }

    private static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                RegistryProgram.class.getName()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** The command in a shell that lets no file grow beyond that many blocks: to the process, a full disk. */
    private static List<String> limited(int blocks, List<String> command) {
        List<String> limited =
                new ArrayList<>(List.of(SHELL.toString(), "-c", "ulimit -f " + blocks + "; exec \"$0\" \"$@\""));
        limited.addAll(command);
        return limited;
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String output(Process process) throws IOException, InterruptedException {
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text.lines()
                .filter(line -> !line.startsWith("SLF4J"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.map(child -> child.getFileName().toString()).toList();
        }
    }
}
