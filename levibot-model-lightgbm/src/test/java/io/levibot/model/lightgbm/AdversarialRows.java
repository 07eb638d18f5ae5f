package io.levibot.model.lightgbm;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Rows made to find a scorer that decides a split otherwise than LightGBM: a model's own thresholds, their neighbours, oddities. */
final class AdversarialRows {
    private static final double[] ODD = {
        Double.NaN,
        0.0,
        -0.0,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.MIN_VALUE,
        1e-36,
        -1e-36,
        1e-35,
        -1e-35,
        1e-35f,
        -1e-35f,
        Math.nextUp((double) 1e-35f),
        -Math.nextUp((double) 1e-35f),
        2e-35,
        -2e-35,
        -1,
        -0.5,
        0.5,
        0.999,
        1.7,
        3,
        200,
        1e9,
        2147483647.0,
        2147483648.0,
        -2147483649.0,
        4294967296.0
    };

    private AdversarialRows() {}

    /**
     * @param model whose thresholds are used
     * @param rows how many
     * @param seed of the choices
     * @return the rows, one after the other
     */
    static double[] of(LightGbmModel model, int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Double>> thresholds = thresholds(model);
        int width = model.featureCount();
        double[] values = new double[rows * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(thresholds.get(i % width), random);
        }
        return values;
    }

    private static double value(List<Double> thresholds, SplittableRandom random) {
        int choice = random.nextInt(10);
        if (choice < 2) {
            return ODD[random.nextInt(ODD.length)];
        }
        if (choice < 6 && !thresholds.isEmpty()) {
            double threshold = thresholds.get(random.nextInt(thresholds.size()));
            int side = random.nextInt(3);
            return side == 0 ? threshold : side == 1 ? Math.nextUp(threshold) : Math.nextDown(threshold);
        }
        return choice < 8 ? random.nextDouble(-3, 3) : random.nextInt(-1, 14);
    }

    private static List<List<Double>> thresholds(LightGbmModel model) {
        List<List<Double>> byFeature = new ArrayList<>();
        for (int i = 0; i < model.featureCount(); i++) {
            byFeature.add(new ArrayList<>());
        }
        FlatForest forest = model.forest();
        for (int node = 0; node < forest.nodeStart(forest.trees()); node++) {
            if (!Decision.categorical(forest.decision(node))) {
                byFeature.get(forest.feature(node)).add(forest.threshold(node));
            }
        }
        return byFeature;
    }
}
