package io.levibot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ManySymbolsTest {
    private static final long MEGA = 1_000_000;

    @Test
    void fiveHundredSymbolsNeedNoMoreHeapTheLongerTheyRun(@TempDir Path directory) throws Exception {
        ManySymbols program = new ManySymbols(500, 160);
        program.run(directory, 4);
        assertThat(program.decisions()).isEqualTo(500L * 160);
        assertThat(program.orders()).isGreaterThan(20);
        List<Long> heap = program.usedHeap();
        assertThat(heap.get(3) - heap.get(1)).as("used heap " + heap).isLessThan(12 * MEGA);
        assertThat(program.journalBytes() / program.decisions())
                .as("bytes a bar")
                .isLessThan(2_000);
    }
}
