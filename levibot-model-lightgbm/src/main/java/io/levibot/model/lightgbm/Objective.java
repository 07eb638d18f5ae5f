package io.levibot.model.lightgbm;

import io.levibot.api.spi.ScoreScale;
import io.levibot.model.lightgbm.LightGbmFormatException.Kind;
import java.util.List;

/**
 * How a model turns raw scores into its output: the {@code ConvertOutput} of LightGBM 4.3's objectives. Immutable.
 *
 * <p>An output has the same bits on every machine and JDK; it differs from the native library's,
 * which uses the C library's, by at most 2 ulp.
 */
final class Objective {
    /** Shape of the conversion; several objectives share one. */
    enum Link {
        IDENTITY,
        /** sign(x) x^2: regression on the root of the label. */
        SIGNED_SQUARE,
        SIGMOID,
        SOFTMAX,
        EXP,
        LOG1P_EXP
    }

    private final String name;
    private final Link link;
    private final double sigmoid;
    private final int classes;

    private Objective(String name, Link link, double sigmoid, int classes) {
        this.name = name;
        this.link = link;
        this.sigmoid = sigmoid;
        this.classes = classes;
    }

    /** An objective that the file does not name: raw scores are the output. */
    static Objective custom(int classes) {
        return new Objective("custom", Link.IDENTITY, 1.0, classes);
    }

    /** Reads the header's objective line; {@code classes} is num_class. */
    static Objective parse(NumberLine line, int classes) {
        List<String> words = line.copy().words();
        if (words.isEmpty()) {
            throw line.refuse(Kind.MALFORMED, "is empty");
        }
        String name = words.size() == 1 ? unaliased(words.get(0)) : words.get(0);
        return switch (name) {
            case "regression", "regression_l1", "quantile", "mape", "fair" ->
                scalar(line, name, words.contains("sqrt") ? Link.SIGNED_SQUARE : Link.IDENTITY, classes);
            case "huber", "lambdarank", "rank_xendcg" -> scalar(line, name, Link.IDENTITY, classes);
            case "custom" -> custom(classes);
            case "poisson", "gamma", "tweedie" -> scalar(line, name, Link.EXP, classes);
            case "cross_entropy" -> scalar(line, name, Link.SIGMOID, classes);
            case "cross_entropy_lambda" -> scalar(line, name, Link.LOG1P_EXP, classes);
            case "binary" -> new Objective(name, Link.SIGMOID, sigmoid(line, words), one(line, name, classes));
            case "multiclass" -> new Objective(name, Link.SOFTMAX, 1.0, declared(line, words, classes));
            case "multiclassova" ->
                new Objective(name, Link.SIGMOID, sigmoid(line, words), declared(line, words, classes));
            default ->
                throw line.refuse(
                        Kind.UNSUPPORTED_OBJECTIVE, "is " + line.shown() + ", which LightGBM 4.3 does not know");
        };
    }

    /** Whether a name stands for an objective that LightGBM does not know: the host's own. */
    static boolean isCustom(String name) {
        return unaliased(name).equals("custom");
    }

    private static String unaliased(String name) {
        return switch (name) {
            case "regression_l2", "mean_squared_error", "mse", "l2", "l2_root", "root_mean_squared_error", "rmse" ->
                "regression";
            case "mean_absolute_error", "l1", "mae" -> "regression_l1";
            case "mean_absolute_percentage_error" -> "mape";
            case "xentropy" -> "cross_entropy";
            case "xentlambda" -> "cross_entropy_lambda";
            case "xendcg", "xe_ndcg", "xe_ndcg_mart", "xendcg_mart" -> "rank_xendcg";
            case "none", "null", "na" -> "custom";
            default -> name;
        };
    }

    private static Objective scalar(NumberLine line, String name, Link link, int classes) {
        return new Objective(name, link, 1.0, one(line, name, classes));
    }

    private static int one(NumberLine line, String name, int classes) {
        if (classes != 1) {
            throw line.refuse(Kind.INCONSISTENT, name + " makes one score a row, but num_class is " + classes);
        }
        return 1;
    }

    private static int declared(NumberLine line, List<String> words, int classes) {
        String expected = "num_class:" + classes;
        if (!words.contains(expected)) {
            throw line.refuse(
                    Kind.INCONSISTENT, "is " + line.shown() + ", but num_class=" + classes + " asks for " + expected);
        }
        return classes;
    }

    private static double sigmoid(NumberLine line, List<String> words) {
        for (String word : words) {
            if (word.startsWith("sigmoid:")) {
                double value = positive(line, word.substring("sigmoid:".length()));
                if (value > 0.0 && value <= Double.MAX_VALUE) {
                    return value;
                }
            }
        }
        throw line.refuse(Kind.MALFORMED, "is " + line.shown() + "; it needs sigmoid:<number above 0>");
    }

    private static double positive(NumberLine line, String number) {
        if (!number.matches("[0-9]{1,20}(\\.[0-9]{1,20})?(e[+-]?[0-9]{1,3})?")) {
            throw line.refuse(Kind.MALFORMED, "is " + line.shown() + "; sigmoid must be a decimal number above 0");
        }
        return Double.parseDouble(number);
    }

    String name() {
        return name;
    }

    Link link() {
        return link;
    }

    /** The factor inside the sigmoid. */
    double sigmoid() {
        return sigmoid;
    }

    /** What the raw score of a model of one class is. */
    ScoreScale scale() {
        return link == Link.SIGMOID && sigmoid == 1.0 ? ScoreScale.LOG_ODDS : ScoreScale.MARGIN;
    }

    /** Whether the output can differ from the raw score. */
    boolean converts() {
        return link != Link.IDENTITY;
    }

    /** Turns the scores at {@code offset} into outputs, in place. */
    void convert(double[] scores, int offset) {
        switch (link) {
            case IDENTITY -> {}
            case SOFTMAX -> softmax(scores, offset);
            default -> {
                for (int i = offset; i < offset + classes; i++) {
                    scores[i] = convert(scores[i]);
                }
            }
        }
    }

    private double convert(double raw) {
        return switch (link) {
            case SIGNED_SQUARE -> Math.signum(raw) * raw * raw;
            case SIGMOID -> 1.0 / (1.0 + Exponential.exp(-sigmoid * raw));
            case EXP -> Exponential.exp(raw);
            case LOG1P_EXP -> StrictMath.log1p(Exponential.exp(raw));
            case IDENTITY, SOFTMAX -> raw;
        };
    }

    private void softmax(double[] scores, int offset) {
        double max = scores[offset];
        for (int i = offset + 1; i < offset + classes; i++) {
            max = Math.max(max, scores[i]);
        }
        double sum = 0.0;
        for (int i = offset; i < offset + classes; i++) {
            scores[i] = Exponential.exp(scores[i] - max);
            sum += scores[i];
        }
        for (int i = offset; i < offset + classes; i++) {
            scores[i] /= sum;
        }
    }
}
