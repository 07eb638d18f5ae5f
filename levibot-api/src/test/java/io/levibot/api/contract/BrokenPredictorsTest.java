package io.levibot.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.Artifact;
import io.levibot.api.FeatureFrame;
import io.levibot.api.TrainingException;
import io.levibot.api.spi.ExplainingPredictor;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.api.spi.PredictorTrainer;
import io.levibot.api.spi.ScoreScale;
import io.levibot.api.spi.TrainedModel;
import io.levibot.tck.PredictorContract;
import io.levibot.tck.PredictorTrainerContract;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenPredictorsTest {
    private static final Map<String, PredictorProvider> BROKEN_PREDICTORS = brokenPredictors();
    private static final Map<String, PredictorProvider> BROKEN_TRAINERS = brokenTrainers();

    @ParameterizedTest
    @MethodSource("predictors")
    void failsItsRule(String rule) {
        ContractRun.assertFails(rule, PredictorSubject.class, BROKEN_PREDICTORS.get(rule));
    }

    @ParameterizedTest
    @MethodSource("trainers")
    void failsItsTrainingRule(String rule) {
        ContractRun.assertFails(rule, TrainerSubject.class, BROKEN_TRAINERS.get(rule));
    }

    @Test
    void passesAsLongAsNothingIsBroken() {
        assertThat(ContractRun.failedRules(PredictorSubject.class, new LinearPredictorProvider()))
                .isEmpty();
        assertThat(ContractRun.failedRules(TrainerSubject.class, new LinearPredictorProvider()))
                .isEmpty();
    }

    @Test
    void everyRuleIsBrokenOnce() {
        assertThat(predictors()).isEqualTo(ContractRun.rulesOf(PredictorContract.class));
        assertThat(trainers()).isEqualTo(ContractRun.rulesOf(PredictorTrainerContract.class));
    }

    static Set<String> predictors() {
        return BROKEN_PREDICTORS.keySet();
    }

    static Set<String> trainers() {
        return BROKEN_TRAINERS.keySet();
    }

    private static Map<String, PredictorProvider> brokenPredictors() {
        Map<String, PredictorProvider> broken = new TreeMap<>();
        broken.put("PRED-01", scoring((frame, score) -> Double.POSITIVE_INFINITY));
        AtomicInteger calls = new AtomicInteger();
        broken.put("PRED-02", scoring((frame, score) -> score + 1e-9 * calls.incrementAndGet()));
        Thread home = Thread.currentThread();
        broken.put("PRED-03", scoring((frame, score) -> Thread.currentThread().equals(home) ? score : score + 1e-9));
        AtomicInteger instances = new AtomicInteger();
        broken.put("PRED-04", wrapping(good -> {
            int instance = instances.incrementAndGet();
            return scored(good, (frame, score) -> score + instance);
        }));
        broken.put("PRED-05", wrapping(good -> {
            Map<FeatureFrame, Double> cache = Collections.synchronizedMap(new IdentityHashMap<>());
            return scored(good, (frame, score) -> cache.computeIfAbsent(frame, key -> score));
        }));
        broken.put("PRED-06", wrapping(good -> new Forwarding(good) {
            @Override
            public ScoreScale scale() {
                return scored ? ScoreScale.MARGIN : ScoreScale.LOG_ODDS;
            }
        }));
        broken.put("PRED-07", scoring((frame, score) -> score + frame.value(frame.rows() - 1, 0)));
        broken.put("PRED-08", scoring((frame, score) -> {
            if (Double.isNaN(score)) {
                throw new IllegalArgumentException("NaN");
            }
            return score;
        }));
        broken.put("PRED-09", wrapping(good -> new Forwarding(good) {
            private boolean closed;

            @Override
            public void close() {
                if (closed) {
                    throw new IllegalStateException("closed twice");
                }
                closed = true;
            }
        }));
        broken.put("PRED-10", wrapping(good -> new Forwarding(good) {
            private volatile boolean closed;

            @Override
            public double score(FeatureFrame frame) {
                return closed ? 0.0 : super.score(frame);
            }

            @Override
            public void close() {
                closed = true;
            }
        }));
        Queue<Predictor> all = new ConcurrentLinkedQueue<>();
        broken.put("PRED-11", wrapping(good -> {
            all.add(good);
            return new Forwarding(good) {
                @Override
                public void close() {
                    all.forEach(Predictor::close);
                }
            };
        }));
        broken.put(
                "PRED-12",
                creating((config, context) -> new LinearPredictorProvider()
                        .create(config, context.toBuilder().schema(null).build())));
        broken.put("PRED-13", wrapping(good -> new Forwarding(good) {
            @Override
            public void contributions(FeatureFrame frame, double[] contributions) {
                super.contributions(frame, contributions);
                contributions[contributions.length - 1] = 0.0;
            }
        }));
        return broken;
    }

    private static Map<String, PredictorProvider> brokenTrainers() {
        Map<String, PredictorProvider> broken = new TreeMap<>();
        AtomicInteger trainings = new AtomicInteger();
        broken.put("TRAIN-01", training(good -> (training, stopping, monitor) -> {
            TrainedModel model = good.train(training, stopping, monitor);
            return new TrainedModel(model.artifact(), trainings.incrementAndGet(), model.importance());
        }));
        broken.put("TRAIN-02", training(good -> (training, stopping, monitor) -> {
            TrainedModel model = good.train(training, stopping, monitor);
            return new TrainedModel(
                    LinearPredictorProvider.artifact(training.schema(), -1.0, 1.0, 0.0), 1, model.importance());
        }));
        broken.put(
                "TRAIN-03",
                training(good -> (training, stopping, monitor) ->
                        good.train(training, stopping, (done, planned) -> monitor.progress(done, planned))));
        broken.put("TRAIN-04", training(good -> (training, stopping, monitor) -> {
            TrainedModel model = good.train(training, stopping, monitor);
            monitor.progress(1, 2);
            return model;
        }));
        broken.put("TRAIN-05", training(good -> (training, stopping, monitor) -> {
            try {
                return good.train(training, stopping, monitor);
            } catch (TrainingException e) {
                if (monitor.cancelled()) {
                    throw e;
                }
                return new TrainedModel(Artifact.ofText("x", "x"), 0, List.of());
            }
        }));
        broken.put("TRAIN-06", training(good -> (training, stopping, monitor) -> {
            TrainedModel model = good.train(training, stopping, monitor);
            List<TrainedModel.Importance> upsideDown = new ArrayList<>(model.importance());
            Collections.reverse(upsideDown);
            return new TrainedModel(model.artifact(), 1, upsideDown);
        }));
        return broken;
    }

    private static PredictorProvider scoring(Scoring scoring) {
        return wrapping(good -> scored(good, scoring));
    }

    private static Predictor scored(Predictor good, Scoring scoring) {
        return new Forwarding(good) {
            @Override
            public double score(FeatureFrame frame) {
                return scoring.score(frame, super.score(frame));
            }
        };
    }

    private static PredictorProvider wrapping(UnaryOperator<Predictor> wrapper) {
        return creating((config, context) -> wrapper.apply(new LinearPredictorProvider().create(config, context)));
    }

    private static PredictorProvider creating(BiFunction<PluginConfig, PluginContext, Predictor> creating) {
        return new PredictorDouble(creating, UnaryOperator.identity());
    }

    private static PredictorProvider training(UnaryOperator<PredictorTrainer> wrapper) {
        return new PredictorDouble(new LinearPredictorProvider()::create, wrapper);
    }

    private interface Scoring {
        double score(FeatureFrame frame, double goodScore);
    }

    /** Does what it forwards to. */
    private static class Forwarding implements ExplainingPredictor {
        private final Predictor good;
        volatile boolean scored;

        Forwarding(Predictor good) {
            this.good = good;
        }

        @Override
        public double score(FeatureFrame frame) {
            scored = true;
            return good.score(frame);
        }

        @Override
        public ScoreScale scale() {
            return good.scale();
        }

        @Override
        public void contributions(FeatureFrame frame, double[] contributions) {
            ((ExplainingPredictor) good).contributions(frame, contributions);
        }

        @Override
        public void close() {
            good.close();
        }
    }
}
