package io.levibot.calibration;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.jspecify.annotations.Nullable;

/**
 * Maximum likelihood of logit p = offset + intercept + sum of slope times column, without regularisation, for labels in
 * [0, 1]: Newton's method with step halving on columns that are centred and scaled first, because neither raw scores of 1e5
 * nor of 1e-6 nor of 1000 plus or minus 1 may change the answer.
 *
 * <p>The likelihood is concave, so there is one maximum or none: none if the labels can be separated, which is answered by
 * {@link Outcome#SEPARATED} and not by some large number. A constant column gets slope 0.
 *
 * <p>Cost: about ten passes over the rows, two transcendental functions a row and pass. Not thread-safe; used once.
 */
final class LogisticRegression {
    private static final int MAX_ITERATIONS = 40;
    private static final int MAX_HALVINGS = 40;
    // Squared Newton decrement per unit of weight: twice the distance to the best attainable mean loss.
    private static final double CONVERGED = 1e-24;
    // Below this the loss differs by less than its own rounding, so a step is no longer tested against it.
    private static final double LOSS_IS_FLAT = 1e-11;
    private static final double SEPARATED_LOSS = 1e-9;
    private static final double SINGULAR = 1e-7;

    private final double[][] columns;
    private final double[] labels;
    private final double @Nullable [] weights;
    private final double @Nullable [] offset;
    private final double[] centre;
    private final double[] scale;
    private final double weightSum;

    /** Whether there is a maximum. */
    enum Outcome {
        /** The maximum was found. */
        CONVERGED,
        /** The labels are separated by the columns, wholly or but for ties: the likelihood has no finite maximum. */
        SEPARATED,
        /** The columns depend on each other linearly: there is no single maximum. */
        SINGULAR
    }

    /**
     * @param outcome whether there is a maximum; if not, the other values mean nothing
     * @param level log-odds where every column is at its centre, without the offset
     * @param centre weighted mean of each column
     * @param slope one per column
     * @param loss sum of weight times log loss at the maximum
     * @param standardErrors of the intercept and the slopes, from the Fisher information
     */
    record Solution(
            Outcome outcome, double level, double[] centre, double[] slope, double loss, double[] standardErrors) {
        /** Returns the log-odds where every column is 0, without the offset. */
        double intercept() {
            double intercept = level;
            for (int j = 0; j < slope.length; j++) {
                intercept -= slope[j] * centre[j];
            }
            return intercept;
        }
    }

    /**
     * @param columns finite, each of the labels' length; none for an intercept alone
     * @param labels in [0, 1], at least one
     * @param weights above 0; null for 1 each
     * @param offset finite; null for 0
     */
    LogisticRegression(double[][] columns, double[] labels, double @Nullable [] weights, double @Nullable [] offset) {
        this.columns = columns;
        this.labels = labels;
        this.weights = weights;
        this.offset = offset;
        this.centre = new double[columns.length];
        this.scale = new double[columns.length];
        double sum = 0.0;
        for (int i = 0; i < labels.length; i++) {
            sum += weight(i);
        }
        this.weightSum = sum;
        for (int j = 0; j < columns.length; j++) {
            standardise(j);
        }
    }

    /** Finds the maximum. */
    Solution solve() {
        int k = columns.length + 1;
        double[] beta = new double[k];
        double[] step = new double[k];
        double[] gradient = new double[k];
        DMatrixRMaj hessian = new DMatrixRMaj(k, k);
        double loss = derivatives(beta, gradient, hessian);
        for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
            if (!solve(hessian, gradient, step)) {
                return failure(iteration == 0 ? Outcome.SINGULAR : Outcome.SEPARATED);
            }
            double decrement = dot(gradient, step);
            loss = advance(beta, step, loss, decrement, gradient, hessian);
            if (loss <= SEPARATED_LOSS * weightSum) {
                return failure(Outcome.SEPARATED);
            }
            if (decrement <= CONVERGED * weightSum) {
                return success(beta, loss, hessian);
            }
        }
        return failure(Outcome.SEPARATED);
    }

    private void standardise(int j) {
        double[] column = columns[j];
        double sum = 0.0;
        boolean constant = true;
        for (int i = 0; i < column.length; i++) {
            sum += weight(i) * column[i];
            constant &= column[i] == column[0];
        }
        centre[j] = constant ? column[0] : sum / weightSum;
        double squares = 0.0;
        for (int i = 0; i < column.length; i++) {
            double deviation = column[i] - centre[j];
            squares += weight(i) * deviation * deviation;
        }
        double deviation = Math.sqrt(squares / weightSum);
        scale[j] = deviation > 0.0 ? deviation : 1.0;
    }

    private double standardised(int j, int i) {
        return (columns[j][i] - centre[j]) / scale[j];
    }

    /** Sets the gradient of the log likelihood and the negative Hessian; returns the loss. */
    private double derivatives(double[] beta, double[] gradient, DMatrixRMaj hessian) {
        int k = beta.length;
        Arrays.fill(gradient, 0.0);
        hessian.zero();
        double[] row = new double[k];
        double loss = 0.0;
        for (int i = 0; i < labels.length; i++) {
            double z = fillRow(i, row, beta);
            double w = weight(i);
            double e = StrictMath.exp(-Math.abs(z));
            double p = z >= 0.0 ? 1.0 / (1.0 + e) : e / (1.0 + e);
            double curvature = w * e / ((1.0 + e) * (1.0 + e));
            loss += w * (Math.max(z, 0.0) + StrictMath.log1p(e) - labels[i] * z);
            for (int a = 0; a < k; a++) {
                gradient[a] += w * (labels[i] - p) * row[a];
                for (int b = 0; b <= a; b++) {
                    hessian.data[a * k + b] += curvature * row[a] * row[b];
                }
            }
        }
        for (int a = 0; a < k; a++) {
            for (int b = 0; b < a; b++) {
                hessian.data[b * k + a] = hessian.data[a * k + b];
            }
        }
        return loss;
    }

    private double fillRow(int i, double[] row, double[] beta) {
        row[0] = 1.0;
        double z = (offset == null ? 0.0 : offset[i]) + beta[0];
        for (int j = 0; j < columns.length; j++) {
            row[j + 1] = standardised(j, i);
            z += beta[j + 1] * row[j + 1];
        }
        return z;
    }

    /** Takes the step, or half of it and so on until the loss does not rise; sets the derivatives there, returns the loss. */
    private double advance(
            double[] beta, double[] step, double loss, double decrement, double[] gradient, DMatrixRMaj hessian) {
        double[] start = beta.clone();
        double length = 1.0;
        for (int halving = 0; ; halving++) {
            for (int j = 0; j < beta.length; j++) {
                beta[j] = start[j] + length * step[j];
            }
            double reached = derivatives(beta, gradient, hessian);
            if (reached <= loss || decrement <= LOSS_IS_FLAT * weightSum || halving == MAX_HALVINGS) {
                return reached;
            }
            length *= 0.5;
        }
    }

    /** A constant column leaves its own row and column empty; its unit diagonal keeps its slope at 0. */
    private static boolean solve(DMatrixRMaj hessian, double[] gradient, double[] step) {
        int k = gradient.length;
        DMatrixRMaj matrix = hessian.copy();
        for (int a = 1; a < k; a++) {
            if (matrix.get(a, a) == 0.0) {
                matrix.set(a, a, 1.0);
            }
        }
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(k);
        if (!solver.setA(matrix) || !(solver.quality() > SINGULAR)) {
            return false;
        }
        DMatrixRMaj right = new DMatrixRMaj(k, 1);
        System.arraycopy(gradient, 0, right.data, 0, k);
        DMatrixRMaj solution = new DMatrixRMaj(k, 1);
        solver.solve(right, solution);
        System.arraycopy(solution.data, 0, step, 0, k);
        return true;
    }

    private Solution success(double[] beta, double loss, DMatrixRMaj hessian) {
        double[] slope = new double[columns.length];
        for (int j = 0; j < slope.length; j++) {
            slope[j] = beta[j + 1] / scale[j];
        }
        return new Solution(Outcome.CONVERGED, beta[0], centre.clone(), slope, loss, standardErrors(hessian));
    }

    private static Solution failure(Outcome outcome) {
        return new Solution(outcome, Double.NaN, new double[0], new double[0], Double.NaN, new double[0]);
    }

    private double[] standardErrors(DMatrixRMaj hessian) {
        int k = columns.length + 1;
        DMatrixRMaj covariance = new DMatrixRMaj(k, k);
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(k);
        double[] errors = new double[k];
        if (!solver.setA(hessian.copy())) {
            Arrays.fill(errors, Double.NaN);
            return errors;
        }
        solver.invert(covariance);
        // The intercept at 0 is the level minus the slopes times centre / scale: a linear form of the estimates.
        double[] form = new double[k];
        form[0] = 1.0;
        for (int j = 1; j < k; j++) {
            form[j] = -centre[j - 1] / scale[j - 1];
            errors[j] = Math.sqrt(covariance.get(j, j)) / scale[j - 1];
        }
        double variance = 0.0;
        for (int a = 0; a < k; a++) {
            for (int b = 0; b < k; b++) {
                variance += form[a] * form[b] * covariance.get(a, b);
            }
        }
        errors[0] = Math.sqrt(variance);
        return errors;
    }

    private double weight(int i) {
        return weights == null ? 1.0 : weights[i];
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0.0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
