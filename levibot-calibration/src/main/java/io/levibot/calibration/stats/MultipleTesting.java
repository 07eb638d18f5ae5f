package io.levibot.calibration.stats;

import java.util.Arrays;

/**
 * Adjustments for testing several hypotheses at once. P-values are in [0, 1]; what is returned may be compared with the
 * level directly. No p-values give none.
 *
 * @since 0.1.0
 */
public final class MultipleTesting {

    private MultipleTesting() {}

    /** Bonferroni: p times the number of tests, at most 1. Holds the family-wise error under any dependence. */
    public static double[] bonferroni(double[] pValues) {
        Checks.probabilities("pValues", pValues);
        return Arrays.stream(pValues).map(p -> Math.min(1, p * pValues.length)).toArray();
    }

    /** Šidák (1967): {@code 1 - (1-p)^K}. Exact for independent tests. */
    public static double[] sidak(double[] pValues) {
        Checks.probabilities("pValues", pValues);
        return Arrays.stream(pValues)
                .map(p -> -StrictMath.expm1(pValues.length * StrictMath.log1p(-p)))
                .toArray();
    }

    /** Holm (1979): Bonferroni step by step; never worse than it, under any dependence. */
    public static double[] holm(double[] pValues) {
        Checks.probabilities("pValues", pValues);
        double[] sorted = pValues.clone();
        Arrays.sort(sorted);
        double running = 0;
        for (int i = 0; i < sorted.length; i++) {
            running = Math.max(running, Math.min(1, (sorted.length - i) * sorted[i]));
            sorted[i] = running;
        }
        return backInOrder(pValues, sorted);
    }

    /** Benjamini and Hochberg (1995): holds the false discovery rate for independent or positively dependent tests. */
    public static double[] benjaminiHochberg(double[] pValues) {
        Checks.probabilities("pValues", pValues);
        double[] sorted = pValues.clone();
        Arrays.sort(sorted);
        double running = 1;
        for (int i = sorted.length - 1; i >= 0; i--) {
            running = Math.min(running, sorted[i] * sorted.length / (i + 1));
            sorted[i] = running;
        }
        return backInOrder(pValues, sorted);
    }

    /**
     * The chance that a rejected hypothesis was true (Storey 2003; López de Prado, Lipton and Zoonekynd 2025):
     * {@code 1 / (1 + power prior / (alpha (1 - prior)))}.
     *
     * @param priorOfAlternative the share of hypotheses that are false, in (0, 1)
     * @param alpha level of the test, in (0, 1)
     * @param power chance to reject a false one, in [0, 1]
     */
    public static double positiveFalseDiscoveryRate(double priorOfAlternative, double alpha, double power) {
        Checks.openUnit("priorOfAlternative", priorOfAlternative);
        Checks.openUnit("alpha", alpha);
        Checks.probabilities("power", new double[] {power});
        return 1 / (1 + power * priorOfAlternative / (alpha * (1 - priorOfAlternative)));
    }

    /**
     * Adjusted values rise with the p-values, so each p-value finds its own by its rank; equal ones share the last of
     * their run.
     */
    private static double[] backInOrder(double[] pValues, double[] adjustedInOrder) {
        double[] sorted = pValues.clone();
        Arrays.sort(sorted);
        double[] adjusted = new double[pValues.length];
        for (int i = 0; i < pValues.length; i++) {
            int rank = Arrays.binarySearch(sorted, pValues[i]);
            while (rank + 1 < sorted.length && sorted[rank + 1] == pValues[i]) {
                rank++;
            }
            adjusted[i] = adjustedInOrder[rank];
        }
        return adjusted;
    }
}
