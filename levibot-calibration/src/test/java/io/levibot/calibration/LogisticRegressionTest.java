package io.levibot.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.levibot.calibration.LogisticRegression.Outcome;
import io.levibot.calibration.LogisticRegression.Solution;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {
    // At x = 0 one of four is positive, at x = 1 three of four: intercept ln(1/3), slope 2 ln 3.
    private static final double[] X = {0, 0, 0, 0, 1, 1, 1, 1};
    private static final double[] Y = {1, 0, 0, 0, 1, 1, 1, 0};

    @Test
    void solvesATwoByTwoTableByHand() {
        Solution solution = new LogisticRegression(new double[][] {X}, Y, null, null).solve();

        assertThat(solution.outcome()).isEqualTo(Outcome.CONVERGED);
        assertThat(solution.intercept()).isCloseTo(-Math.log(3), within(1e-12));
        assertThat(solution.slope()[0]).isCloseTo(2 * Math.log(3), within(1e-12));
        // Woolf: the variance of a log odds ratio is the sum of the reciprocals of the four cells.
        assertThat(solution.standardErrors()[1]).isCloseTo(Math.sqrt(2 * (1 + 1.0 / 3)), within(1e-12));
        assertThat(solution.standardErrors()[0]).isCloseTo(Math.sqrt(1 + 1.0 / 3), within(1e-12));
        assertThat(solution.loss()).isCloseTo(-6 * Math.log(0.75) - 2 * Math.log(0.25), within(1e-12));
    }

    @Test
    void countsAWeightAsThatManyRows() {
        Solution weighted = new LogisticRegression(
                        new double[][] {{0, 0, 1, 1}}, new double[] {1, 0, 1, 0}, new double[] {1, 3, 3, 1}, null)
                .solve();

        assertThat(weighted.intercept()).isCloseTo(-Math.log(3), within(1e-12));
        assertThat(weighted.slope()[0]).isCloseTo(2 * Math.log(3), within(1e-12));
    }

    @Test
    void takesAnOffsetAsGiven() {
        double[] offset = new double[8];
        for (int i = 0; i < 8; i++) {
            offset[i] = 2 * Math.log(3) * X[i] + 1.0;
        }

        Solution solution = new LogisticRegression(new double[0][], Y, null, offset).solve();

        assertThat(solution.level()).isCloseTo(-Math.log(3) - 1.0, within(1e-12));
    }

    @Test
    void givesAConstantColumnTheSlopeZero() {
        Solution solution =
                new LogisticRegression(new double[][] {{7, 7, 7, 7}}, new double[] {1, 0, 0, 0}, null, null).solve();

        assertThat(solution.outcome()).isEqualTo(Outcome.CONVERGED);
        assertThat(solution.slope()).containsExactly(0.0);
        assertThat(solution.intercept()).isCloseTo(-Math.log(3), within(1e-12));
    }

    @Test
    void saysWhenTheLabelsAreSeparated() {
        double[][] x = {{1, 2, 3, 4}};

        assertThat(new LogisticRegression(x, new double[] {0, 0, 1, 1}, null, null)
                        .solve()
                        .outcome())
                .isEqualTo(Outcome.SEPARATED);
        assertThat(new LogisticRegression(x, new double[] {1, 1, 1, 1}, null, null)
                        .solve()
                        .outcome())
                .isEqualTo(Outcome.SEPARATED);
    }

    @Test
    void saysWhenTheLabelsAreSeparatedButForATie() {
        double[][] x = {{1, 2, 2, 3}};

        assertThat(new LogisticRegression(x, new double[] {0, 0, 1, 1}, null, null)
                        .solve()
                        .outcome())
                .isEqualTo(Outcome.SEPARATED);
    }

    @Test
    void saysWhenColumnsDependOnEachOther() {
        double[] twice = new double[8];
        for (int i = 0; i < 8; i++) {
            twice[i] = 3 - 2 * X[i];
        }

        assertThat(new LogisticRegression(new double[][] {X, twice}, Y, null, null)
                        .solve()
                        .outcome())
                .isEqualTo(Outcome.SINGULAR);
    }

    @Test
    void doesNotMindTheUnitOfAColumn() {
        for (double unit : new double[] {1e-12, 1e-6, 1e6, 1e12}) {
            double[] x = new double[8];
            for (int i = 0; i < 8; i++) {
                x[i] = unit * (X[i] + 1000);
            }
            Solution solution = new LogisticRegression(new double[][] {x}, Y, null, null).solve();
            assertThat(solution.slope()[0] * unit).isCloseTo(2 * Math.log(3), within(1e-9));
            assertThat(solution.level()).isCloseTo(0.0, within(1e-9));
        }
    }
}
