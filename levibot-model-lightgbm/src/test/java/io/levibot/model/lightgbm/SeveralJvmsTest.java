package io.levibot.model.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** lightgbm4j alone kills a JVM that predicts as soon as another one starts with the same temporary directory. */
@Timeout(120)
class SeveralJvmsTest {
    private static final int NEWCOMERS = 4;

    @TempDir
    Path temporary;

    @Test
    void letsAJvmPredictWhileOthersStart() throws Exception {
        Process predicting = start("until-told");
        try (BufferedReader output = reader(predicting)) {
            assertThat(output.readLine()).isEqualTo(ScoringProcess.READY);
            List<Process> newcomers = new ArrayList<>();
            for (int i = 0; i < NEWCOMERS; i++) {
                newcomers.add(start("once"));
            }
            for (Process newcomer : newcomers) {
                assertThat(exitCode(newcomer)).isZero();
            }
            assertThat(predicting.isAlive()).isTrue();
            predicting.getOutputStream().write('\n');
            predicting.getOutputStream().close();
            assertThat(output.readLine()).isEqualTo(ScoringProcess.DONE);
            assertThat(exitCode(predicting)).isZero();
        } finally {
            predicting.destroyForcibly();
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left.filter(path -> !path.toString().contains("hsperfdata")))
                    .isEmpty();
        }
    }

    private Process start(String mode) throws IOException {
        List<String> small = List.of("-Xmx64m", "-XX:TieredStopAtLevel=1");
        return JavaProcess.start(ScoringProcess.class, temporary, small, List.of(mode));
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
