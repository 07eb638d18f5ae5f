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
import io.levibot.engine.execution.OrderUpdate;
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
     * @param model what decides
     * @param bars the series
     * @param from first bar to trade, inclusive
     * @param to last bar, exclusive
     * @return what the engine did in the range
     */
    public BacktestResult run(ServingModel model, BarSeries bars, int from, int to) {
        Objects.checkFromToIndex(from, to, bars.size());
        int warmUp = Math.max(
                0, from - model.featureSet().lookbackBars() - model.predictor().lookback());
        SimulatedClock clock = new SimulatedClock(bars.openTime(warmUp));
        Recorder recorder = new Recorder();
        EngineBuilder builder = TradingEngine.builder(config, clock)
                .model(model)
                .latch(KillLatch.inMemory(clock))
                .journal(journal)
                .listener(recorder);
        listeners.forEach(builder::listener);
        List<Decision> decisions = new ArrayList<>(to - from);
        double start;
        try (TradingEngine engine = builder.build()) {
            for (int bar = warmUp; bar < from; bar++) {
                decide(engine, clock, bars.bar(bar));
            }
            recorder.begin(to - from);
            start = engine.equity();
            engine.start(OPERATOR);
            for (int bar = from; bar < to; bar++) {
                decisions.add(decide(engine, clock, bars.bar(bar)));
                progress.accept(bar - from + 1);
            }
        }
        return new BacktestResult(decisions, recorder.curve(), start, recorder.fills, recorder.submitted);
    }

    private static Decision decide(TradingEngine engine, SimulatedClock clock, Bar bar) {
        clock.advanceTo(bar.closeTime());
        return engine.onBar(bar);
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
            } else if (event instanceof EngineEvent.OrderUpdated updated
                    && updated.update() instanceof OrderUpdate.Filled filled) {
                fills.add(filled.fill());
            }
        }
    }
}
