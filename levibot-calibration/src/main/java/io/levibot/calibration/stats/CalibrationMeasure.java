package io.levibot.calibration.stats;

import java.util.function.ToDoubleFunction;

/**
 * The single-number measures of a {@link CalibrationReport}, each with the bins that its name states.
 *
 * @since 0.1.0
 */
public enum CalibrationMeasure implements ToDoubleFunction<BinaryForecasts> {
    /** {@link ProbabilityScores#logLoss(BinaryForecasts)}, nats; lower is better. */
    LOG_LOSS(1, false, ProbabilityScores::logLoss),
    /** {@link ProbabilityScores#brier}; lower is better. */
    BRIER(2, false, ProbabilityScores::brier),
    /** {@link ProbabilityScores#brierSkill}; higher is better, 0 is the base rate. NaN with one outcome. */
    BRIER_SKILL(3, false, ProbabilityScores::brierSkill),
    /** {@link RocCurve#auc}; higher is better. NaN with one outcome. */
    AUC(4, false, f -> RocCurve.area(f.levels())),
    /** {@link RocCurve#averagePrecision}; higher is better. NaN without a positive. */
    AVERAGE_PRECISION(5, false, f -> RocCurve.averagePrecision(f.levels())),
    /** {@link CorpDecomposition#miscalibration} of the Brier score; lower is better. */
    MISCALIBRATION(6, true, f -> CorpDecomposition.ofBrier(f).miscalibration()),
    /** {@link CorpDecomposition#discrimination} of the Brier score; higher is better. */
    DISCRIMINATION(7, true, f -> CorpDecomposition.ofBrier(f).discrimination()),
    /** {@link RecalibrationFit#slope}; 1 is best. NaN where it has no finite value. */
    SLOPE(8, false, f -> RecalibrationFit.of(f).slope()),
    /** {@link RecalibrationFit#intercept}, the joint one; 0 is best. */
    INTERCEPT(9, false, f -> RecalibrationFit.of(f).intercept()),
    /** {@link RecalibrationFit#calibrationInTheLarge}; 0 is best. */
    CALIBRATION_IN_THE_LARGE(10, false, f -> RecalibrationFit.of(f).calibrationInTheLarge()),
    /** {@link CalibrationErrors#expectedEqualWidth} on 10 bins. */
    ECE_EQUAL_WIDTH_10(11, true, f -> CalibrationErrors.expectedEqualWidth(f, 10)),
    /** {@link CalibrationErrors#expectedEqualWidth} on 15 bins. */
    ECE_EQUAL_WIDTH_15(12, true, f -> CalibrationErrors.expectedEqualWidth(f, 15)),
    /** {@link CalibrationErrors#maximumEqualWidth} on 15 bins. */
    MCE_EQUAL_WIDTH_15(13, true, f -> CalibrationErrors.maximumEqualWidth(f, 15)),
    /** {@link CalibrationErrors#expectedEqualMass} on 15 bins. */
    ECE_EQUAL_MASS_15(14, true, f -> CalibrationErrors.expectedEqualMass(f, 15)),
    /** {@link CalibrationErrors#debiasedL2} on 15 bins. */
    DEBIASED_L2_EQUAL_MASS_15(15, true, f -> CalibrationErrors.debiasedL2(f, 15)),
    /** {@link CalibrationErrors#expectedSweep(BinaryForecasts)}. */
    ECE_SWEEP(16, true, CalibrationErrors::expectedSweep),
    /** {@link CumulativeCalibration#maximumDeviation}. */
    ECCE_MAD(17, true, f -> CumulativeCalibration.of(f).maximumDeviation()),
    /** {@link CumulativeCalibration#range}. */
    ECCE_RANGE(18, true, f -> CumulativeCalibration.of(f).range()),
    /** {@link CalibrationErrors#smooth}. */
    SMOOTH_ECE(19, true, CalibrationErrors::smooth);

    private final int code;
    private final boolean biasedUpwards;
    // Always a method reference without state, but the type cannot say so.
    @SuppressWarnings("ImmutableEnumChecker")
    private final ToDoubleFunction<BinaryForecasts> function;

    CalibrationMeasure(int code, boolean biasedUpwards, ToDoubleFunction<BinaryForecasts> function) {
        this.code = code;
        this.biasedUpwards = biasedUpwards;
        this.function = function;
    }

    /** A number that never changes, for writing out. */
    public int code() {
        return code;
    }

    /**
     * Whether noise pushes the measure up, inside a bootstrap a second time: its intervals are then basic ones (2
     * estimate - quantiles), cut at 0 and 1; the others' are percentile intervals.
     */
    public boolean isBiasedUpwards() {
        return biasedUpwards;
    }

    /** The measure on forecasts. */
    @Override
    public double applyAsDouble(BinaryForecasts forecasts) {
        return function.applyAsDouble(forecasts);
    }

    ConfidenceInterval interval(BootstrapDistribution distribution, double confidence) {
        return biasedUpwards ? distribution.basic(confidence).clampedTo(0, 1) : distribution.percentile(confidence);
    }

    /** Of the difference of two models' measures: bias mostly cancels, what is left is turned around likewise. */
    ConfidenceInterval differenceInterval(BootstrapDistribution distribution, double confidence) {
        return biasedUpwards ? distribution.basic(confidence) : distribution.percentile(confidence);
    }
}
