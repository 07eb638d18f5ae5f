package io.levibot.calibration;

import io.levibot.api.Artifact;
import io.levibot.api.spi.CalibratorInfo;
import io.levibot.api.spi.OnlineCalibrator;
import io.levibot.api.spi.ScoreScale;
import io.levibot.calibration.internal.StateFields;
import io.levibot.calibration.internal.StateWriter;
import java.util.Map;
import java.util.TreeMap;

/**
 * Online Platt scaling with calibeating. Readers see one immutable state, replaced as a whole by each outcome. {@link
 * #calibrate} allocates nothing; {@link #observe} a few hundred bytes.
 */
final class OnlinePlattCalibrator implements OnlineCalibrator {
    private final CalibratorInfo fit;
    private final Options options;
    private volatile State state;

    /** What is served. */
    enum Output {
        /** The sigmoid of online scaling. */
        SCALED,
        /** The bin means of calibeating on top of it. */
        CALIBEATEN
    }

    /**
     * @param stepSize the paper's beta, above 0
     * @param radius of the ball of parameters, above 0
     * @param output what is served
     */
    record Options(double stepSize, double radius, Output output) {}

    /**
     * @param newton online scaling
     * @param bins calibeating
     * @param observed outcomes learned since the fit
     */
    record State(OnlineNewton newton, Calibeating bins, long observed) {
        State learn(double z, double label, double weight, Options options) {
            double forecast = LogOdds.toProbability(newton.at(z));
            return new State(
                    newton.learn(z, label, weight, options.stepSize(), options.radius()),
                    bins.learn(forecast, label, weight),
                    observed + 1);
        }
    }

    /**
     * @param fit facts of the fit, without those of the state
     * @param options options
     * @param state where to begin
     */
    OnlinePlattCalibrator(CalibratorInfo fit, Options options, State state) {
        this.fit = fit;
        this.options = options;
        this.state = state;
    }

    @Override
    public double calibrate(double rawScore) {
        if (Double.isNaN(rawScore)) {
            return Double.NaN;
        }
        State now = state;
        double scaled = LogOdds.toProbability(now.newton().at(logOdds(rawScore, fit.scale())));
        return options.output() == Output.SCALED ? scaled : now.bins().at(scaled);
    }

    @Override
    public void observe(double rawScore, double label) {
        if (!Double.isFinite(rawScore) || (label != 0.0 && label != 1.0)) {
            throw new IllegalArgumentException(
                    "score " + rawScore + ", label " + label + ": allowed are a finite score and a label of 0 or 1");
        }
        state = state.learn(logOdds(rawScore, fit.scale()), label, 1.0, options);
    }

    @Override
    public CalibratorInfo info() {
        State now = state;
        Map<String, String> details = new TreeMap<>(fit.details());
        details.put("slope", StateWriter.text(now.newton().slope()));
        details.put("level", StateWriter.text(now.newton().level()));
        details.put("observed", String.valueOf(now.observed()));
        details.put("output", options.output().name());
        return new CalibratorInfo(
                fit.method(), fit.samples(), fit.positives(), fit.weightSum(), fit.scale(), new TreeMap<>(details));
    }

    @Override
    public Artifact state() {
        State now = state;
        StateWriter out = new StateWriter();
        CalibratorState.writeInfo(out, fit);
        out.object("online", () -> {
            out.number("stepSize", options.stepSize());
            out.number("radius", options.radius());
            out.text("output", options.output().name());
            out.number("slope", now.newton().slope());
            out.number("level", now.newton().level());
            out.number("a11", now.newton().a11());
            out.number("a12", now.newton().a12());
            out.number("a22", now.newton().a22());
            out.integer("observed", now.observed());
            now.bins().write(out);
        });
        return Artifact.of(Map.of(CalibratorState.ENTRY, out.finish()));
    }

    static OnlinePlattCalibrator read(CalibratorInfo fit, StateFields in) {
        double stepSize = in.number("stepSize");
        double radius = in.number("radius");
        if (!(stepSize > 0.0 && radius > 0.0)) {
            throw in.refuse("stepSize", "above 0, and so is the radius");
        }
        Options options = new Options(stepSize, radius, in.choice("output", Output.class));
        OnlineNewton newton = new OnlineNewton(
                in.number("slope"), in.number("level"), in.number("a11"), in.number("a12"), in.number("a22"));
        Calibeating bins = Calibeating.of(in.numbers("edges"), in.numbers("binWeight"), in.numbers("binPositive"));
        State state = new State(newton, bins, in.count("observed", Integer.MAX_VALUE));
        in.end();
        return new OnlinePlattCalibrator(fit, options, state);
    }

    /** Scores far out are held at about 27.6: one of them must not blow up the step. */
    static double logOdds(double score, ScoreScale scale) {
        double z = scale == ScoreScale.PROBABILITY ? LogOdds.ofScore(score) : score;
        return Math.min(Math.max(z, -MAX_LOG_ODDS), MAX_LOG_ODDS);
    }

    private static final double MAX_LOG_ODDS = LogOdds.of(1.0 - LogOdds.SCORE_CLIP);
}
