package io.levibot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few kills of what {@link KillProgram} does at any size. */
final class KillTest {
    private static final long SEED = Long.getLong("levibot.kill.seed", 20_240_301L);

    @TempDir
    private Path root;

    @Test
    void aKilledProcessGoesOnAsIfNothingHadHappened() throws IOException, InterruptedException {
        assertThat(KillProgram.run(root, 5, SEED)).contains("decisions");
    }
}
