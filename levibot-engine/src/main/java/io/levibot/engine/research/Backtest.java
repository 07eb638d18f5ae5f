package io.levibot.engine.research;

import io.levibot.api.Bar;
import io.levibot.api.Decision;
import io.levibot.engine.EngineBuilder;
import io.levibot.engine.EngineConfig;
import io.levibot.engine.SimulatedClock;
import io.levibot.engine.TradingEngine;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EngineListener;
import io.levibot.engine.event.EventSink;
import io.levibot.engine.execution.Fill;
import io.levibot.engine.feature.ExternalValue;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;

/**
 * Runs the engine itself over a range of a bar series: the live decision path with a simulated clock, a paper broker and a latch
 * that forgets. The bars before the range warm the features; the model trades from the range's first bar on.
 *
 * @since 0.1.0
 */
public final class Backtest {
    /** Who starts the engine in a backtest, as its journal shows it. */
    public static final String OPERATOR = "backtest";

    private final EngineConfig config;
    private EventSink journal = EventSink.none();
    private final List<EngineListener> listeners = new ArrayList<>();
    private IntConsumer progress = done -> {};

    /**
     * @param config how the engine trades
     */
    public Backtest(EngineConfig config) {
        this.config = Objects.requireNonNull(config, "config");
    }

    /**
     * @param sink keeps the events of the run; closed at its end
     * @return this
     */
    public Backtest journal(EventSink sink) {
        this.journal = sink;
        return this;
    }

    /**
     * @param listener follows the run
     * @return this
     */
    public Backtest listener(EngineListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * @param done is told how many bars of the range are decided
     * @return this
     */
    public Backtest progress(IntConsumer done) {
        this.progress = done;
        return this;
    }

    /**
     * Does as {@link #run(ServingModel, History, IndexRange)} does, without values from outside.
     *
     * @param model what decides
     * @param bars the bars as they came
     * @param from first accepted bar to trade, inclusive
     * @param to last accepted bar, exclusive
     * @return what the engine did in the range
     */
    public BacktestResult run(ServingModel model, BarSeries bars, int from, int to) {
        return run(model, History.of(bars), new IndexRange(from, to));
    }

    /**
     * Feeds the engine the bars as they came, those included that its guard refuses, and the values from outside at the time from
     * which on they were available.
     *
     * @param model what decides
     * @param history the bars, and values for the external columns of the model
     * @param range the accepted bars to trade
     * @return what the engine did from the first to the last bar of the range; it decided on refused bars too, to abstain
     */
    public BacktestResult run(ServingModel model, History history, IndexRange range) {
        Objects.checkFromToIndex(range.from(), range.to(), history.accepted().size());
        BarSeries bars = history.all();
        int warmUp =
                history.indexInAll(Math.max(0, range.from() - model.featureSet().lookbackBars() - model.lookback()));
        int from = history.indexInAll(range.from());
        int to = range.size() == 0 ? from : history.indexInAll(range.to() - 1) + 1;
        Feed feed = new Feed(history);
        SimulatedClock clock = new SimulatedClock(bars.openTime(warmUp));
        Recorder recorder = new Recorder();
        EngineBuilder builder = TradingEngine.builder(config, clock)
                .model(model)
                .latch(KillLatch.inMemory(clock))
                .journal(journal)
                .liveCalibration(0)
                .listener(recorder);
        listeners.forEach(builder::listener);
        List<Decision> decisions = new ArrayList<>(to - from);
        double start;
        try (TradingEngine engine = builder.build()) {
            for (int bar = warmUp; bar < from; bar++) {
                feed.decide(engine, clock, bar);
            }
            recorder.begin(to - from);
            start = engine.equity();
            engine.start(OPERATOR);
            for (int bar = from; bar < to; bar++) {
                decisions.add(feed.decide(engine, clock, bar));
                progress.accept(bar - from + 1);
            }
        }
        return new BacktestResult(decisions, recorder.curve(), start, recorder.fills, recorder.submitted);
    }

    /** Hands an engine what became known up to a bar, in the order of time, and then the bar. */
    private static final class Feed {
        private final History history;
        private int offered;

        Feed(History history) {
            this.history = history;
        }

        Decision decide(TradingEngine engine, SimulatedClock clock, int index) {
            Bar bar = history.all().bar(index);
            List<ExternalValue> values = history.values();
            while (offered < values.size() && !values.get(offered).availableAt().isAfter(bar.closeTime())) {
                ExternalValue value = values.get(offered++);
                if (value.availableAt().isAfter(clock.instant())) {
                    clock.advanceTo(value.availableAt());
                }
                engine.offer(bar.symbol(), value);
            }
            clock.advanceTo(bar.closeTime());
            return engine.onBar(bar);
        }
    }

    private static final class Recorder implements EngineListener {
        private final List<Fill> fills = new ArrayList<>();
        private double[] equity = new double[0];
        private int marks;
        private int submitted;
        private boolean recording;

        void begin(int bars) {
            equity = new double[bars];
            recording = true;
        }

        EquityCurve curve() {
            return new EquityCurve(java.util.Arrays.copyOf(equity, marks));
        }

        @Override
        public void onEvent(EngineEvent event) {
            if (!recording) {
                return;
            }
            if (event instanceof EngineEvent.Marked marked) {
                equity[marks++] = marked.equity();
            } else if (event instanceof EngineEvent.OrderSubmitted) {
                submitted++;
            } else if (event instanceof EngineEvent.OrderUpdated updated) {
                Fill fill = updated.booked();
                if (fill != null) {
                    fills.add(fill);
                }
            }
        }
    }
}
