package io.levibot.calibration;

import io.levibot.api.Artifact;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.CalibratorInfo;

/** A map with the facts of its fit. Immutable, thread-safe; {@link #calibrate} allocates nothing. */
final class FittedCalibrator implements Calibrator {
    private final CalibratorInfo info;
    private final ScoreMap map;

    FittedCalibrator(CalibratorInfo info, ScoreMap map) {
        this.info = info;
        this.map = map;
    }

    @Override
    public double calibrate(double rawScore) {
        return Double.isNaN(rawScore) ? Double.NaN : map.at(rawScore);
    }

    @Override
    public double lower(double rawScore) {
        return Double.isNaN(rawScore) ? Double.NaN : map.lower(rawScore);
    }

    @Override
    public double upper(double rawScore) {
        return Double.isNaN(rawScore) ? Double.NaN : map.upper(rawScore);
    }

    @Override
    public double inverse(double probability) {
        ScoreMap total = map.total();
        return total == map
                ? Calibrator.super.inverse(probability)
                : new FittedCalibrator(info, total).inverse(probability);
    }

    @Override
    public CalibratorInfo info() {
        return info;
    }

    @Override
    public Artifact state() {
        return CalibratorState.write(info, map);
    }

    ScoreMap map() {
        return map;
    }

    @Override
    public String toString() {
        return "calibrator " + info.method() + " fitted on " + info.samples() + " rows";
    }
}
