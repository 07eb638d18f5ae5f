package io.levibot.engine.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.engine.bar.TestBars;
import io.levibot.engine.label.TripleBarrier.Ambiguity;
import io.levibot.golden.GoldenCase;
import io.levibot.golden.GoldenSuites;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class TripleBarrierGoldenTest {

    @TestFactory
    Stream<DynamicTest> agreesWithTheDefinition() {
        return GoldenSuites.cases("triple_barrier", TripleBarrierGoldenTest::check);
    }

    private static void check(GoldenCase golden) {
        golden.allowKeys(golden.params(), "pt", "sl", "h", "vertical_label");
        golden.allowKeys(golden.input(), "close", "width");
        golden.allowKeys(golden.expected(), "labels", "error");
        double[] close = golden.doubles("close");
        double[] width = golden.doubles("width");
        double profit = golden.params().path("pt").doubleValue();
        double stop = golden.params().path("sl").doubleValue();
        int horizon = golden.params().path("h").intValue();
        if (golden.expectsRefusal()) {
            assertThatThrownBy(() -> Labels.of(TestBars.closes(close), TripleBarrier.of(profit, stop, 2, horizon)))
                    .isInstanceOf(IllegalArgumentException.class);
            return;
        }
        BarrierScan scan = new BarrierScan(close, close, close, Ambiguity.STOP_FIRST, i -> true);
        JsonNode labels = golden.expected().path("labels");
        assertThat(labels.size()).isEqualTo(close.length);
        for (int i = 0; i < close.length; i++) {
            double upper = Labeller.upper(close[i], profit, width[i]);
            double lower = Labeller.lower(close[i], stop, width[i]);
            checkRow(golden, i, scan, scan.run(i, horizon, upper, lower), close, labels.get(i));
        }
    }

    private static void checkRow(
            GoldenCase golden, int row, BarrierScan scan, int outcome, double[] close, JsonNode want) {
        golden.allowKeys(want, "t1", "label", "ret");
        if (want.path("label").isNull()) {
            assertThat(outcome).as("row %s", row).isEqualTo(BarrierScan.UNRESOLVED);
            return;
        }
        double change = close[scan.end()] / close[row] - 1.0;
        assertThat(scan.end())
                .as("end of row %s", row)
                .isEqualTo(want.path("t1").intValue());
        golden.assertClose("return of row " + row, change, want.path("ret"));
        assertThat(label(golden, outcome, change))
                .as("label of row %s", row)
                .isEqualTo(want.path("label").intValue());
    }

    private static int label(GoldenCase golden, int outcome, double change) {
        String vertical = golden.params().path("vertical_label").asText();
        assertThat(vertical).isIn("sign", "zero");
        boolean bySign = outcome == BarrierScan.TIMEOUT && vertical.equals("sign");
        return bySign ? (int) Math.signum(change) : outcome;
    }
}
