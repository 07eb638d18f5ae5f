package io.levibot.examples.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.levibot.examples.command.BaseCommand;
import io.levibot.examples.command.CommandRunner;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The studies on a few seeds and smaller markets; the programs themselves run hundreds. */
final class SeedStudyTest {
    private record Done(int exit, String out, String err) {}

    private static Done run(BaseCommand study, String... options) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = CommandRunner.commandLine(study);
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        int exit = line.execute(options);
        return new Done(exit, out.toString(), err.toString());
    }

    @Test
    void refusesRandomWalksWithTheAucAndEceGatesOff() {
        Done done = run(new RandomWalkStudy(), "--seeds", "8", "--threads", "2", "--bars", "3000");

        assertThat(done.out()).as(done.err()).contains("promoted 0 of 8", "[auc, ece]");
        assertThat(done.exit()).isZero();
    }

    @Test
    void findsAPlantedEdgeThatItsOracleCanTrade() {
        Done done = run(new PlantedEdgeStudy(), "--seeds", "2", "--threads", "2");

        assertThat(done.out())
                .as(done.err())
                .contains("oracle    promoted 2 of 2", "pipeline  promoted 2 of 2", "Sharpe, annual, net of costs");
        assertThat(done.exit()).isZero();
    }

    @Test
    void failsWhereTheMarketIsTooSmallForItsOwnOracle() {
        Done done = run(new PlantedEdgeStudy(), "--seeds", "2", "--bars", "3000", "--oracle-only");

        assertThat(done.out()).contains("refused: ece INSUFFICIENT_DATA");
        assertThat(done.exit()).isEqualTo(1);
    }

    @Test
    void refusesNoSeedsAtAll() {
        assertThat(run(new RandomWalkStudy(), "--seeds", "0").exit()).isEqualTo(2);
    }

    @Test
    void theOracleKnowsTheNormalDistribution() {
        // Abramowitz and Stegun, table 26.1.
        assertThat(Oracle.normalCdf(0.0)).isEqualTo(0.5);
        assertThat(Oracle.normalCdf(1.0)).isCloseTo(0.841344746068543, within(1e-14));
        assertThat(Oracle.normalCdf(-1.96)).isCloseTo(0.024997895148220, within(1e-14));
        assertThat(Oracle.normalCdf(3.0)).isCloseTo(0.998650101968370, within(1e-14));
    }
}
