package io.levibot.calibration.stats;

/**
 * The calibration errors that are single numbers, by their usual names. All are in [0, 1], 0 is best, and each is
 * biased upwards on small samples unless it says otherwise.
 *
 * @since 0.1.0
 */
public final class CalibrationErrors {

    private CalibrationErrors() {}

    /**
     * Expected calibration error on equal-width bins (Naeini, Cooper and Hauskrecht 2015; Guo et al. 2017); state the
     * bins with it.
     */
    public static double expectedEqualWidth(BinaryForecasts forecasts, int bins) {
        return ReliabilityBins.of(forecasts, Binning.EQUAL_WIDTH, bins).expectedError();
    }

    /** Expected calibration error on equal-mass bins (Nguyen and O'Connor 2015; Nixon et al. 2019, "adaptive"). */
    public static double expectedEqualMass(BinaryForecasts forecasts, int bins) {
        return ReliabilityBins.of(forecasts, Binning.EQUAL_MASS, bins).expectedError();
    }

    /** Maximum calibration error on equal-width bins (Naeini, Cooper and Hauskrecht 2015). */
    public static double maximumEqualWidth(BinaryForecasts forecasts, int bins) {
        return ReliabilityBins.of(forecasts, Binning.EQUAL_WIDTH, bins).maximumError();
    }

    /**
     * Debiased L2 error on equal-mass bins (Kumar, Liang and Ma 2019), 0 when the estimate of its square is negative.
     */
    public static double debiasedL2(BinaryForecasts forecasts, int bins) {
        return ReliabilityBins.of(forecasts, Binning.EQUAL_MASS, bins).debiasedError();
    }

    /**
     * Expected calibration error on the most equal-mass bins whose observed rates still rise (Roelofs et al. 2022): the
     * number of bins goes up from one until a rate falls below its predecessor's, to 256 at most.
     */
    public static double expectedSweep(BinaryForecasts forecasts) {
        return expectedSweep(forecasts.levels());
    }

    static double expectedSweep(Levels levels) {
        return RunningSums.of(levels).sweptExpectedError();
    }

    /**
     * SmoothECE (Błasiok and Nakkiran 2023): the mean absolute residual curve after smoothing over the forecasts with a
     * reflected Gaussian whose width equals the error itself. Within constant factors of the distance to the nearest
     * calibrated forecast.
     *
     * @return 0 when it is below 1e-4
     */
    public static double smooth(BinaryForecasts forecasts) {
        return SmoothCalibration.fixedPoint(forecasts.levels());
    }

    /**
     * The smoothed error at a stated width.
     *
     * @param width of the Gaussian, a probability, in [1e-4, 1]
     */
    public static double smoothAtWidth(BinaryForecasts forecasts, double width) {
        if (!(width >= SmoothCalibration.SMALLEST_WIDTH && width <= 1)) {
            throw new IllegalArgumentException(
                    "width is " + width + "; it must lie in [" + SmoothCalibration.SMALLEST_WIDTH + ", 1]");
        }
        return SmoothCalibration.atWidth(forecasts.levels(), width);
    }
}
