package io.levibot.model.lightgbm;

import java.util.SplittableRandom;

/** Fits of every kind that LightGBM has, for comparing scorers; what levibot's own trainer offers is less. */
enum NativeModels {
    BINARY("objective=binary", Labels.TWO),
    BINARY_WITHOUT_MISSING_TYPES("objective=binary use_missing=false", Labels.TWO),
    BINARY_STEEP("objective=binary sigmoid=1.7 boost_from_average=false", Labels.TWO),
    ZERO_AS_MISSING("objective=binary zero_as_missing=true categorical_feature=6,7", Labels.TWO),
    CATEGORICAL(
            "objective=binary categorical_feature=6,7 max_cat_to_onehot=2 cat_smooth=1 min_data_per_group=5",
            Labels.TWO),
    ONE_HOT("objective=binary categorical_feature=6,7 max_cat_to_onehot=64 min_data_per_group=5", Labels.TWO),
    RANDOM_FOREST("objective=binary boosting=rf bagging_freq=1 bagging_fraction=0.6 feature_fraction=0.6", Labels.TWO),
    DART("objective=binary boosting=dart drop_rate=0.3 categorical_feature=7", Labels.TWO),
    GOSS("objective=regression data_sample_strategy=goss", Labels.REAL),
    DEEP("objective=regression num_leaves=200 min_data_in_leaf=1", Labels.REAL),
    MANY_BINS("objective=regression max_bin=2000 num_leaves=63 min_data_in_leaf=1 min_data_in_bin=1", Labels.REAL),
    ROOT("objective=regression reg_sqrt=true", Labels.REAL),
    ABSOLUTE("objective=regression_l1", Labels.REAL),
    HUBER("objective=huber", Labels.REAL),
    FAIR("objective=fair", Labels.REAL),
    QUANTILE("objective=quantile alpha=0.3", Labels.REAL),
    MAPE("objective=mape", Labels.POSITIVE),
    POISSON("objective=poisson", Labels.POSITIVE),
    GAMMA("objective=gamma", Labels.POSITIVE),
    TWEEDIE("objective=tweedie", Labels.POSITIVE),
    CROSS_ENTROPY("objective=cross_entropy", Labels.TWO),
    CROSS_ENTROPY_LAMBDA("objective=cross_entropy_lambda", Labels.TWO),
    MULTICLASS("objective=multiclass num_class=3 categorical_feature=7", Labels.THREE),
    ONE_VERSUS_ALL("objective=multiclassova num_class=3 sigmoid=0.3", Labels.THREE),
    LINEAR("objective=regression linear_tree=true", Labels.REAL),
    STUMPS("objective=regression min_data_in_leaf=10000", Labels.REAL),
    FEW_SPLITS("objective=binary num_leaves=2", Labels.TWO);

    private static final int WIDTH = 8;
    private static final int ROWS = 1500;
    private static final int ROUNDS = 20;

    private final String parameters;
    private final Labels labels;

    private enum Labels {
        TWO,
        THREE,
        REAL,
        POSITIVE
    }

    NativeModels(String parameters, Labels labels) {
        this.parameters = parameters;
        this.labels = labels;
    }

    /** Fits a model and returns its text. */
    String train() {
        return train(ROUNDS, "");
    }

    /** Fits a model of so many rounds with more parameters, which win over the kind's own only where that names none. */
    String train(int rounds, String more) {
        NativeLibrary.get();
        Rows rows = rows();
        String text = "num_threads=1 verbosity=-1 deterministic=true force_row_wise=true seed=3 learning_rate=0.2 "
                + parameters
                + (parameters.contains("num_leaves") || more.contains("num_leaves") ? "" : " num_leaves=15")
                + (parameters.contains("min_data_in_leaf") ? "" : " min_data_in_leaf=5")
                + " "
                + more;
        TrainingMatrix matrix = new TrainingMatrix(rows, TrainingObjective.REGRESSION, "training");
        try (NativeDataset dataset = NativeDataset.of(rows, matrix, text, null);
                BoostingRun run = BoostingRun.of(dataset, null, text)) {
            for (int i = 0; i < rounds; i++) {
                run.grow();
            }
            return run.text(rounds);
        }
    }

    private Rows rows() {
        SplittableRandom random = new SplittableRandom(11);
        double[][] values = new double[ROWS][WIDTH];
        double[] label = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            double[] x = values[i];
            for (int j = 0; j < 6; j++) {
                x[j] = random.nextDouble(-3, 3);
            }
            x[2] = random.nextInt(4) == 0 ? 0.0 : x[2];
            x[3] = random.nextInt(10) == 0 ? Double.NaN : x[3];
            x[4] = random.nextInt(5) == 0 ? Double.NaN : random.nextInt(5) == 0 ? 0.0 : x[4];
            x[6] = random.nextInt(12);
            x[7] = random.nextInt(15) == 0 ? Double.NaN : random.nextInt(40);
            double signal = x[0]
                    - Math.abs(x[1])
                    + (Double.isNaN(x[3]) ? 1.5 : 0.5 * x[3] * x[2])
                    + (((int) x[6]) * 7 % 5 - 2)
                    + (Double.isNaN(x[7]) ? 2 : ((int) x[7]) * 11 % 7 - 3)
                    + random.nextDouble(-1, 1);
            label[i] = label(signal);
        }
        return new Rows(Rows.schema(WIDTH), Rows.START, values, label, Rows.ones(ROWS));
    }

    private double label(double signal) {
        return switch (labels) {
            case TWO -> signal > 0 ? 1 : 0;
            case THREE -> signal > 1 ? 2 : signal > -1 ? 1 : 0;
            case REAL -> signal;
            case POSITIVE -> 0.1 + Math.exp(signal / 4);
        };
    }
}
