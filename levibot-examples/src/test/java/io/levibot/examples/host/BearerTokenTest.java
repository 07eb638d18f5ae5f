package io.levibot.examples.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BearerTokenTest {
    private static final String SECRET = "0123456789abcdef";

    @TempDir
    Path dir;

    private Path file(String content) throws IOException {
        return Files.writeString(dir.resolve("token"), content);
    }

    @Test
    void admitsItsTokenAloneAndReadsTheFileOnce() throws IOException {
        BearerToken token = BearerToken.read(file(SECRET + "\n"));
        file("another-token-that-came-later");

        assertThat(token.admits("Bearer " + SECRET)).isTrue();
        assertThat(token.admits("bearer " + SECRET)).isTrue();
        assertThat(token.admits("Bearer " + SECRET + "0")).isFalse();
        assertThat(token.admits("Bearer 0123456789abcde")).isFalse();
        assertThat(token.admits(SECRET)).isFalse();
        assertThat(token.admits("Bearer ")).isFalse();
        assertThat(token.admits(null)).isFalse();
        assertThat(token.admits("Bearer another-token-that-came-later")).isFalse();
    }

    @Test
    void aHostWithoutATokenAdmitsNobody() {
        assertThat(BearerToken.none().admits("Bearer ")).isFalse();
        assertThat(BearerToken.none().admits("Bearer " + SECRET)).isFalse();
    }

    @Test
    void neverShowsTheSecret() throws IOException {
        assertThat(BearerToken.read(file(SECRET)).toString()).isEqualTo("BearerToken[hidden]");
        assertThatThrownBy(() -> BearerToken.read(file("two words secret")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("16 to 512")
                .hasMessageNotContaining("secret");
    }

    @Test
    void refusesAFileThatIsMissingEmptyShortOrHuge() throws IOException {
        assertThatThrownBy(() -> BearerToken.read(dir.resolve("missing")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("cannot be read");
        for (String content : new String[] {"", "short", "x".repeat(5_000)}) {
            assertThatThrownBy(() -> BearerToken.read(file(content))).isInstanceOf(ConfigException.class);
        }
    }
}
