package io.levibot.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.levibot.engine.internal.Json;
import io.levibot.engine.journal.JournalPosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SnapshotFilesTest {
    private static final int BIG = 512 << 10;

    @TempDir
    private Path directory;

    @Test
    void aSnapshotOfManySymbolsIsReadThoughItIsLongerThanAnyForeignDocument() throws IOException {
        ArrayNode state = Json.array();
        for (int i = 0; i <= Json.MAX_DOCUMENT_BYTES / BIG; i++) {
            state.add("x".repeat(BIG));
        }
        Snapshot snapshot = new Snapshot(1, JournalPosition.START, state);
        Path file = new SnapshotFiles(directory).write(snapshot);
        assertThat(Files.size(file)).isGreaterThan(Json.MAX_DOCUMENT_BYTES);
        assertThat(SnapshotFiles.read(file)).isEqualTo(snapshot);
    }

    @Test
    void whatADeadProcessLeftInTheMakingIsRemoved() throws IOException {
        Path left = Files.writeString(directory.resolve(".tmp-snapshot-000001-000000000001.json-77-0"), "{");
        StateDirectory.open(directory).close();
        assertThat(left).doesNotExist();
    }
}
