package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every public statistic makes of bad input: {@code refused} with one message that says what was given, or a value that its
 * Javadoc defines. Values are named {@code number}, {@code 0}, {@code NaN} or {@code infinite}.
 */
class BadInputTest {
    private static final String REFUSED = "refused";
    private static final String NUMBER = "number";
    private static final String ZERO = "0";
    private static final String NAN = "NaN";
    private static final String INFINITE = "infinite";

    private static final int SOME = 40;
    private static final Executor HERE = Runnable::run;

    /** One statistic, the inputs it is tried on, and what each must give. */
    private record Row(String name, List<Case> cases) {}

    private record Case(String input, String expected, Statistic statistic) {}

    @FunctionalInterface
    private interface Statistic {
        double value();
    }

    // Inputs that are never defined come first: NaN, infinite, empty. Then: one value, two, all equal.
    private static final double[][] SERIES = {
        {0.01, Double.NaN, 0.02, 0.01, -0.01, 0.01, 0.02, 0.0, 0.01},
        {0.01, Double.POSITIVE_INFINITY, 0.02, 0.01, -0.01, 0.01, 0.02, 0.0, 0.01},
        {},
        {0.01},
        {0.01, -0.02},
        filled(SOME, 0.01),
        wavy()
    };
    private static final List<String> SERIES_NAMES =
            List.of("NaN", "infinite", "empty", "one value", "two values", "constant", "fine values");

    private static Row ofSeries(
            String name, ToDoubleFunction<double[]> statistic, String one, String two, String same) {
        List<String> expected = List.of(REFUSED, REFUSED, REFUSED, one, two, same, NUMBER);
        return new Row(
                name,
                IntStream.range(0, SERIES.length)
                        .mapToObj(i -> new Case(
                                SERIES_NAMES.get(i), expected.get(i), () -> statistic.applyAsDouble(SERIES[i].clone())))
                        .toList());
    }

    /** The same row with another answer to one of the inputs. */
    private static Row but(String input, String expected, Row row) {
        return new Row(
                row.name(),
                row.cases().stream()
                        .map(one -> one.input().equals(input) ? new Case(input, expected, one.statistic()) : one)
                        .toList());
    }

    // Forecasts that cannot be made are refused when they are made; of those that can, these are the thinnest.
    private static Row ofForecasts(
            String name, ToDoubleFunction<BinaryForecasts> statistic, String one, String oneClass, String constant) {
        return new Row(
                name,
                List.of(
                        new Case(
                                "one row",
                                one,
                                () -> statistic.applyAsDouble(BinaryForecasts.of(new double[] {0.3}, new int[] {1}))),
                        new Case(
                                "one class",
                                oneClass,
                                () -> statistic.applyAsDouble(BinaryForecasts.of(rising(), new int[SOME]))),
                        new Case(
                                "constant forecasts",
                                constant,
                                () -> statistic.applyAsDouble(BinaryForecasts.of(filled(SOME, 0.3), alternating())))));
    }

    private static Row row(String name, Case... cases) {
        return new Row(name, List.of(cases));
    }

    private static Case refuses(String input, Statistic statistic) {
        return new Case(input, REFUSED, statistic);
    }

    private static Case gives(String expected, String input, Statistic statistic) {
        return new Case(input, expected, statistic);
    }

    private static double[] filled(int n, double value) {
        double[] values = new double[n];
        Arrays.fill(values, value);
        return values;
    }

    private static double[] rising() {
        return IntStream.range(0, SOME).mapToDouble(i -> (i + 0.5) / SOME).toArray();
    }

    private static double[] wavy() {
        return IntStream.range(0, SOME)
                .mapToDouble(i -> 0.01 * (i * 7 % 11 - 4))
                .toArray();
    }

    private static int[] alternating() {
        return IntStream.range(0, SOME).map(i -> i % 2).toArray();
    }

    private static StationaryBootstrap bootstrap(int rows) {
        return new StationaryBootstrap(rows, 2, 20, 1);
    }

    private static List<Row> rows() {
        return Stream.of(returns(), forecasts(), samples(), searches(), parameters(), detectors())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Row> returns() {
        return List.of(
                ofSeries("Performance.maxDrawdown", Performance::maxDrawdown, ZERO, NUMBER, ZERO),
                ofSeries("Performance.cumulativeReturn", Performance::cumulativeReturn, NUMBER, NUMBER, NUMBER),
                ofSeries("Performance.annualReturn", r -> Performance.annualReturn(r, 252), NUMBER, NUMBER, NUMBER),
                ofSeries(
                        "Performance.annualVolatility",
                        r -> Performance.annualVolatility(r, 252),
                        REFUSED,
                        NUMBER,
                        ZERO),
                ofSeries("Performance.sortino", r -> Performance.sortino(r, 252), INFINITE, NUMBER, INFINITE),
                ofSeries("Performance.calmar", r -> Performance.calmar(r, 252), NAN, NUMBER, NAN),
                ofSeries("Performance.omega", Performance::omega, NAN, NUMBER, NAN),
                ofSeries("Performance.valueAtRisk5", Performance::valueAtRisk5, NUMBER, NUMBER, NUMBER),
                ofSeries(
                        "Performance.conditionalValueAtRisk5",
                        Performance::conditionalValueAtRisk5,
                        NUMBER,
                        NUMBER,
                        NUMBER),
                ofSeries("Performance.turnover", Performance::turnover, NUMBER, NUMBER, NUMBER),
                ofSeries("ReturnMoments.of", r -> ReturnMoments.of(r).standardDeviation(), REFUSED, NUMBER, ZERO),
                ofSeries("SharpeRatio.of", SharpeRatio::of, REFUSED, NUMBER, NAN),
                ofSeries(
                        "SharpeRatio.autocorrelations",
                        r -> SharpeRatio.autocorrelations(r, 1)[0],
                        REFUSED,
                        NUMBER,
                        NAN),
                ofSeries("SharpeRatio.annualizedLo", r -> SharpeRatio.annualizedLo(r, 12, 1), REFUSED, NUMBER, NAN),
                but(
                        "empty",
                        NUMBER,
                        ofSeries("SharpeRatio.loFactor", r -> SharpeRatio.loFactor(r, 12), NUMBER, NUMBER, NUMBER)),
                ofSeries("SharpeEstimate.of", r -> SharpeEstimate.of(r).sharpe(), REFUSED, REFUSED, REFUSED),
                ofSeries("BlockLength.of", r -> BlockLength.of(r).stationary(), REFUSED, REFUSED, NUMBER),
                ofSeries(
                        "SharpeBootstrap.ratio",
                        r -> SharpeBootstrap.ratio(r, bootstrap(r.length), HERE).estimate(),
                        REFUSED,
                        NUMBER,
                        NAN),
                ofSeries(
                        "SharpeBootstrap.difference",
                        r -> SharpeBootstrap.difference(r, Arrays.copyOf(rising(), r.length), bootstrap(r.length), HERE)
                                .estimate(),
                        REFUSED,
                        NUMBER,
                        NAN),
                ofSeries(
                        "LedoitWolfTest.of",
                        r -> LedoitWolfTest.of(
                                        r, Arrays.copyOf(rising(), r.length), new LedoitWolfTest.Config(1, 20, 0.95, 1))
                                .pValue(),
                        REFUSED,
                        REFUSED,
                        REFUSED));
    }

    private static List<Row> forecasts() {
        return List.of(
                row(
                        "BinaryForecasts.of",
                        refuses(
                                "NaN",
                                () -> BinaryForecasts.of(new double[] {Double.NaN}, new int[1])
                                        .baseRate()),
                        refuses(
                                "below 0",
                                () -> BinaryForecasts.of(new double[] {-1e-9}, new int[1])
                                        .baseRate()),
                        refuses(
                                "above 1",
                                () -> BinaryForecasts.of(new double[] {1.5}, new int[1])
                                        .baseRate()),
                        refuses(
                                "label 2",
                                () -> BinaryForecasts.of(new double[] {0.5}, new int[] {2})
                                        .baseRate()),
                        refuses(
                                "lengths",
                                () -> BinaryForecasts.of(new double[] {0.5}, new int[2])
                                        .baseRate()),
                        refuses(
                                "empty",
                                () -> BinaryForecasts.of(new double[0], new int[0])
                                        .baseRate())),
                row(
                        "BinaryForecasts.weighted",
                        refuses("NaN weight", () -> weighted(Double.NaN)),
                        refuses("negative weight", () -> weighted(-1)),
                        refuses("infinite weight", () -> weighted(Double.POSITIVE_INFINITY)),
                        refuses("no weight", () -> weighted(0)),
                        refuses(
                                "lengths",
                                () -> BinaryForecasts.weighted(new double[] {0.5}, new int[1], new double[] {1, 1})
                                        .baseRate())),
                ofForecasts(
                        "CalibrationErrors.expectedEqualWidth",
                        f -> CalibrationErrors.expectedEqualWidth(f, 15),
                        NUMBER,
                        NUMBER,
                        NUMBER),
                ofForecasts(
                        "CalibrationErrors.expectedEqualMass",
                        f -> CalibrationErrors.expectedEqualMass(f, 15),
                        NUMBER,
                        NUMBER,
                        NUMBER),
                ofForecasts(
                        "CalibrationErrors.maximumEqualWidth",
                        f -> CalibrationErrors.maximumEqualWidth(f, 15),
                        NUMBER,
                        NUMBER,
                        NUMBER),
                ofForecasts(
                        "CalibrationErrors.debiasedL2", f -> CalibrationErrors.debiasedL2(f, 15), ZERO, NUMBER, NUMBER),
                ofForecasts(
                        "CalibrationErrors.expectedSweep", CalibrationErrors::expectedSweep, NUMBER, NUMBER, NUMBER),
                ofForecasts("CalibrationErrors.smooth", CalibrationErrors::smooth, NUMBER, NUMBER, NUMBER),
                ofForecasts(
                        "CalibrationErrors.smoothAtWidth",
                        f -> CalibrationErrors.smoothAtWidth(f, 0.1),
                        NUMBER,
                        NUMBER,
                        NUMBER),
                ofForecasts("CorpCurve.of", f -> CorpCurve.of(f).at(0.5), NUMBER, ZERO, NUMBER),
                ofForecasts(
                        "CorpDecomposition.ofBrier",
                        f -> CorpDecomposition.ofBrier(f).miscalibration(),
                        NUMBER,
                        NUMBER,
                        NUMBER),
                ofForecasts(
                        "CorpDecomposition.ofLogLoss",
                        f -> CorpDecomposition.ofLogLoss(f).miscalibration(),
                        NUMBER,
                        NUMBER,
                        NUMBER),
                ofForecasts(
                        "CumulativeCalibration.of",
                        f -> CumulativeCalibration.of(f).rangePValue(),
                        NUMBER,
                        NUMBER,
                        NUMBER),
                ofForecasts(
                        "HosmerLemeshowTest.of",
                        f -> HosmerLemeshowTest.of(f, 10).pValue(),
                        NAN,
                        NUMBER,
                        NAN),
                ofForecasts(
                        "MurphyDecomposition.of",
                        f -> MurphyDecomposition.of(f, Binning.EQUAL_MASS, 10).reliability(),
                        NUMBER,
                        NUMBER,
                        NUMBER),
                ofForecasts("ProbabilityScores.brier", ProbabilityScores::brier, NUMBER, NUMBER, NUMBER),
                ofForecasts("ProbabilityScores.brierSkill", ProbabilityScores::brierSkill, NAN, NAN, NUMBER),
                ofForecasts("ProbabilityScores.logLoss", ProbabilityScores::logLoss, NUMBER, NUMBER, NUMBER),
                ofForecasts(
                        "ProbabilityScores.baseRateLogLoss", ProbabilityScores::baseRateLogLoss, ZERO, ZERO, NUMBER),
                ofForecasts("RecalibrationFit.of", f -> RecalibrationFit.of(f).slope(), NAN, NAN, NAN),
                ofForecasts(
                        "ReliabilityBins.of",
                        f -> ReliabilityBins.of(f, Binning.QUANTILE, 10).expectedError(),
                        NUMBER,
                        NUMBER,
                        NUMBER),
                ofForecasts("RocCurve.of", f -> RocCurve.of(f).auc(), REFUSED, REFUSED, NUMBER),
                ofForecasts("SpiegelhalterTest.of", f -> SpiegelhalterTest.of(f).pValue(), NUMBER, NUMBER, NUMBER),
                ofForecasts(
                        "PerfectModel.new",
                        f -> new PerfectModel(f, 20, 1)
                                .distribution(ProbabilityScores::brier, HERE)
                                .observed(),
                        NUMBER,
                        NUMBER,
                        NUMBER),
                row(
                        "RocCurve.weighted",
                        refuses(
                                "NaN score",
                                () -> RocCurve.weighted(
                                                new double[] {Double.NaN, 1}, new int[] {0, 1}, new double[] {1, 1})
                                        .auc()),
                        refuses(
                                "NaN weight",
                                () -> RocCurve.weighted(
                                                new double[] {0, 1}, new int[] {0, 1}, new double[] {1, Double.NaN})
                                        .auc()),
                        refuses(
                                "label 2",
                                () -> RocCurve.of(new double[] {0, 1}, new int[] {0, 2})
                                        .auc()),
                        refuses(
                                "lengths",
                                () -> RocCurve.of(new double[] {0, 1}, new int[] {0})
                                        .auc()),
                        refuses(
                                "empty",
                                () -> RocCurve.of(new double[0], new int[0]).auc())),
                row(
                        "CalibrationReport.of",
                        refuses("7 rows", () -> report(filled(7, 0.5), new int[] {0, 1, 0, 1, 0, 1, 0})),
                        refuses("one class", () -> report(rising(), new int[SOME])),
                        refuses("NaN", () -> report(filled(SOME, Double.NaN), alternating())),
                        refuses("lengths", () -> report(filled(SOME - 1, 0.5), alternating())),
                        gives(NUMBER, "constant forecasts", () -> report(filled(SOME, 0.5), alternating()))),
                row(
                        "CalibrationReport.automaticBlockLength",
                        refuses("7 rows", () -> blocks(filled(7, 0.5), new int[] {0, 1, 0, 1, 0, 1, 0})),
                        gives(NUMBER, "one class", () -> blocks(rising(), new int[SOME])),
                        refuses("NaN", () -> blocks(filled(SOME, Double.NaN), alternating())),
                        refuses("lengths", () -> blocks(filled(SOME - 1, 0.5), alternating())),
                        gives(NUMBER, "constant forecasts", () -> blocks(filled(SOME, 0.5), alternating()))));
    }

    private static double blocks(double[] probability, int[] outcome) {
        return CalibrationReport.automaticBlockLength(probability, probability.clone(), outcome);
    }

    private static double weighted(double weight) {
        return BinaryForecasts.weighted(new double[] {0.5}, new int[] {1}, new double[] {weight})
                .baseRate();
    }

    private static double report(double[] probability, int[] outcome) {
        CalibrationReport.Config config = CalibrationReport.Config.DEFAULT.withDraws(100);
        return CalibrationReport.of(probability, probability.clone(), outcome, config, HERE)
                .meanBlockLength();
    }

    private static List<Row> samples() {
        return List.of(
                but(
                        "infinite",
                        NUMBER,
                        ofSeries(
                                "KolmogorovSmirnov.test",
                                s -> KolmogorovSmirnov.test(s, wavy()).pValue(),
                                NUMBER,
                                NUMBER,
                                NUMBER)),
                ofSeries(
                        "PopulationStability.of",
                        s -> PopulationStability.of(rising(), s, 10).index(),
                        NUMBER,
                        NUMBER,
                        NUMBER),
                ofSeries(
                        "PopulationStability.innerEdges",
                        s -> PopulationStability.innerEdges(s, 10).length,
                        ZERO,
                        NUMBER,
                        ZERO),
                ofSeries(
                        "PopulationStability.counts",
                        s -> PopulationStability.counts(s, new double[] {0})[0],
                        ZERO,
                        NUMBER,
                        ZERO),
                row(
                        "PopulationStability.ofCounts",
                        refuses(
                                "lengths",
                                () -> PopulationStability.ofCounts(new long[] {1}, new long[] {1, 2})
                                        .index()),
                        refuses(
                                "negative",
                                () -> PopulationStability.ofCounts(new long[] {-1, 2}, new long[] {1, 2})
                                        .index()),
                        refuses(
                                "nothing",
                                () -> PopulationStability.ofCounts(new long[] {0, 0}, new long[] {1, 2})
                                        .index()),
                        gives(
                                NAN,
                                "one bin",
                                () -> PopulationStability.ofCounts(new long[] {3}, new long[] {2})
                                        .pValue())),
                row(
                        "DeLongTest.compare",
                        refuses("NaN", () -> deLong(filled(SOME, Double.NaN), alternating())),
                        refuses("lengths", () -> deLong(filled(3, 0.5), alternating())),
                        refuses("one class", () -> deLong(rising(), new int[SOME])),
                        refuses("empty", () -> deLong(new double[0], new int[0])),
                        gives(NAN, "the same scores", () -> deLong(rising(), alternating()))),
                row(
                        "BootstrapDistribution.of",
                        gives(
                                NAN,
                                "empty",
                                () -> BootstrapDistribution.of(1, new double[0]).quantile(0.5)),
                        gives(
                                NAN,
                                "no replicate defined",
                                () -> BootstrapDistribution.of(1, filled(9, Double.NaN))
                                        .quantile(0.5)),
                        gives(
                                NAN,
                                "one replicate",
                                () -> BootstrapDistribution.of(1, new double[] {1})
                                        .standardError())),
                row(
                        "NullDistribution.of",
                        gives(
                                NUMBER,
                                "empty",
                                () -> NullDistribution.of(1, new double[0]).upperPValue()),
                        gives(
                                NUMBER,
                                "NaN",
                                () -> NullDistribution.of(1, filled(9, Double.NaN))
                                        .upperPValue()),
                        gives(
                                NAN,
                                "nothing observed",
                                () -> NullDistribution.of(Double.NaN, filled(9, 1))
                                        .upperPValue())),
                but(
                        "fine values",
                        REFUSED,
                        but(
                                "empty",
                                ZERO,
                                ofSeries(
                                        "MultipleTesting.bonferroni",
                                        p -> total(MultipleTesting.bonferroni(p)),
                                        NUMBER,
                                        REFUSED,
                                        NUMBER))),
                but(
                        "fine values",
                        REFUSED,
                        but(
                                "empty",
                                ZERO,
                                ofSeries(
                                        "MultipleTesting.sidak",
                                        p -> total(MultipleTesting.sidak(p)),
                                        NUMBER,
                                        REFUSED,
                                        NUMBER))),
                but(
                        "fine values",
                        REFUSED,
                        but(
                                "empty",
                                ZERO,
                                ofSeries(
                                        "MultipleTesting.holm",
                                        p -> total(MultipleTesting.holm(p)),
                                        NUMBER,
                                        REFUSED,
                                        NUMBER))),
                but(
                        "fine values",
                        REFUSED,
                        but(
                                "empty",
                                ZERO,
                                ofSeries(
                                        "MultipleTesting.benjaminiHochberg",
                                        p -> total(MultipleTesting.benjaminiHochberg(p)),
                                        NUMBER,
                                        REFUSED,
                                        NUMBER))));
    }

    private static double total(double[] values) {
        return Arrays.stream(values).sum();
    }

    private static double deLong(double[] score, int[] outcome) {
        return DeLongTest.compare(score, score.clone(), outcome).z();
    }

    private static List<Row> searches() {
        double[][] none = {};
        double[][] alone = {wavy()};
        double[][] ragged = {wavy(), filled(3, 0.1)};
        double[][] bad = {wavy(), filled(SOME, Double.NaN)};
        double[][] still = {filled(SOME, 0), filled(SOME, 0)};
        return List.of(
                search(
                        "BacktestOverfitting.of",
                        r -> BacktestOverfitting.of(r, 4).probability(),
                        REFUSED,
                        REFUSED,
                        NUMBER),
                search("TrialCorrelation.average", TrialCorrelation::average, REFUSED, ZERO, ZERO),
                row(
                        "TrialCorrelation.effectiveRank",
                        refuses("empty", () -> TrialCorrelation.effectiveRank(none)),
                        refuses("not square", () -> TrialCorrelation.effectiveRank(alone)),
                        refuses("ragged", () -> TrialCorrelation.effectiveRank(ragged)),
                        refuses(
                                "NaN",
                                () -> TrialCorrelation.effectiveRank(
                                        new double[][] {{1, Double.NaN}, {Double.NaN, 1}})),
                        refuses("zero", () -> TrialCorrelation.effectiveRank(new double[2][2]))),
                row(
                        "TrialCorrelation.effectiveTrials",
                        refuses("no trials", () -> TrialCorrelation.effectiveTrials(0, 0.5)),
                        refuses("NaN", () -> TrialCorrelation.effectiveTrials(3, Double.NaN)),
                        refuses("above 1", () -> TrialCorrelation.effectiveTrials(3, 1.5))),
                row(
                        "TrialReturns.new",
                        refuses("one trial", () -> new TrialReturns(1, SOME, 4, 1).trials()),
                        refuses("few periods", () -> new TrialReturns(2, 7, 4, 1).trials()),
                        refuses("odd blocks", () -> new TrialReturns(2, SOME, 3, 1).trials()),
                        refuses("no parts", () -> new TrialReturns(2, SOME, 4, 0).trials()),
                        refuses("NaN", () -> added(bad[1])),
                        refuses("lengths", () -> added(ragged[1])),
                        refuses("not complete", () -> new TrialReturns(2, SOME, 4, 1).effectiveTrials()),
                        gives(NUMBER, "nothing moved", () -> added(still[0]))),
                row(
                        "TrialCounter.new",
                        gives(NUMBER, "NaN ratio", () -> counted(Double.NaN)),
                        refuses("infinite ratio", () -> counted(Double.POSITIVE_INFINITY)),
                        refuses("more effective than trials", () -> searched(9)),
                        refuses("NaN effective", () -> searched(Double.NaN)),
                        gives(ZERO, "nothing", () -> new TrialCounter().effectiveTrials())));
    }

    private static double added(double[] returns) {
        TrialReturns search = new TrialReturns(2, SOME, 4, 1);
        search.add(0, 0, returns);
        search.add(0, 1, wavy());
        return search.effectiveTrials();
    }

    private static double counted(double sharpe) {
        TrialCounter counter = new TrialCounter();
        counter.add(sharpe);
        return counter.effectiveTrials();
    }

    private static double searched(double effective) {
        TrialCounter counter = new TrialCounter();
        counter.addSearch(new double[] {0.1, 0.2}, effective);
        return counter.effectiveTrials();
    }

    private static Row search(
            String name, ToDoubleFunction<double[][]> statistic, String none, String alone, String still) {
        return row(
                name,
                new Case("no trial", none, () -> statistic.applyAsDouble(new double[0][])),
                new Case("one trial", alone, () -> statistic.applyAsDouble(new double[][] {wavy()})),
                new Case("constant trials", still, () -> statistic.applyAsDouble(new double[2][SOME])),
                refuses("lengths", () -> statistic.applyAsDouble(new double[][] {wavy(), filled(3, 0.1)})),
                refuses("NaN", () -> statistic.applyAsDouble(new double[][] {wavy(), filled(SOME, Double.NaN)})),
                refuses(
                        "infinite",
                        () -> statistic.applyAsDouble(
                                new double[][] {wavy(), filled(SOME, Double.POSITIVE_INFINITY)})));
    }

    /** Statistics of numbers: each is refused as NaN, infinite, and just out of range. */
    private static List<Row> parameters() {
        return List.of(
                numbers("SharpeRatio.annualizedIid", 252, v -> SharpeRatio.annualizedIid(0.1, v), 0, -1),
                numbers(
                        "SharpeEstimate.independent",
                        50,
                        v -> SharpeEstimate.independent(0.1, v, 0, 3).sharpe(),
                        1,
                        0),
                numbers("SharpeEstimate.new", 0.1, v -> new SharpeEstimate(0.1, 50, 0, 3, v).sharpe(), 1, -1),
                numbers("SharpeTrials.new", 9, v -> new SharpeTrials(v, 1).expectedMaximum(), 0.5, 0),
                numbers("SharpeTrials.expectedMaximumOfNormals", 9, SharpeTrials::expectedMaximumOfNormals, 0.5, 0),
                numbers(
                        "SharpeTrials.exactExpectedMaximumOfNormals",
                        9,
                        SharpeTrials::exactExpectedMaximumOfNormals,
                        0.5,
                        0),
                numbers(
                        "SharpeTrials.exactVarianceOfMaximumOfNormals",
                        9,
                        SharpeTrials::exactVarianceOfMaximumOfNormals,
                        0.5,
                        0),
                numbers("SharpeTrials.minimumBacktestYears", 1, v -> SharpeTrials.minimumBacktestYears(10, v), 0, -1),
                numbers(
                        "MultipleTesting.positiveFalseDiscoveryRate",
                        0.1,
                        v -> MultipleTesting.positiveFalseDiscoveryRate(v, 0.05, 0.8),
                        -0.1,
                        1.1),
                numbers(
                        "ProbabilityScores.logLoss",
                        0.1,
                        v -> ProbabilityScores.logLoss(BinaryForecasts.of(new double[] {0.5}, new int[1]), v),
                        -0.1,
                        0.6),
                numbers(
                        "CalibrationErrors.smoothAtWidth",
                        0.1,
                        v -> CalibrationErrors.smoothAtWidth(BinaryForecasts.of(new double[] {0.5}, new int[1]), v),
                        0,
                        1.1),
                numbers("StationaryBootstrap.new", 2, v -> new StationaryBootstrap(9, v, 9, 1).rows(), 0.5, 0),
                numbers("BinaryPayoff.new", 0.01, v -> new BinaryPayoff(v, 0.01, 0).breakEvenProbability(), 0, -1),
                numbers("VolatilityTarget.new", 0.2, v -> new VolatilityTarget(v, 252, 1).fraction(0.01), 0, -1),
                numbers("CalibrationGate.new", 0.9, v -> new CalibrationGate(10, 0.05, v).limit(), 0, 1),
                numbers(
                        "LedoitWolfTest.Config.new",
                        0.9,
                        v -> new LedoitWolfTest.Config(1, 9, v, 1).confidence(),
                        0,
                        1),
                row(
                        "CalibrationReport.Config.new",
                        refuses(
                                "no draws",
                                () -> CalibrationReport.Config.DEFAULT
                                        .withDraws(0)
                                        .draws())));
    }

    private static Row numbers(
            String name, double fine, ToDoubleFunction<Double> statistic, double outside, double further) {
        return row(
                name,
                new Case("fine", NUMBER, () -> 1 + Math.abs(statistic.applyAsDouble(fine))),
                refuses("NaN", () -> statistic.applyAsDouble(Double.NaN)),
                refuses("infinite", () -> statistic.applyAsDouble(Double.POSITIVE_INFINITY)),
                refuses("minus infinite", () -> statistic.applyAsDouble(Double.NEGATIVE_INFINITY)),
                refuses(Double.toString(outside), () -> statistic.applyAsDouble(outside)),
                refuses(Double.toString(further), () -> statistic.applyAsDouble(further)));
    }

    private static List<Row> detectors() {
        return List.of(
                watcher("ResidualCusum.new", (p, y) -> new ResidualCusum(0.1, 4).update(p, y)),
                watcher("RiskAdjustedCusum.new", (p, y) -> new RiskAdjustedCusum(2, 4).update(p, y)),
                watcher("DynamicLimitCusum.new", (p, y) -> new DynamicLimitCusum(2, 0.1, 100, 1).update(p, y)),
                watcher("CalibrationEProcess.new", (p, y) -> new CalibrationEProcess().update(p, y)),
                row(
                        "Adwin.new",
                        refuses("NaN", () -> fed(Double.NaN)),
                        refuses("infinite", () -> fed(Double.NEGATIVE_INFINITY)),
                        refuses("delta 0", () -> new Adwin(0, Adwin.AfterDetection.RESET).width()),
                        refuses("delta NaN", () -> new Adwin(Double.NaN, Adwin.AfterDetection.RESET).width()),
                        gives(NAN, "empty", () -> new Adwin(0.1, Adwin.AfterDetection.RESET).mean())),
                row(
                        "PageHinkley.new",
                        refuses("NaN", () -> tested(Double.NaN)),
                        refuses("infinite", () -> tested(Double.POSITIVE_INFINITY)),
                        gives(ZERO, "one value", () -> tested(0.1))),
                numbers(
                        "PageHinkley.Config.new",
                        0.9,
                        v -> new PageHinkley.Config(0, 1, v, 1, PageHinkley.Watch.UP).memory(),
                        0,
                        1.1),
                numbers("ResidualCusum.new", 4, v -> new ResidualCusum(0.1, v).upStatistic(), 0, -1),
                numbers("RiskAdjustedCusum.new", 2, v -> new RiskAdjustedCusum(v, 4).statistic(), 0, -1),
                numbers("DynamicLimitCusum.new", 0.1, v -> new DynamicLimitCusum(2, v, 100, 1).statistic(), 0, 1));
    }

    @FunctionalInterface
    private interface Update {
        void with(double probability, int outcome);
    }

    private static Row watcher(String name, Update update) {
        return row(
                name,
                refuses("NaN", () -> after(update, Double.NaN, 1)),
                refuses("above 1", () -> after(update, 1.01, 1)),
                refuses("below 0", () -> after(update, -0.01, 1)),
                refuses("outcome 2", () -> after(update, 0.5, 2)),
                gives(NUMBER, "certain and right", () -> after(update, 1, 1)));
    }

    private static double after(Update update, double probability, int outcome) {
        update.with(probability, outcome);
        return 1;
    }

    private static double fed(double value) {
        Adwin adwin = new Adwin(0.1, Adwin.AfterDetection.RESET);
        adwin.update(value);
        return adwin.mean();
    }

    private static double tested(double value) {
        PageHinkley test = new PageHinkley(new PageHinkley.Config(0, 1, 1, 1, PageHinkley.Watch.BOTH));
        test.update(value);
        return test.upStatistic();
    }

    @TestFactory
    Stream<DynamicTest> isRefusedOrDefined() {
        return rows().stream()
                .flatMap(row -> row.cases().stream()
                        .map(one -> DynamicTest.dynamicTest(
                                row.name() + " of " + one.input(),
                                () -> assertThat(outcome(one.statistic())).isEqualTo(one.expected()))));
    }

    private static String outcome(Statistic statistic) {
        double value;
        try {
            value = statistic.value();
        } catch (IllegalArgumentException | IllegalStateException refusal) {
            assertThat(refusal.getMessage()).isNotBlank().doesNotContain("\n");
            return REFUSED;
        }
        if (Double.isNaN(value)) {
            return NAN;
        }
        if (Double.isInfinite(value)) {
            return INFINITE;
        }
        return value == 0 ? ZERO : NUMBER;
    }

    /** Values and results: nothing is computed when they are made, or only what was computed already is put together. */
    private static final Set<String> NO_STATISTICS = Set.of(
            "BlockLength.new",
            "ConfidenceInterval.new",
            "CorpDecomposition.new",
            "CumulativeCalibration.new",
            "DeLongTest.new",
            "HosmerLemeshowTest.new",
            "KolmogorovSmirnov.new",
            "LedoitWolfTest.new",
            "MurphyDecomposition.new",
            "PopulationStability.new",
            "RecalibrationFit.new",
            "ReturnMoments.new",
            "SpiegelhalterTest.new");

    @Test
    void theTableHasEveryPublicStatistic() {
        Set<String> tried = rows().stream().map(Row::name).collect(Collectors.toCollection(TreeSet::new));
        tried.addAll(NO_STATISTICS);

        assertThat(tried).containsExactlyElementsOf(publicWaysIn());
    }

    /** Public constructors and static methods of public types of this package. */
    private static Set<String> publicWaysIn() {
        Set<String> names = new TreeSet<>();
        for (Class<?> type : publicTypes()) {
            String owner =
                    type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
            if (!type.isEnum() && type.getConstructors().length > 0) {
                names.add(owner + ".new");
            }
            for (Method method : type.getDeclaredMethods()) {
                boolean open = Modifier.isPublic(method.getModifiers()) && Modifier.isStatic(method.getModifiers());
                if (open && !type.isEnum() && !method.isSynthetic()) {
                    names.add(owner + "." + method.getName());
                }
            }
        }
        return names;
    }

    private static List<Class<?>> publicTypes() {
        List<Class<?>> types = new ArrayList<>();
        try {
            Path classes = Path.of(Performance.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .resolve(Performance.class.getPackageName().replace('.', '/'));
            try (Stream<Path> files = Files.list(classes)) {
                for (Path file : files.sorted().toList()) {
                    String name = file.getFileName().toString();
                    if (name.endsWith(".class") && !name.equals("package-info.class")) {
                        Class<?> type = Class.forName(Performance.class.getPackageName() + "."
                                + name.substring(0, name.length() - ".class".length()));
                        if (Modifier.isPublic(type.getModifiers())) {
                            types.add(type);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        return types;
    }
}
