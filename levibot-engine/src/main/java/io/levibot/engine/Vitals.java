package io.levibot.engine;

import io.levibot.api.DecisionSource;
import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import io.levibot.api.spi.EngineVitals;
import io.levibot.engine.execution.OrderUpdate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What kill sources may look at. Figures of the book are written under the book lock and read from any thread. */
@SuppressWarnings("NonAtomicVolatileUpdate") // the book lock is held wherever a count moves
final class Vitals implements EngineVitals {
    private static final double NANOS = 1e9;
    private static final Set<String> PLUGIN_FAILURES = Set.of(
            Reason.PREDICTOR_FAILED.code(),
            Reason.CALIBRATOR_FAILED.code(),
            Reason.SCORE_INVALID.code(),
            Reason.STALLED.code(),
            Reason.POLICY_FAILED.code());

    private final InstantSource clock;
    private final EngineConfig config;
    private final SortedMap<Symbol, Lane> lanes;
    private final ModelSeat seat;
    private volatile double equity = Double.NaN;
    private volatile double peak = Double.NaN;
    private volatile double dayStart = Double.NaN;
    private volatile long marks;
    private volatile @Nullable Instant newestMark;
    private volatile @Nullable Instant firstClose;
    private volatile long decisions;
    private volatile long failedDecisions;
    private volatile int failures;
    private volatile int rejects;
    private volatile int positions;

    Vitals(InstantSource clock, EngineConfig config, SortedMap<Symbol, Lane> lanes, ModelSeat seat) {
        this.clock = clock;
        this.config = config;
        this.lanes = lanes;
        this.seat = seat;
    }

    void marked(Instant closeTime, double currentEquity, double peakEquity, double dayStartEquity) {
        Instant before = newestMark;
        if (before == null || closeTime.isAfter(before)) {
            newestMark = closeTime;
            marks = marks + 1;
        }
        if (firstClose == null) {
            firstClose = closeTime;
        }
        equity = currentEquity;
        peak = peakEquity;
        dayStart = dayStartEquity;
    }

    void peakReset(double peakEquity) {
        peak = peakEquity;
    }

    void holding(int openPositions) {
        positions = openPositions;
    }

    /** What is remembered beyond the book. */
    record State(
            double equity,
            double peak,
            double dayStart,
            long marks,
            @Nullable Instant newestMark,
            @Nullable Instant firstClose,
            long decisions,
            long failedDecisions,
            int failures,
            int rejects) {}

    State capture() {
        return new State(
                equity, peak, dayStart, marks, newestMark, firstClose, decisions, failedDecisions, failures, rejects);
    }

    void restore(State state) {
        equity = state.equity;
        peak = state.peak;
        dayStart = state.dayStart;
        marks = state.marks;
        newestMark = state.newestMark;
        firstClose = state.firstClose;
        decisions = state.decisions;
        failedDecisions = state.failedDecisions;
        failures = state.failures;
        rejects = state.rejects;
    }

    void assessed(Assessment assessment) {
        decisions = decisions + 1;
        if (namesPluginFailure(assessment.reasons())) {
            failedDecisions = failedDecisions + 1;
            failures = failures + 1;
        } else if (assessment.source() == DecisionSource.MODEL) {
            failures = 0;
        }
    }

    private static boolean namesPluginFailure(List<Reason> reasons) {
        for (int i = 0; i < reasons.size(); i++) {
            if (PLUGIN_FAILURES.contains(reasons.get(i).code())) {
                return true;
            }
        }
        return false;
    }

    void updated(OrderUpdate update) {
        if (update instanceof OrderUpdate.Rejected || update instanceof OrderUpdate.Unknown) {
            rejects = rejects + 1;
        } else if (update instanceof OrderUpdate.Filled) {
            rejects = 0;
        }
    }

    void brokerFailed() {
        rejects = rejects + 1;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public double equity() {
        return equity;
    }

    @Override
    public double peakEquity() {
        return peak;
    }

    @Override
    public double dayStartEquity() {
        return dayStart;
    }

    int openPositions() {
        return positions;
    }

    @Override
    public double stalenessSeconds() {
        Instant now = clock.instant();
        double worst = Double.NaN;
        Instant first = firstClose;
        for (Lane lane : lanes.values()) {
            Instant close = lane.newestClose();
            double age = close == null ? ageOf(first, now) : ageOf(close, now);
            if (Double.isNaN(worst) || age > worst) {
                worst = age;
            }
        }
        return worst;
    }

    @Override
    public double valueStaleness() {
        Instant now = clock.instant();
        double worst = Double.NaN;
        for (OutsideColumn column : seat.outside()) {
            if (!column.required()) {
                continue;
            }
            for (Lane lane : lanes.values()) {
                double age = ageOf(column, lane, now);
                double share = (Double.isNaN(age) ? ageOf(firstClose, now) : age) / column.maxAgeSeconds();
                if (Double.isNaN(worst) || share > worst) {
                    worst = share;
                }
            }
        }
        return worst;
    }

    /** Age in seconds of a lane's newest value of a column, as far as values are available by now; NaN before the first. */
    double ageOf(OutsideColumn column, Lane lane, Instant now) {
        Symbol source = column.source();
        if (source == null) {
            return lane.valueTimes().ageSeconds(column.name(), now);
        }
        Lane other = lanes.get(source);
        return other == null ? Double.NaN : stalenessOf(other, now);
    }

    /** Age of the lane's newest bar in seconds, measured from its close, never negative; NaN before any bar. */
    static double stalenessOf(Lane lane, Instant now) {
        return ageOf(lane.newestClose(), now);
    }

    private static double ageOf(@Nullable Instant close, Instant now) {
        if (close == null) {
            return Double.NaN;
        }
        Duration age = Duration.between(close, now);
        return age.isNegative() ? 0.0 : age.toSeconds() + age.getNano() / NANOS;
    }

    @Override
    public long marks() {
        return marks;
    }

    @Override
    public long decisions() {
        return decisions;
    }

    @Override
    public long failedDecisions() {
        return failedDecisions;
    }

    @Override
    public double barSeconds() {
        return config.interval().length().toSeconds();
    }

    @Override
    public int consecutiveFailures() {
        return failures;
    }

    @Override
    public int consecutiveRejects() {
        return rejects;
    }

    @Override
    public double decisionSeconds() {
        long since = slowestSince();
        return since == Lane.IDLE ? 0.0 : Math.max(0, clock.instant().toEpochMilli() - since) / 1e3;
    }

    @Override
    public long decisionInProgress() {
        long since = slowestSince();
        return since == Lane.IDLE ? -1 : Math.max(0, since);
    }

    /** When the oldest decision in progress began, or {@link Lane#IDLE}. */
    private long slowestSince() {
        long oldest = Lane.IDLE;
        for (Lane lane : lanes.values()) {
            long since = lane.busySinceMillis();
            if (since != Lane.IDLE && (oldest == Lane.IDLE || since < oldest)) {
                oldest = since;
            }
        }
        return oldest;
    }
}
