package io.levibot.calibration;

/**
 * The state of Online Platt Scaling (Gupta, Ramdas 2023): logit p = slope z + level, moved after every outcome by an online
 * Newton step on the log loss. Against every fixed Platt map in the ball its regret grows with the logarithm of the number of
 * outcomes, whatever the order in which they come.
 *
 * <p>With g the gradient: A += g g', parameters -= A<sup>-1</sup> g / stepSize, then the projection, in the norm of A, onto the
 * ball of the given radius and the half-plane of slopes that are not negative (the half-plane is ours: it keeps the map from
 * falling). Immutable: a step gives a new state.
 *
 * @param slope log-odds per unit of z, 0 or more
 * @param level log-odds at z = 0
 * @param a11 curvature of the slope, above 0
 * @param a12 mixed curvature
 * @param a22 curvature of the level, above 0
 */
record OnlineNewton(double slope, double level, double a11, double a12, double a22) {
    private static final int BISECTIONS = 200;

    /** @throws IllegalArgumentException if a number is not finite, the slope is negative, or A is not positive definite */
    OnlineNewton {
        boolean definite = a11 > 0.0 && a22 > 0.0 && a11 * a22 - a12 * a12 > 0.0;
        if (!(slope >= 0.0 && slope <= Double.MAX_VALUE)
                || !Double.isFinite(level)
                || !definite
                || !Double.isFinite(a11 * a22)) {
            throw new IllegalArgumentException(
                    "slope " + slope + ", level " + level + ", curvature (" + a11 + ", " + a12 + ", " + a22
                            + "): allowed are a slope of 0 or more, finite numbers and a positive definite curvature");
        }
    }

    /**
     * The map that changes nothing, before any outcome.
     *
     * @param stepSize the paper's beta, above 0
     */
    static OnlineNewton identity(double stepSize) {
        double curvature = 1.0 / (stepSize * stepSize);
        return new OnlineNewton(1.0, 0.0, curvature, 0.0, curvature);
    }

    /** Returns the log-odds of a score's log-odds. */
    double at(double z) {
        return level + slope * z;
    }

    /**
     * Learns one outcome.
     *
     * @param z log-odds of the score, finite
     * @param label in [0, 1]
     * @param weight of the outcome: it multiplies the loss
     * @param stepSize the paper's beta, above 0
     * @param radius of the ball, above 0
     */
    OnlineNewton learn(double z, double label, double weight, double stepSize, double radius) {
        double residual = weight * (LogOdds.toProbability(at(z)) - label);
        double g1 = residual * z;
        double g2 = residual;
        double b11 = a11 + g1 * g1;
        double b12 = a12 + g1 * g2;
        double b22 = a22 + g2 * g2;
        double determinant = b11 * b22 - b12 * b12;
        double newSlope = slope - (b22 * g1 - b12 * g2) / determinant / stepSize;
        double newLevel = level - (b11 * g2 - b12 * g1) / determinant / stepSize;
        return project(newSlope, newLevel, b11, b12, b22, radius);
    }

    private static OnlineNewton project(double slope, double level, double b11, double b12, double b22, double radius) {
        double[] point = {slope, level};
        if (slope * slope + level * level > radius * radius) {
            point = ontoBall(slope, level, b11, b12, b22, radius);
        }
        if (point[0] < 0.0) {
            // The best point of the line slope = 0, and of its part in the ball: the problem is convex.
            double onLine = level + b12 / b22 * slope;
            point = new double[] {0.0, Math.min(Math.max(onLine, -radius), radius)};
        }
        return new OnlineNewton(point[0], point[1], b11, b12, b22);
    }

    /** Solves (B + lambda I) x = B theta for the lambda at which x has the given length. */
    private static double[] ontoBall(double slope, double level, double b11, double b12, double b22, double radius) {
        double r1 = b11 * slope + b12 * level;
        double r2 = b12 * slope + b22 * level;
        double low = 0.0;
        double high = Math.sqrt(r1 * r1 + r2 * r2) / radius;
        double[] point = solve(b11 + high, b12, b22 + high, r1, r2);
        for (int i = 0; i < BISECTIONS && low < high; i++) {
            double middle = 0.5 * (low + high);
            if (middle <= low || middle >= high) {
                break;
            }
            double[] candidate = solve(b11 + middle, b12, b22 + middle, r1, r2);
            if (candidate[0] * candidate[0] + candidate[1] * candidate[1] > radius * radius) {
                low = middle;
            } else {
                high = middle;
                point = candidate;
            }
        }
        return point;
    }

    private static double[] solve(double m11, double m12, double m22, double r1, double r2) {
        double determinant = m11 * m22 - m12 * m12;
        return new double[] {(m22 * r1 - m12 * r2) / determinant, (m11 * r2 - m12 * r1) / determinant};
    }
}
