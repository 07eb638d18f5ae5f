package io.levibot.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
    @TempDir
    Path directory;

    @Test
    void replacesAFileAndLeavesNothingElse() throws IOException {
        Path file = directory.resolve("alias.json");
        AtomicFiles.write(file, bytes("old"));
        AtomicFiles.write(file, bytes("new"));

        assertThat(file).hasContent("new");
        assertThat(names()).containsExactly("alias.json");
    }

    @Test
    void leavesTheOldFileAndNoTemporaryOneWhenTheRenameFails() throws IOException {
        Path blocked = Files.createDirectory(directory.resolve("blocked"));
        Files.writeString(blocked.resolve("inside"), "x");

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> AtomicFiles.write(blocked, bytes("new")));
        assertThat(names()).containsExactly("blocked");
        assertThat(blocked.resolve("inside")).hasContent("x");
    }

    @Test
    void takesAnotherTemporaryNameWhereACrashedWriterLeftOne() throws IOException {
        long pid = ProcessHandle.current().pid();
        Files.writeString(directory.resolve(AtomicFiles.TEMPORARY_PREFIX + "a-" + pid + "-0"), "stale");

        AtomicFiles.write(directory.resolve("a"), bytes("new"));

        assertThat(directory.resolve("a")).hasContent("new");
    }

    @Test
    void refusesADirectoryThatDoesNotExist() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> AtomicFiles.write(directory.resolve("no/such"), bytes("x")));
    }

    @Test
    void appendsToWhatIsThere() throws IOException {
        Path file = directory.resolve("history");
        AtomicFiles.append(file, bytes("a\n"));
        AtomicFiles.append(file, bytes("b\n"));

        assertThat(file).hasContent("a\nb\n");
    }

    @Test
    void doesNotAppendThroughALink() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "x");
        Path link = Files.createSymbolicLink(directory.resolve("link"), target);

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> AtomicFiles.append(link, bytes("y")));
        assertThat(target).hasContent("x");
    }

    @Test
    void publishesAWholeDirectoryOnce() throws IOException {
        Path first = AtomicFiles.newTemporaryDirectory(directory, "bundle");
        AtomicFiles.writeNew(first.resolve("a"), bytes("1"));
        AtomicFiles.publish(first, directory.resolve("bundle"));
        Path second = AtomicFiles.newTemporaryDirectory(directory, "bundle");

        assertThatExceptionOfType(FileAlreadyExistsException.class)
                .isThrownBy(() -> AtomicFiles.publish(second, directory.resolve("bundle")));
        assertThat(directory.resolve("bundle/a")).hasContent("1");
    }

    @Test
    void removesLinksWithoutFollowingThem() throws IOException {
        Path kept = Files.createDirectory(directory.resolve("kept"));
        Files.writeString(kept.resolve("file"), "x");
        Path doomed = Files.createDirectories(directory.resolve("doomed/inner"));
        Files.createSymbolicLink(doomed.resolve("link"), kept);

        AtomicFiles.remove(directory.resolve("doomed"));
        AtomicFiles.remove(directory.resolve("doomed"));

        assertThat(names()).containsExactly("kept");
        assertThat(kept.resolve("file")).exists();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
