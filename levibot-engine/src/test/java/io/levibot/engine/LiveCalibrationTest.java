package io.levibot.engine;

import static io.levibot.engine.TestModels.MINUTE;
import static io.levibot.engine.TestModels.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.Bar;
import io.levibot.api.CostModel;
import io.levibot.api.Decision;
import io.levibot.api.FeatureFrame;
import io.levibot.api.Symbol;
import io.levibot.calibration.stats.BinaryForecasts;
import io.levibot.calibration.stats.CalibrationErrors;
import io.levibot.calibration.stats.ProbabilityScores;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.label.CostAware;
import io.levibot.engine.label.HorizonDirection;
import io.levibot.engine.label.LabelDefinition;
import io.levibot.engine.label.Labels;
import io.levibot.engine.label.TripleBarrier;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.RiskLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class LiveCalibrationTest {
    private static final long SEED = 5;
    private static final Symbol ONE = Symbol.of("AAAUSDT");
    private static final Offset<Double> EXACT = Offset.offset(1e-12);

    private final SimulatedClock clock = new SimulatedClock(START);

    private TradingEngine engine(ServingModel model, int window) {
        EngineConfig config = EngineConfig.builder(MINUTE, List.of(ONE))
                .limits(RiskLimits.unlimited())
                .costs(CostModel.FREE)
                .build();
        return TradingEngine.builder(config, clock)
                .latch(KillLatch.inMemory(clock))
                .model(model)
                .liveCalibration(window)
                .build();
    }

    private static ServingModel model(String id, LabelDefinition label, ToDoubleFunction<FeatureFrame> p) {
        return TestModels.of(id, List.of(ONE), p).withLabel(label);
    }

    /** Bars whose next move is up with a probability that the last move tells: 0.7 after a rise, 0.4 after a fall. */
    private static List<Bar> market(int bars, int gapEvery, long seed) {
        Random random = new Random(seed);
        List<Bar> all = new ArrayList<>();
        double price = 100.0;
        boolean rose = true;
        for (int i = 0; i < bars; i++) {
            double open = price;
            rose = random.nextDouble() < (rose ? 0.7 : 0.4);
            price = open * (rose ? 1.001 : 1.0 / 1.001);
            if (gapEvery == 0 || i % gapEvery != gapEvery - 1) {
                all.add(TestModels.bar(ONE, i, open, price));
            }
        }
        return all;
    }

    private static double truth(FeatureFrame frame) {
        return frame.value(0) > 0.0 ? 0.7 : 0.4;
    }

    private List<Decision> feed(TradingEngine engine, List<Bar> bars) {
        List<Decision> decisions = new ArrayList<>();
        for (Bar bar : bars) {
            clock.advanceTo(bar.closeTime());
            decisions.add(engine.onBar(bar));
        }
        return decisions;
    }

    @Test
    void scoresWhatWasServedAgainstTheLabelsOfResearch() {
        int days = 0;
        for (LabelDefinition label : List.of(
                new HorizonDirection(3),
                new CostAware(2, new CostModel(1.0, 0.5, 0.5)),
                TripleBarrier.of(1.0, 1.0, 10, 6))) {
            TradingEngine engine = engine(model("LIVE-1m-1", label, LiveCalibrationTest::truth), 10_000);
            List<Bar> bars = shifted(market(400, 37, SEED), days++);
            List<Decision> decisions = feed(engine, bars);

            BarSeries.Builder series = BarSeries.builder(ONE, MINUTE);
            bars.forEach(series::add);
            Labels labels = Labels.of(series.build(), label);
            List<Double> p = new ArrayList<>();
            List<Integer> y = new ArrayList<>();
            for (int i = 0; i < bars.size(); i++) {
                double served = decisions.get(i).prediction().probability();
                if (labels.isKnown(i) && !Double.isNaN(served)) {
                    p.add(served);
                    y.add((int) labels.label(i));
                }
            }
            BinaryForecasts expected = BinaryForecasts.of(
                    p.stream().mapToDouble(Double::doubleValue).toArray(),
                    y.stream().mapToInt(Integer::intValue).toArray());
            LiveCalibration.Figures found =
                    engine.liveCalibration().orElseThrow().figures();
            assertThat(found.n())
                    .as(label.toString())
                    .isEqualTo(expected.rows())
                    .isGreaterThan(100);
            assertThat(found.brier()).isEqualTo(ProbabilityScores.brier(expected), EXACT);
            assertThat(found.logLoss()).isEqualTo(ProbabilityScores.logLoss(expected), EXACT);
            assertThat(found.ece()).isEqualTo(CalibrationErrors.expectedEqualWidth(expected, 10), EXACT);
            assertThat(found.baseRate()).isEqualTo(expected.baseRate(), EXACT);
            assertThat(found.independent())
                    .as("overlapping labels count once")
                    .isBetween(found.n() / label.horizonBars() / 2, found.n() * 5 / 4 / label.horizonBars() + 1);
            engine.close();
        }
    }

    @Test
    void aRightModelRaisesNoAlarmAndAWrongOneDoes() {
        int alarms = 0;
        for (int seed = 0; seed < 20; seed++) {
            TradingEngine right = engine(model("LIVE-1m-1", new HorizonDirection(1), LiveCalibrationTest::truth), 500);
            feed(right, shifted(market(700, 0, SEED + seed), seed));
            LiveCalibration.Figures figures =
                    right.liveCalibration().orElseThrow().figures();
            assertThat(figures.n()).isEqualTo(500);
            assertThat(figures.ece()).as("a finite sample never shows 0").isGreaterThan(0.0);
            alarms += figures.miscalibrated() ? 1 : 0;
            right.close();
        }
        assertThat(alarms).as("of 20, one is expected").isLessThanOrEqualTo(4);

        TradingEngine wrong = engine(model("LIVE-1m-2", new HorizonDirection(1), frame -> 0.9), 500);
        feed(wrong, shifted(market(700, 0, SEED), 30));
        LiveCalibration.Figures figures = wrong.liveCalibration().orElseThrow().figures();
        assertThat(figures.miscalibrated()).isTrue();
        assertThat(figures.excessEce()).isGreaterThan(0.2);
    }

    /** The same bars later, since the clock of a test only goes forward. */
    private static List<Bar> shifted(List<Bar> bars, int days) {
        return bars.stream()
                .map(bar -> new Bar(
                        bar.symbol(),
                        bar.openTime().plusSeconds(86_400L * days),
                        bar.closeTime().plusSeconds(86_400L * days),
                        bar.open(),
                        bar.high(),
                        bar.low(),
                        bar.close(),
                        bar.volume()))
                .toList();
    }

    @Test
    void aSwappedModelBeginsAnew() {
        TradingEngine engine = engine(model("LIVE-1m-1", new HorizonDirection(1), LiveCalibrationTest::truth), 500);
        List<Bar> bars = market(100, 0, SEED);
        feed(engine, bars.subList(0, 60));
        assertThat(engine.liveCalibration().orElseThrow().figures().n()).isEqualTo(58);
        engine.swapModel(model("LIVE-1m-2", new HorizonDirection(1), frame -> 0.5));
        LiveCalibration.Figures fresh = engine.liveCalibration().orElseThrow().figures();
        assertThat(fresh.n()).isZero();
        assertThat(fresh.modelId()).isEqualTo("LIVE-1m-2");
        assertThat(fresh.ece()).isNaN();
        feed(engine, bars.subList(60, 100));
        LiveCalibration.Figures later = engine.liveCalibration().orElseThrow().figures();
        assertThat(later.n()).isEqualTo(39);
        assertThat(later.brier()).isEqualTo(0.25, EXACT);
    }

    @Test
    void holdsTheWindowAndNoMore() {
        TradingEngine engine = engine(model("LIVE-1m-1", new HorizonDirection(1), LiveCalibrationTest::truth), 50);
        feed(engine, market(300, 0, SEED));
        assertThat(engine.liveCalibration().orElseThrow().figures().n()).isEqualTo(50);
    }

    @Test
    void saysNothingWithoutALabelDefinitionAndCanBeSwitchedOff() {
        TradingEngine unknown = engine(TestModels.of("LIVE-1m-1", List.of(ONE), LiveCalibrationTest::truth), 50);
        feed(unknown, market(30, 0, SEED));
        assertThat(unknown.liveCalibration().orElseThrow().figures().n()).isZero();
        assertThat(engine(TestModels.of("LIVE-1m-1", List.of(ONE), LiveCalibrationTest::truth), 0)
                        .liveCalibration())
                .isEmpty();
    }
}
