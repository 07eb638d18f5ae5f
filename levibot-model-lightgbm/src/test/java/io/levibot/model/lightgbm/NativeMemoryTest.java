package io.levibot.model.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Asks the kernel by how much a process grows. A forgotten dataset (0.2 MB), copy of the rows (0.6 MB) or booster (more), times
 * the passes, is far above the allowance. The heap is touched beforehand, so that it cannot grow.
 */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class NativeMemoryTest {
    private static final long ALLOWANCE_KIB = 8 * 1024;
    private static final List<String> FIXED_HEAP =
            List.of("-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    @TempDir
    Path temporary;

    @ParameterizedTest
    @CsvSource({MemoryProcess.FIT + ", 100", MemoryProcess.SCORE + ", 800"})
    void keepsNothingAfter(String what, String passes) throws Exception {
        Process process = JavaProcess.start(MemoryProcess.class, temporary, FIXED_HEAP, List.of(what, passes));
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(Long.parseLong(output.strip())).isLessThan(ALLOWANCE_KIB);
    }
}
