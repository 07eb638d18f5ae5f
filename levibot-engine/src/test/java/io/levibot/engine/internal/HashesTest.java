package io.levibot.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HashesTest {
    /** FIPS 180-2, appendix B.1. */
    private static final String OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void hashesThePublishedExampleFromBytesAndFromAFile(@TempDir Path directory) throws IOException {
        byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
        Path file = Files.write(directory.resolve("abc"), abc);

        assertThat(Hashes.sha256Hex(abc)).isEqualTo(OF_ABC);
        assertThat(Hashes.sha256Hex(file)).isEqualTo(OF_ABC);
    }

    @Test
    void hashesFilesLargerThanItsBuffer(@TempDir Path directory) throws IOException {
        byte[] million = "a".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
        Path file = Files.write(directory.resolve("million"), million);

        // FIPS 180-2, appendix B.3.
        assertThat(Hashes.sha256Hex(file))
                .isEqualTo("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }

    @Test
    void knowsTheFormOfAHash() {
        assertThat(Hashes.isSha256Hex(OF_ABC)).isTrue();
        assertThat(Hashes.isSha256Hex(OF_ABC.substring(1))).isFalse();
        assertThat(Hashes.isSha256Hex(OF_ABC.toUpperCase(java.util.Locale.ROOT)))
                .isFalse();
    }
}
