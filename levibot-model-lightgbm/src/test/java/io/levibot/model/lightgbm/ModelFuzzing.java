package io.levibot.model.lightgbm;

/**
 * What must hold for every sequence of bytes that is taken for a model: it is refused with an error that says where, or it is a
 * model whose two Java scorers agree to the last bit.
 *
 * <p>A fuzzing engine calls {@link #fuzzerTestOneInput} with inputs of its own making; the profile {@code fuzz} of this module runs
 * Jazzer: {@code mvn -B -q -pl levibot-model-lightgbm -am -DskipTests -Pfuzz verify -Dfuzz.seconds=600}. What it found worth keeping is in
 * the resource folder {@value #CORPUS}, which {@link ModelFuzzingTest} goes through in every build.
 */
public final class ModelFuzzing {
    static final String CORPUS = "fuzz";

    /** Small, so that no input costs the engine much time: what is larger is refused by kind, which is a path of its own. */
    static final ReadLimits LIMITS = new ReadLimits(1 << 16, 50, 2_000, 500, 20);

    private static final int ROWS = 6;
    private static final long SEED = 5;

    private ModelFuzzing() {}

    /** Called by the fuzzing engine; what it throws is a finding. */
    public static void fuzzerTestOneInput(byte[] input) {
        LightGbmModel model;
        try {
            model = new LightGbmModelReader(LIMITS).read(input);
        } catch (LightGbmFormatException refused) {
            requireHelp(refused);
            return;
        }
        compareScorers(model);
        if (model.iterations() > 1) {
            compareScorers(model.withIterations(1));
        }
    }

    static void requireHelp(LightGbmFormatException refused) {
        String message = String.valueOf(refused.getMessage());
        if (!message.matches(
                        "(?s)lightgbm: model text (line [0-9]+(, tree [0-9]+)?: .+|of [0-9]+ bytes; .+); nothing was"
                                + " loaded")
                || message.length() > 600) {
            throw new IllegalStateException("a refusal that does not say where, or too much", refused);
        }
    }

    private static void compareScorers(LightGbmModel model) {
        int width = model.featureCount();
        double[] rows = AdversarialRows.of(model, ROWS, SEED);
        LightGbmScorer flat = model.scorer(Backend.FLAT);
        LightGbmScorer fastest = model.scorer();
        double[] expected = new double[model.classCount()];
        double[] actual = new double[model.classCount()];
        int[] leaves = new int[model.treeCount()];
        double[] shares = new double[model.classCount() * (width + 1)];
        LightGbmExplainer explainer = model.explainable() ? model.explainer() : null;
        for (int i = 0; i < ROWS; i++) {
            flat.raw(rows, i * width, expected, 0);
            fastest.raw(rows, i * width, actual, 0);
            for (int k = 0; k < expected.length; k++) {
                if (Double.doubleToLongBits(expected[k]) != Double.doubleToLongBits(actual[k])) {
                    throw new IllegalStateException("row " + i + " scores " + expected[k] + " by the plain walk and "
                            + actual[k] + " by " + fastest.backend());
                }
            }
            fastest.predict(rows, i * width, actual, 0);
            fastest.leaves(rows, i * width, leaves, 0);
            if (explainer != null) {
                explainer.contributions(rows, i * width, shares, 0);
            }
        }
    }
}
