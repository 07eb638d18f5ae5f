package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.Decision;
import io.levibot.api.DecisionSource;
import io.levibot.api.Symbol;
import io.levibot.calibration.stats.BinaryForecasts;
import io.levibot.calibration.stats.CalibrationErrors;
import io.levibot.calibration.stats.NullDistribution;
import io.levibot.calibration.stats.PerfectModel;
import io.levibot.calibration.stats.ProbabilityScores;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EngineListener;
import io.levibot.engine.label.LabelDefinition;
import io.levibot.engine.label.LiveLabels;
import io.levibot.engine.registry.ServingModel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Judges the probabilities that were really served, as their labels become known: the label definition of the loaded bundle is
 * applied to the accepted bars as research applies it. A bar whose decision had no probability of the model's does not count, nor
 * does one whose label stays missing.
 *
 * <p><b>Window.</b> The newest forecasts with a label, over all symbols together, in the order in which their labels became known. A
 * swapped model begins anew.
 *
 * <p><b>What an error means.</b> A perfect model, too, has an ECE above 0 on a finite sample, the larger the fewer the forecasts;
 * so beside each ECE stands what a perfect model with these very probabilities shows (the mean, and the value that one in twenty
 * exceeds). Labels of neighbouring bars overlap and count as one observation: the perfect model is drawn on every h-th forecast
 * of each symbol, h being the label's horizon, which makes its ECE larger and an alarm rarer, never the other way. Symbols that
 * move together are not accounted for.
 *
 * <p>A listener: called with the book held, it does constant work a bar but for barrier labels. Reading is safe from any thread
 * and computes outside the lock, at most once per new label. Memory: the window, and a horizon of each symbol.
 *
 * @since 0.1.0
 */
public final class LiveCalibration implements EngineListener {
    /** Forecasts that the window holds unless the host says otherwise. */
    public static final int DEFAULT_WINDOW = 1_000;

    /** Fewest independent forecasts for which a perfect model's ECE is told. */
    public static final int MIN_INDEPENDENT = 20;

    private static final int ECE_BINS = 10;
    private static final int DRAWS = 400;
    private static final double UPPER = 0.95;
    private static final long DRAW_SEED = 1;

    private final BarInterval interval;
    private final Supplier<@Nullable ServingModel> served;
    private final Map<Symbol, Track> tracks = new HashMap<>();
    private final double[] probability;
    private final boolean[] happened;
    private final boolean[] apart;
    private @Nullable LabelDefinition definition;
    private @Nullable String modelId;
    private long labelled;
    private volatile @Nullable Read newest;

    private record Read(long labelled, @Nullable String modelId, Figures figures) {}

    /**
     * What the window says. NaN where there are too few forecasts to say it.
     *
     * @param modelId bundle whose forecasts these are, null if there is none
     * @param n forecasts with a label, at most the window
     * @param independent how many of them have labels that do not overlap
     * @param ece expected calibration error, ten bins of equal width, 0 to 1
     * @param perfectEce mean ECE of a perfect model on the independent forecasts
     * @param perfectEceUpper ECE that a perfect model exceeds in one of twenty cases on the independent forecasts
     * @param brier mean squared error of the probabilities, 0 to 1
     * @param logLoss mean negative log-likelihood in nats
     * @param baseRate share of forecasts whose event happened
     * @since 0.1.0
     */
    public record Figures(
            @Nullable String modelId,
            int n,
            int independent,
            double ece,
            double perfectEce,
            double perfectEceUpper,
            double brier,
            double logLoss,
            double baseRate) {

        static Figures none(@Nullable String modelId) {
            return new Figures(modelId, 0, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
        }

        /** Returns how far the ECE lies above what a perfect model shows on average, at least 0; NaN if that is not known. */
        public double excessEce() {
            return Double.isNaN(perfectEce) ? Double.NaN : Math.max(0.0, ece - perfectEce);
        }

        /** Returns whether a perfect model would show this ECE in fewer than one of twenty cases; false if not known. */
        public boolean miscalibrated() {
            return ece > perfectEceUpper;
        }
    }

    /** One symbol's bars on their way to a label. */
    private static final class Track {
        private final LiveLabels labels;
        private final double[] waiting;
        private @Nullable Bar bar;

        Track(LabelDefinition definition, BarInterval interval) {
            this.labels = new LiveLabels(definition, interval);
            this.waiting = new double[definition.horizonBars() + 1];
        }
    }

    LiveCalibration(BarInterval interval, int window, Supplier<@Nullable ServingModel> served) {
        this.interval = interval;
        this.served = served;
        this.probability = new double[window];
        this.happened = new boolean[window];
        this.apart = new boolean[window];
    }

    @Override
    public synchronized void onEvent(EngineEvent event) {
        if (event instanceof EngineEvent.BarReceived received) {
            received(received.bar());
        } else if (event instanceof EngineEvent.BarRefused refused) {
            Track track = tracks.get(refused.symbol());
            if (track != null) {
                track.bar = null;
            }
        } else if (event instanceof EngineEvent.Decided decided) {
            decided(decided.decision());
        } else if (event instanceof EngineEvent.ModelSwapped || event instanceof EngineEvent.Opened) {
            forget();
        }
    }

    /** Returns what the window says now. */
    public Figures figures() {
        Read last = newest;
        long until;
        String model;
        double[] p;
        boolean[] y;
        boolean[] alone;
        synchronized (this) {
            follow();
            until = labelled;
            model = modelId;
            if (last != null && last.labelled() == until && Objects.equals(last.modelId(), model)) {
                return last.figures();
            }
            int n = (int) Math.min(until, probability.length);
            p = Arrays.copyOf(probability, n);
            y = Arrays.copyOf(happened, n);
            alone = Arrays.copyOf(apart, n);
        }
        Figures figures = p.length == 0 ? Figures.none(model) : figures(model, p, y, alone);
        newest = new Read(until, model, figures);
        return figures;
    }

    private static Figures figures(@Nullable String model, double[] p, boolean[] y, boolean[] alone) {
        BinaryForecasts all = BinaryForecasts.of(p, outcomes(y));
        int independent = count(alone);
        double mean = Double.NaN;
        double upper = Double.NaN;
        if (independent >= MIN_INDEPENDENT) {
            NullDistribution perfect = new PerfectModel(picked(p, y, alone, independent), DRAWS, DRAW_SEED)
                    .distribution(drawn -> CalibrationErrors.expectedEqualWidth(drawn, ECE_BINS), Runnable::run);
            mean = perfect.mean();
            upper = perfect.quantile(UPPER);
        }
        return new Figures(
                model,
                all.rows(),
                independent,
                CalibrationErrors.expectedEqualWidth(all, ECE_BINS),
                mean,
                upper,
                ProbabilityScores.brier(all),
                ProbabilityScores.logLoss(all),
                all.baseRate());
    }

    private static int count(boolean[] flags) {
        int count = 0;
        for (boolean flag : flags) {
            count += flag ? 1 : 0;
        }
        return count;
    }

    private static BinaryForecasts picked(double[] p, boolean[] y, boolean[] pick, int count) {
        double[] probability = new double[count];
        int[] outcome = new int[count];
        int n = 0;
        for (int i = 0; i < p.length; i++) {
            if (pick[i]) {
                probability[n] = p[i];
                outcome[n++] = y[i] ? 1 : 0;
            }
        }
        return BinaryForecasts.of(probability, outcome);
    }

    private static int[] outcomes(boolean[] happened) {
        int[] outcome = new int[happened.length];
        for (int i = 0; i < outcome.length; i++) {
            outcome[i] = happened[i] ? 1 : 0;
        }
        return outcome;
    }

    private void received(Bar bar) {
        follow();
        LabelDefinition current = definition;
        if (current != null) {
            tracks.computeIfAbsent(bar.symbol(), symbol -> new Track(current, interval)).bar = bar;
        }
    }

    private void decided(Decision decision) {
        Track track = tracks.get(decision.symbol());
        Bar bar = track == null ? null : track.bar;
        if (track == null || bar == null) {
            return;
        }
        track.bar = null;
        long row = track.labels.add(bar, (known, label) -> settled(track, known, label));
        boolean served = decision.source() == DecisionSource.MODEL;
        track.waiting[(int) (row % track.waiting.length)] =
                served ? decision.prediction().probability() : Double.NaN;
    }

    private void settled(Track track, long row, double label) {
        double p = track.waiting[(int) (row % track.waiting.length)];
        if (Double.isNaN(p)) {
            return;
        }
        int slot = (int) (labelled % probability.length);
        probability[slot] = p;
        happened[slot] = label == 1.0;
        apart[slot] = row % (track.waiting.length - 1) == 0;
        labelled++;
    }

    /** Begins anew if the engine serves another model than the window is of. */
    private void follow() {
        ServingModel model = served.get();
        String id = model == null ? null : model.id();
        if (!Objects.equals(id, modelId)) {
            forget();
            modelId = id;
            definition = model == null ? null : model.label().orElse(null);
        }
    }

    private void forget() {
        tracks.clear();
        labelled = 0;
        modelId = null;
        definition = null;
    }
}
