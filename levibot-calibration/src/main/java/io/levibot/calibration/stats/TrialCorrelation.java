package io.levibot.calibration.stats;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * How many independent trials a set of correlated ones is worth.
 *
 * @since 0.1.0
 */
public final class TrialCorrelation {

    private TrialCorrelation() {}

    /**
     * The mean correlation over all pairs of trials, in one pass over the matrix: from the variance of the sum of the
     * standardised series. Trials whose returns are all equal have no correlation and are left out.
     *
     * @param trialReturns one row per trial, one column per period, finite, rows of the same length, at least two
     *     periods
     * @return in [-1, 1]; 0 when fewer than two trials vary
     */
    public static double average(double[][] trialReturns) {
        Checks.atLeast("number of trials", trialReturns.length, 1);
        double[] sum = new double[trialReturns[0].length];
        int varying = 0;
        for (double[] trial : trialReturns) {
            Checks.sameLength("a trial", trial.length, "the first", sum.length);
            ReturnMoments moments = ReturnMoments.of(trial);
            if (moments.standardDeviation() > 0) {
                varying++;
                for (int t = 0; t < sum.length; t++) {
                    sum[t] += (trial[t] - moments.mean()) / moments.standardDeviation();
                }
            }
        }
        if (varying < 2) {
            return 0;
        }
        double deviation = ReturnMoments.of(sum).standardDeviation();
        double average = (deviation * deviation - varying) / ((double) varying * (varying - 1));
        return Math.min(1, Math.max(-1, average));
    }

    /** {@code rho + (1 - rho) N} (López de Prado and Lewis 2019), correlations below 0 counted as 0; in [1, N]. */
    public static double effectiveTrials(int trials, double averageCorrelation) {
        Checks.atLeast("trials", trials, 1);
        if (!(averageCorrelation >= -1 && averageCorrelation <= 1)) {
            throw new IllegalArgumentException(
                    "averageCorrelation is " + averageCorrelation + "; it must lie in [-1, 1]");
        }
        double rho = Math.max(0, averageCorrelation);
        return rho + (1 - rho) * trials;
    }

    /**
     * The effective rank of a correlation matrix: the exponential of the entropy of its eigenvalues' shares (Roy and
     * Vetterli 2007), another count of independent trials, in [1, N].
     *
     * @param correlation square, symmetric, positive semi-definite; only its lower half is read
     */
    public static double effectiveRank(double[][] correlation) {
        int n = Checks.atLeast("size", correlation.length, 1);
        DMatrixRMaj matrix = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            Checks.sameLength("a row", correlation[i].length, "the matrix", n);
            Checks.finite("correlation[" + i + "]", correlation[i]);
            for (int j = 0; j <= i; j++) {
                matrix.set(i, j, correlation[i][j]);
                matrix.set(j, i, correlation[i][j]);
            }
        }
        double[] eigenvalues = eigenvalues(matrix);
        double total = Checks.positive(
                "sum of the eigenvalues", Arrays.stream(eigenvalues).sum());
        double entropy = 0;
        for (double value : eigenvalues) {
            double share = value / total;
            entropy -= share > 0 ? share * StrictMath.log(share) : 0;
        }
        return StrictMath.exp(entropy);
    }

    /** Those above 0, ascending. */
    private static double[] eigenvalues(DMatrixRMaj matrix) {
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(matrix.getNumRows(), false, true);
        if (!eigen.decompose(matrix)) {
            throw new IllegalArgumentException("the eigenvalues of the correlation matrix were not found");
        }
        double[] values = new double[eigen.getNumberOfEigenvalues()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, eigen.getEigenvalue(i).getReal());
        }
        Arrays.sort(values);
        return values;
    }
}
