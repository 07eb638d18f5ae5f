package io.levibot.calibration.stats;

import io.levibot.golden.GoldenSuites;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class BlockLengthGoldenTest {

    @TestFactory
    Stream<DynamicTest> blockLength() {
        return GoldenSuites.cases("block_length", golden -> {
            golden.allowKeys(golden.expected(), "stationary", "circular");
            BlockLength length = BlockLength.of(golden.doubles("x"));
            golden.assertClose(
                    "stationary", length.stationary(), golden.expected().get("stationary"));
            golden.assertClose("circular", length.circular(), golden.expected().get("circular"));
        });
    }
}
