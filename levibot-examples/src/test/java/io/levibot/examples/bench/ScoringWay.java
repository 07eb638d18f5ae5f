package io.levibot.examples.bench;

import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMException;
import io.levibot.model.lightgbm.Backend;
import io.levibot.model.lightgbm.LightGbmModelReader;
import io.levibot.model.lightgbm.LightGbmScorer;
import java.io.IOException;
import java.util.function.ToDoubleFunction;

/** A way to score one row, which was seen to give the bits of another one before it is measured. */
final class ScoringWay implements AutoCloseable {
    /** The parameter values: the SWIG call on an array that the garbage collector holds still, the public call, and ours. */
    static final String NATIVE = "native";

    static final String LIGHTGBM4J = "lightgbm4j";
    static final String JAVA = "java";

    /** The Java scorer by the plain walk, one tree and one branch at a time. */
    static final String JAVA_FLAT = "java-flat";

    private final ToDoubleFunction<double[]> score;
    private final AutoCloseable resource;

    private ScoringWay(ToDoubleFunction<double[]> score, AutoCloseable resource) {
        this.score = score;
        this.resource = resource;
    }

    /**
     * @param name one of the constants
     * @param model what to score
     */
    static ScoringWay of(String name, ScoringModel model) throws Exception {
        return switch (name) {
            case NATIVE -> {
                String text = model.text();
                ScoringNative.loadLibrary(text);
                ScoringNative booster = new ScoringNative(text);
                yield new ScoringWay(booster::raw, booster);
            }
            case LIGHTGBM4J -> {
                LGBMBooster booster = LGBMBooster.loadModelFromString(model.text());
                yield new ScoringWay(row -> publicCall(booster, row), booster);
            }
            case JAVA -> java(model, Backend.QUANTISED);
            case JAVA_FLAT -> java(model, Backend.FLAT);
            default -> throw new IllegalArgumentException("scorer " + name);
        };
    }

    private static ScoringWay java(ScoringModel model, Backend backend) throws IOException {
        LightGbmScorer scorer = new LightGbmModelReader().read(model.bytes()).scorer(backend);
        double[] score = new double[1];
        return new ScoringWay(
                row -> {
                    scorer.raw(row, 0, score, 0);
                    return score[0];
                },
                () -> {});
    }

    private static double publicCall(LGBMBooster booster, double[] row) {
        try {
            return booster.predictForMatSingleRow(
                    row, com.microsoft.ml.lightgbm.PredictionType.C_API_PREDICT_RAW_SCORE);
        } catch (LGBMException e) {
            throw new IllegalStateException(e);
        }
    }

    double raw(double[] row) {
        return score.applyAsDouble(row);
    }

    /**
     * @throws IllegalStateException if a score is not the same as the other's to the last bit
     */
    void requireSameAs(ScoringWay other, double[][] rows) {
        for (double[] row : rows) {
            double mine = raw(row);
            double expected = other.raw(row);
            if (Double.doubleToLongBits(mine) != Double.doubleToLongBits(expected)) {
                throw new IllegalStateException("outputs differ, " + mine + " and " + expected
                        + ": speed means nothing, so nothing is measured");
            }
        }
    }

    @Override
    public void close() throws Exception {
        resource.close();
    }
}
