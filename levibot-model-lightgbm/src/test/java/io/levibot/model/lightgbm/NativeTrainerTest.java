package io.levibot.model.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.levibot.api.SchemaMismatchException;
import io.levibot.api.TrainingException;
import io.levibot.api.spi.TrainedModel;
import io.levibot.api.spi.TrainedModel.Importance;
import io.levibot.api.spi.TrainingMonitor;
import io.levibot.api.spi.TrainingSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeTrainerTest {
    private static final Rows TRAINING = Rows.binary(600, 4, 1);

    private static NativeTrainer trainer(String... keysAndValues) {
        Map<String, String> values = new HashMap<>(Map.of("rounds", "20", "min_data_in_leaf", "20"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        PluginConfigs configs = new PluginConfigs(values);
        return new NativeTrainer(configs.config(), configs.context());
    }

    private static TrainedModel train(TrainingSet training, @Nullable TrainingSet stopping, String... keysAndValues) {
        return trainer(keysAndValues).train(training, stopping, TrainingMonitor.none());
    }

    private static String text(TrainedModel model) {
        return model.artifact().text(ModelMetadata.MODEL);
    }

    @Test
    void learnsWhatDrivesTheLabel() {
        TrainedModel model = train(TRAINING, null, "rounds", "60", "learning_rate", "0.1");
        Rows unseen = Rows.binary(2000, 4, 2);
        try (NativeBooster booster = NativeBooster.load(text(model))) {
            double[] p = booster.predict(unseen.rowMajor(), unseen.size());
            double loss = 0;
            double base = 0;
            for (int i = 0; i < p.length; i++) {
                loss -= Math.log(unseen.label(i) == 1 ? p[i] : 1 - p[i]);
                base -= Math.log(unseen.label(i) == 1 ? 0.31 : 0.69);
            }
            assertThat(loss).isLessThan(0.85 * base);
        }
        assertThat(model.rounds()).isEqualTo(60);
    }

    @Test
    void reportsTheGainOfEachFeatureLargestFirst() {
        List<Importance> importance = train(TRAINING, null).importance();
        assertThat(importance)
                .extracting(Importance::feature)
                .startsWith("f0", "f1")
                .hasSize(4);
        assertThat(importance).extracting(Importance::gain).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    @Test
    void givesTheSameBytesForTheSameSeedAndOthersForAnother() {
        Rows later = Rows.binary(300, 4, 3).startingAt(TRAINING.after().start());
        TrainedModel first = train(TRAINING, later);
        assertThat(train(TRAINING, later).artifact()).isEqualTo(first.artifact());
        assertThat(text(train(TRAINING, later, "seed", "8"))).isNotEqualTo(text(first));
    }

    @Test
    void givesTheSameTreesForEveryNumberOfThreads() {
        String one = text(train(TRAINING, null, "num_threads", "1"));
        String three = text(train(TRAINING, null, "num_threads", "3"));
        assertThat(three.replace("[num_threads: 3]", "[num_threads: 1]")).isEqualTo(one);
    }

    @Test
    void keepsTheBestRoundOfTheStoppingRows() {
        Rows later = Rows.binary(300, 4, 3).startingAt(TRAINING.after().start());
        String[] fast = {"rounds", "400", "learning_rate", "0.3", "early_stopping_rounds", "10"};
        TrainedModel stopped = train(TRAINING, later, fast);
        assertThat(stopped.rounds()).isBetween(1, 389);
        assertThat(text(stopped)).contains("\nTree=" + (stopped.rounds() - 1) + "\n");
        assertThat(text(stopped)).doesNotContain("\nTree=" + stopped.rounds() + "\n");
        double best = logLoss(text(stopped), later, stopped.rounds());
        String all = text(train(TRAINING, null, fast));
        for (int rounds = 1; rounds <= stopped.rounds() + 10; rounds++) {
            assertThat(logLoss(all, later, rounds))
                    .as("after %d rounds", rounds)
                    .isGreaterThanOrEqualTo(best - 1e-12);
        }
    }

    private static double logLoss(String model, Rows rows, int rounds) {
        try (NativeBooster booster = NativeBooster.load(model, rounds)) {
            double[] p = booster.predict(rows.rowMajor(), rows.size());
            double loss = 0;
            for (int i = 0; i < p.length; i++) {
                loss -= Math.log(rows.label(i) == 1 ? p[i] : 1 - p[i]);
            }
            return loss / p.length;
        }
    }

    @Test
    void refusesStoppingRowsThatTheTrainingLabelsReachInto() {
        Rows later = TRAINING.after();
        Rows overlapping = later.startingAt(later.start().minus(Duration.ofMinutes(1)));
        assertThatThrownBy(() -> train(TRAINING, overlapping))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("purge");
        Rows wider = Rows.binary(100, 5, 3).startingAt(later.start());
        assertThatThrownBy(() -> train(TRAINING, wider)).isInstanceOf(SchemaMismatchException.class);
    }

    @Test
    void handsDatasetParametersToTheDatasetToo() {
        Rows categories = Rows.binary(600, 2, 4);
        for (int i = 0; i < categories.size(); i++) {
            // Odd categories win: only a categorical split can say so.
            categories.values()[i][0] = i % 12;
            categories.values()[i][1] = i % 5 == 0 ? 0 : i % 7 == 0 ? Double.NaN : 1 + i % 3;
            categories.labels()[i] = i % 2;
        }
        String plain = text(train(categories, null));
        assertThat(plain).contains("num_cat=0").doesNotContain("num_cat=1");
        assertThat(text(train(categories, null, "categorical_feature", "f0"))).contains("num_cat=1");
        assertThat(missingTypes(text(train(categories, null, "feature_fraction", "1"))))
                .contains("NaN");
        assertThat(missingTypes(text(train(categories, null, "zero_as_missing", "true"))))
                .contains("zero");
        assertThat(missingTypes(text(train(categories, null, "use_missing", "false"))))
                .isEqualTo("none ");
    }

    /** Bits 2 and 3 of a decision type: 0 none, 1 zero, 2 NaN. */
    private static String missingTypes(String model) {
        StringBuilder found = new StringBuilder();
        String[] names = {"none ", "zero ", "NaN "};
        boolean[] seen = new boolean[3];
        model.lines().filter(line -> line.startsWith("decision_type=")).forEach(line -> {
            for (String type : line.substring("decision_type=".length()).split(" ")) {
                seen[Integer.parseInt(type) >> 2 & 3] = true;
            }
        });
        for (int i = 0; i < 3; i++) {
            found.append(seen[i] ? names[i] : "");
        }
        return found.toString();
    }

    @Test
    void weighsRows() {
        Rows weighted = new Rows(
                TRAINING.schema(), TRAINING.start(), TRAINING.values(), TRAINING.labels(), Rows.ones(TRAINING.size()));
        for (int i = 0; i < weighted.size(); i++) {
            weighted.weights()[i] = weighted.label(i) == 1 ? 3 : 1;
        }
        double[] row = new double[4];
        try (NativeBooster plain = NativeBooster.load(text(train(TRAINING, null)));
                NativeBooster heavy = NativeBooster.load(text(train(weighted, null)))) {
            assertThat(heavy.scoreRow(row)).isGreaterThan(plain.scoreRow(row) + 0.5);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1, 0.5, 2})
    void refusesLabelsOutsideOfTheObjective(double label) {
        Rows rows = Rows.binary(100, 2, 5);
        rows.labels()[17] = label;
        assertThatThrownBy(() -> train(rows, null))
                .isInstanceOf(TrainingException.class)
                .hasMessageContainingAll(String.valueOf(label), "row 17", "0 or 1");
    }

    @Test
    void refusesInfiniteFeaturesAndBadWeights() {
        Rows infinite = Rows.binary(100, 2, 5);
        infinite.values()[3][1] = Double.NEGATIVE_INFINITY;
        assertThatThrownBy(() -> train(infinite, null))
                .isInstanceOf(TrainingException.class)
                .hasMessageContainingAll("f1", "row 3");
        for (double weight : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e300, 1e-300}) {
            Rows weighted = Rows.binary(100, 2, 5);
            weighted.weights()[4] = weight;
            assertThatThrownBy(() -> train(weighted, null))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("row 4");
        }
    }

    @Test
    void refusesOneClassAndTooFewRows() {
        Rows one = Rows.binary(100, 2, 5);
        java.util.Arrays.fill(one.labels(), 1);
        assertThatThrownBy(() -> train(one, null))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("only labels 1");
        assertThatThrownBy(() -> train(Rows.binary(39, 2, 5), null))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("39 training rows");
    }

    @Test
    void givesTheBaseRateWhereNothingCanBeSplit() {
        Rows constant = Rows.binary(100, 2, 5);
        for (double[] row : constant.values()) {
            java.util.Arrays.fill(row, 1);
        }
        TrainedModel model = train(constant, null);
        double ones = java.util.Arrays.stream(constant.labels()).sum();
        try (NativeBooster booster = NativeBooster.load(text(model))) {
            assertThat(booster.predict(new double[] {1, 1}, 1)[0]).isEqualTo(ones / 100, within(1e-9));
        }
        TrainedModel measured = train(constant, constant.after());
        assertThat(measured.rounds()).isEqualTo(1);
        assertThat(text(measured)).contains("\nTree=0\n").doesNotContain("\nTree=1\n");
        assertThat(ModelMetadata.read(measured.artifact()).orElseThrow().rounds())
                .isEqualTo(1);
    }

    @Test
    void reportsProgressInOrder() {
        List<Integer> done = new ArrayList<>();
        trainer().train(TRAINING, null, (round, total) -> {
            done.add(round);
            assertThat(total).isEqualTo(20);
        });
        assertThat(done).hasSize(20).isSorted().doesNotHaveDuplicates().endsWith(20);
    }

    @Test
    void stopsWhenCancelledAndCanTrainAgain() {
        List<Integer> done = new ArrayList<>();
        TrainingMonitor impatient = new TrainingMonitor() {
            @Override
            public void progress(int round, int total) {
                done.add(round);
            }

            @Override
            public boolean cancelled() {
                return done.size() == 3;
            }
        };
        assertThatThrownBy(() -> trainer().train(TRAINING, null, impatient))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("cancelled by the caller before round 4");
        assertThat(done).containsExactly(1, 2, 3);
        assertThat(train(TRAINING, null).rounds()).isEqualTo(20);
    }

    @Test
    void stopsWhenInterruptedAndKeepsTheFlag() {
        TrainingMonitor interrupting = (round, total) -> Thread.currentThread().interrupt();
        assertThatThrownBy(() -> trainer().train(TRAINING, null, interrupting)).isInstanceOf(TrainingException.class);
        assertThat(Thread.interrupted()).isTrue();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> train(TRAINING, null)).isInstanceOf(TrainingException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void canBeCancelledWhileAnotherFitRuns() throws Exception {
        ReentrantLock other = NativeLibrary.get().trainingLock();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        other.lock();
        try {
            TrainingMonitor cancelled = new TrainingMonitor() {
                @Override
                public void progress(int round, int total) {
                    throw new AssertionError("a round was added while another fit held the lock");
                }

                @Override
                public boolean cancelled() {
                    return true;
                }
            };
            Future<TrainedModel> waiting = executor.submit(() -> trainer().train(TRAINING, null, cancelled));
            assertThatThrownBy(waiting::get).hasCauseInstanceOf(TrainingException.class);
        } finally {
            other.unlock();
            executor.shutdownNow();
        }
    }

    @Test
    void passesOnWhatTheMonitorThrows() {
        TrainingMonitor throwing = (round, total) -> {
            throw new IllegalStateException("monitor broke");
        };
        assertThatThrownBy(() -> trainer().train(TRAINING, null, throwing)).hasMessage("monitor broke");
        assertThat(train(TRAINING, null).rounds()).isEqualTo(20);
    }

    @Test
    void fitsRegressionAndFractions() {
        Rows rows = Rows.binary(400, 2, 6);
        for (int i = 0; i < rows.size(); i++) {
            rows.labels()[i] = rows.values()[i][0] > 0 ? 0.9 : 0.2;
        }
        String[] fast = {"learning_rate", "0.3", "feature_fraction", "1"};
        try (NativeBooster fraction =
                        NativeBooster.load(text(train(rows, null, with(fast, "objective", "cross_entropy"))));
                NativeBooster number =
                        NativeBooster.load(text(train(rows, null, with(fast, "objective", "regression"))))) {
            assertThat(fraction.predict(new double[] {2, 0}, 1)[0]).isEqualTo(0.9, within(0.03));
            assertThat(number.predict(new double[] {-2, 0}, 1)[0]).isEqualTo(0.2, within(0.03));
        }
    }

    private static String[] with(String[] some, String key, String value) {
        String[] all = java.util.Arrays.copyOf(some, some.length + 2);
        all[some.length] = key;
        all[some.length + 1] = value;
        return all;
    }
}
