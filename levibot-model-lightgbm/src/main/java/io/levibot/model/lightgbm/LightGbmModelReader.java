package io.levibot.model.lightgbm;

import io.levibot.model.lightgbm.LightGbmFormatException.Kind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads LightGBM's text models (v2, v3, v4) without the native library. The text may come from an untrusted place: it is bounded
 * by {@link ReadLimits}, read without recursion, and either understood completely or refused with the line or tree that is
 * wrong.
 *
 * <p>Readable are all boosting types (gbdt, dart, goss, random forest), numerical and categorical splits with every kind of
 * missing value, linear trees, and every objective of LightGBM 4.3. Scores follow LightGBM 4.3.0. One kind of file is refused
 * although it is whole: see {@link LightGbmFormatException.Kind#AMBIGUOUS_FOREST}.
 *
 * <p>Stricter than the native reader on purpose: a damaged number, a list of the wrong length, a tree whose length contradicts
 * the header's tree_sizes, an unreachable node, a leaf that is not finite or parameters that contradict the header are errors, not
 * a different score.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class LightGbmModelReader {
    private static final byte[] PARAMETERS = ModelText.ascii("parameters:");
    private static final byte[] END_OF_PARAMETERS = ModelText.ascii("end of parameters");
    private static final byte[] BOOSTING = ModelText.ascii("[boosting: ");
    private static final byte[] OBJECTIVE = ModelText.ascii("[objective: ");

    private final ReadLimits limits;

    /** Makes a reader with {@link ReadLimits#DEFAULT}. */
    public LightGbmModelReader() {
        this(ReadLimits.DEFAULT);
    }

    /**
     * @param limits what a file may ask for
     */
    public LightGbmModelReader(ReadLimits limits) {
        this.limits = Objects.requireNonNull(limits, "limits");
    }

    /**
     * @param modelText a model as LightGBM saves it, UTF-8; not kept
     * @return the model
     * @throws LightGbmFormatException if it is not such a model, damaged, or larger than the limits
     */
    public LightGbmModel read(byte[] modelText) {
        if (modelText.length > limits.maxBytes()) {
            throw new LightGbmFormatException(
                    Kind.TOO_LARGE,
                    "model text of " + modelText.length + " bytes; the limit is " + limits.maxBytes()
                            + "; nothing was loaded");
        }
        ModelText text = new ModelText(modelText);
        ModelHeader header = ModelHeader.read(text, limits);
        FlatForest forest = readTrees(text, header);
        checkTail(text, header);
        return new LightGbmModel(header, forest);
    }

    private FlatForest readTrees(ModelText text, ModelHeader header) {
        TreeReader reader = new TreeReader(text, limits, header.featureNames().size());
        ForestBuilder forest = new ForestBuilder(header.classes());
        int[] sizes = header.treeSizes();
        int trees = 0;
        while (text.startsWith(ModelHeader.TREE_PREFIX)) {
            checkNumber(text, trees, sizes);
            text.inTree(trees);
            int start = text.start();
            forest.add(reader.read(), text);
            skipBlank(text);
            if (sizes != null && text.start() - start != sizes[trees]) {
                throw text.refuse(
                        Kind.INCONSISTENT,
                        "the tree's block has " + (text.start() - start) + " bytes, tree_sizes says " + sizes[trees]
                                + ": the file is cut off or was edited");
            }
            text.inTree(-1);
            trees++;
        }
        checkEnd(text, header, trees);
        return new FlatForest(forest);
    }

    private void checkNumber(ModelText text, int expected, int @Nullable [] sizes) {
        int valueStart = text.start() + ModelHeader.TREE_PREFIX.length;
        int index = new NumberLine(text, "Tree", text.line(), valueStart, text.end()).single(0, Integer.MAX_VALUE);
        if (index != expected) {
            throw text.refuse(
                    Kind.INCONSISTENT,
                    "Tree=" + index + " where tree " + expected + " belongs: trees were removed or moved");
        }
        if (sizes != null && expected >= sizes.length) {
            throw text.refuse(Kind.INCONSISTENT, "more trees than the " + sizes.length + " in tree_sizes");
        }
        if (expected >= limits.maxTrees()) {
            throw text.refuse(Kind.TOO_LARGE, "more than " + limits.maxTrees() + " trees, which is the limit");
        }
    }

    private static void skipBlank(ModelText text) {
        while (text.advance()) {
            if (!text.blank()) {
                return;
            }
        }
    }

    private static void checkEnd(ModelText text, ModelHeader header, int trees) {
        int[] sizes = header.treeSizes();
        if (sizes != null && trees != sizes.length) {
            throw text.refuse(
                    Kind.INCONSISTENT,
                    "the trees end after " + trees + ", tree_sizes lists " + sizes.length + ": the file is cut off");
        }
        if (trees % header.classes() != 0) {
            throw text.refuse(Kind.INCONSISTENT, trees + " trees are no multiple of num_class=" + header.classes());
        }
        if (!ModelHeader.endsTrees(text)) {
            throw text.refuse(
                    Kind.MALFORMED,
                    "expected is Tree=" + trees + " or 'end of trees', found is "
                            + text.shown(text.start(), text.end()));
        }
    }

    /**
     * What follows the trees does not change a score; but a parameter block without its end shows that the file is cut off, and one
     * that contradicts the header shows that lines of the header are missing, which would change the output silently.
     */
    private static void checkTail(ModelText text, ModelHeader header) {
        boolean open = false;
        while (text.advance()) {
            if (text.is(PARAMETERS)) {
                open = true;
            } else if (text.is(END_OF_PARAMETERS)) {
                open = false;
            } else if (open && text.startsWith(BOOSTING)) {
                checkBoosting(text, header);
            } else if (open && text.startsWith(OBJECTIVE)) {
                checkObjective(text, header);
            }
        }
        if (open) {
            throw text.refuse(Kind.MALFORMED, "the text ends inside the parameters; it is cut off");
        }
    }

    private static void checkBoosting(ModelText text, ModelHeader header) {
        String boosting = parameter(text, BOOSTING);
        if ((boosting.equals("rf") || boosting.equals("random_forest")) != header.averaged()) {
            throw text.refuse(
                    Kind.INCONSISTENT,
                    "the parameters say " + text.shown(text.start(), text.end()) + ", but the header "
                            + (header.averaged() ? "has the line" : "lacks the line")
                            + " average_output of a random forest: the file was edited");
        }
    }

    private static void checkObjective(ModelText text, ModelHeader header) {
        if (!header.objectiveNamed() && !Objective.isCustom(parameter(text, OBJECTIVE))) {
            throw text.refuse(
                    Kind.INCONSISTENT,
                    "the parameters say " + text.shown(text.start(), text.end())
                            + ", but the header has no line objective=: the file was edited");
        }
    }

    private static String parameter(ModelText text, byte[] prefix) {
        String value = text.text(text.start() + prefix.length, text.end());
        return value.endsWith("]") ? value.substring(0, value.length() - 1) : value;
    }
}
