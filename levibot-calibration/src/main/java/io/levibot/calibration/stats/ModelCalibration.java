package io.levibot.calibration.stats;

/**
 * What a {@link CalibrationReport} says about one model. Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class ModelCalibration {

    private static final int GROUPS = 10;
    private static final int BINS = 15;

    private final BinaryForecasts forecasts;
    private final double confidence;
    private final ConfidenceInterval[] intervals;
    private final int[] undefined;
    private final NullDistribution[] perfect;

    ModelCalibration(
            BinaryForecasts forecasts,
            double confidence,
            ConfidenceInterval[] intervals,
            int[] undefined,
            NullDistribution[] perfect) {
        this.forecasts = forecasts;
        this.confidence = confidence;
        this.intervals = intervals;
        this.undefined = undefined;
        this.perfect = perfect;
    }

    /** The forecasts and outcomes. */
    public BinaryForecasts forecasts() {
        return forecasts;
    }

    /** A measure with its bootstrap interval: basic for errors that noise pushes up, percentile for the others. */
    public ConfidenceInterval interval(CalibrationMeasure measure) {
        return intervals[measure.ordinal()];
    }

    /** How many bootstrap draws left the measure undefined, say because they held one outcome only. */
    public int undefinedDraws(CalibrationMeasure measure) {
        return undefined[measure.ordinal()];
    }

    /**
     * What the measure would show if these forecasts were right. For an error {@code upperPValue} tests calibration;
     * for {@link CalibrationMeasure#ECE_EQUAL_WIDTH_10} {@code mean} and {@code quantile(0.95)} are the figures to put
     * beside the gate.
     */
    public NullDistribution ifPerfect(CalibrationMeasure measure) {
        return perfect[measure.ordinal()];
    }

    /** The cumulative errors with asymptotic p-values. */
    public CumulativeCalibration cumulative() {
        return CumulativeCalibration.of(forecasts);
    }

    /** Slope and intercepts with standard errors, rows taken as independent. */
    public RecalibrationFit recalibration() {
        return RecalibrationFit.of(forecasts);
    }

    /** Spiegelhalter's test, rows taken as independent. */
    public SpiegelhalterTest spiegelhalter() {
        return SpiegelhalterTest.of(forecasts);
    }

    /** Hosmer and Lemeshow's test on ten groups; to be shown, not decided by. */
    public HosmerLemeshowTest hosmerLemeshow() {
        return HosmerLemeshowTest.of(forecasts, GROUPS);
    }

    /** The Brier score taken apart on 15 equal-mass bins. */
    public MurphyDecomposition murphy() {
        return MurphyDecomposition.of(forecasts, Binning.EQUAL_MASS, BINS);
    }

    /** The Brier score taken apart without bins. */
    public CorpDecomposition corpBrier() {
        return CorpDecomposition.ofBrier(forecasts);
    }

    /** The log loss taken apart without bins. */
    public CorpDecomposition corpLogLoss() {
        return CorpDecomposition.ofLogLoss(forecasts);
    }

    /** The area under the curve with DeLong's interval, rows taken as independent. */
    public ConfidenceInterval areaByDeLong() {
        return RocCurve.of(forecasts).interval(confidence);
    }

    /** The reliability curve on bins. */
    public ReliabilityBins reliability(Binning binning, int bins) {
        return ReliabilityBins.of(forecasts, binning, bins);
    }
}
