package io.levibot.calibration;

import io.levibot.api.ArtifactException;
import io.levibot.api.TrainingException;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.CalibratorInfo;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.ScoreScale;
import io.levibot.calibration.internal.StateFields;
import java.util.Arrays;
import java.util.Map;

/**
 * Online Platt scaling with calibeating: a calibrator that goes on learning as labels arrive, in constant time and memory, with
 * guarantees that need no assumption on how the market drifts (Foster, Hart 2023; Gupta, Ramdas 2023). What it makes is an
 * {@link io.levibot.api.spi.OnlineCalibrator}.
 *
 * <p>A fit lets it live through the rows once, in time order, beginning with the identity map; a row's weight multiplies its
 * loss. Its bins are cut so that the rows spread evenly over them. Without saved state {@link #create} begins with the identity
 * map and bins of equal width. Takes at least 200 rows with 20 of each class unless told otherwise. Needs log-odds or
 * probabilities: the step is not invariant to the scale of a margin.
 *
 * @since 0.1.0
 */
public final class OnlinePlattProvider extends MethodProvider {
    static final String NAME = "online-platt";
    private static final SampleGuard GUARD = new SampleGuard(200, 20.0);
    private static final String SCALE = "scale";
    private static final String STEP = "step";
    private static final double DEFAULT_STEP = 0.1;
    private static final String RADIUS = "radius";
    private static final double DEFAULT_RADIUS = 100.0;
    private static final String BINS = "bins";
    private static final int DEFAULT_BINS = 10;
    private static final int MAX_BINS = 1000;
    private static final String OUTPUT = "output";

    /** Called by ServiceLoader. */
    public OnlinePlattProvider() {
        super(
                NAME,
                GUARD,
                ConfigKey.of(
                        SCALE,
                        "scale of the scores where there is no saved state: log-odds or probability; default log-odds"),
                ConfigKey.of(STEP, "beta of the online Newton step, 0.001 to 10; default " + DEFAULT_STEP),
                ConfigKey.of(RADIUS, "largest length of (slope, level), 1 to 1000; default " + DEFAULT_RADIUS),
                ConfigKey.of(BINS, "bins of calibeating, 1 to " + MAX_BINS + "; default " + DEFAULT_BINS),
                ConfigKey.of(
                        OUTPUT,
                        "what is served: scaled (the sigmoid) or calibeaten (the bin means); default calibeaten"));
    }

    @Override
    public Calibrator create(PluginConfig config, PluginContext context) {
        check(config);
        if (context.artifact().isPresent()) {
            return restore(context);
        }
        OnlinePlattCalibrator.Options options = options(config);
        return new OnlinePlattCalibrator(
                CalibratorInfo.unfitted(NAME, scale(config), Map.of("library", LibraryVersion.TEXT)),
                options,
                new OnlinePlattCalibrator.State(
                        OnlineNewton.identity(options.stepSize()), Calibeating.empty(equalWidth(bins(config))), 0));
    }

    @Override
    Calibrator fit(Sample sample, PluginConfig config, PluginContext context) {
        if (sample.scale() == ScoreScale.MARGIN) {
            throw new TrainingException(
                    NAME, "needs log-odds or probabilities, and the scores are a margin: use platt");
        }
        OnlinePlattCalibrator.Options options = options(config);
        double[] forecasts = new double[sample.size()];
        OnlineNewton newton = OnlineNewton.identity(options.stepSize());
        for (int i = 0; i < forecasts.length; i++) {
            double z = OnlinePlattCalibrator.logOdds(sample.scores()[i], sample.scale());
            forecasts[i] = LogOdds.toProbability(newton.at(z));
            newton = newton.learn(z, sample.labels()[i], sample.weight(i), options.stepSize(), options.radius());
        }
        Calibeating bins = Calibeating.empty(equalMass(forecasts, bins(config)));
        for (int i = 0; i < forecasts.length; i++) {
            bins = bins.learn(forecasts[i], sample.labels()[i], sample.weight(i));
        }
        return new OnlinePlattCalibrator(
                info(sample, Map.of()), options, new OnlinePlattCalibrator.State(newton, bins, 0));
    }

    @Override
    void check(PluginConfig config) {
        super.check(config);
        scale(config);
        options(config);
        bins(config);
    }

    private static Calibrator restore(PluginContext context) {
        StateFields in = CalibratorState.fields(NAME, context.requiredArtifact(NAME));
        try {
            CalibratorInfo info = CalibratorState.readInfo(NAME, in);
            OnlinePlattCalibrator restored = OnlinePlattCalibrator.read(info, in.object("online"));
            in.end();
            return restored;
        } catch (IllegalArgumentException e) {
            throw new ArtifactException(NAME, "saved state holds what no fit can give: " + e.getMessage(), e);
        }
    }

    private static OnlinePlattCalibrator.Options options(PluginConfig config) {
        return new OnlinePlattCalibrator.Options(
                config.number(STEP, DEFAULT_STEP, 1e-3, 10.0),
                config.number(RADIUS, DEFAULT_RADIUS, 1.0, 1e3),
                config.choice(OUTPUT, OnlinePlattCalibrator.Output.class, OnlinePlattCalibrator.Output.CALIBEATEN));
    }

    private static int bins(PluginConfig config) {
        return (int) config.integer(BINS, DEFAULT_BINS, 1, MAX_BINS);
    }

    private static ScoreScale scale(PluginConfig config) {
        ScoreScale scale = config.choice(SCALE, ScoreScale.class, ScoreScale.LOG_ODDS);
        if (scale == ScoreScale.MARGIN) {
            throw config.refuse(SCALE, "log-odds or probability");
        }
        return scale;
    }

    private static double[] equalWidth(int bins) {
        double[] edges = new double[bins - 1];
        Arrays.setAll(edges, i -> (i + 1.0) / bins);
        return edges;
    }

    /** Inner edges at the quantiles of the forecasts; fewer where forecasts are tied. */
    private static double[] equalMass(double[] forecasts, int bins) {
        double[] sorted = forecasts.clone();
        Arrays.sort(sorted);
        double[] edges = new double[bins - 1];
        int kept = 0;
        for (int bin = 1; bin < bins; bin++) {
            double edge = sorted[(int) ((long) sorted.length * bin / bins)];
            if (edge > (kept == 0 ? sorted[0] : edges[kept - 1])) {
                edges[kept++] = edge;
            }
        }
        return Arrays.copyOf(edges, kept);
    }
}
