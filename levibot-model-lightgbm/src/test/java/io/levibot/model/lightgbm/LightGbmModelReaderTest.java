package io.levibot.model.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.model.lightgbm.LightGbmFormatException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is cut off, edited or made up is refused with a place and a reason, or scores as before: never otherwise. */
@Timeout(120)
class LightGbmModelReaderTest {
    private static final int ROWS = 40;

    private static LightGbmModel read(String text) {
        return new LightGbmModelReader().read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String small(NativeModels kind) {
        return kind.train(2, "num_leaves=4");
    }

    /** Raw scores and outputs of some odd rows. */
    private static double[] scores(LightGbmModel model, double[] rows) {
        LightGbmScorer scorer = model.scorer();
        int classes = model.classCount();
        double[] scores = new double[2 * ROWS * classes];
        for (int i = 0; i < ROWS; i++) {
            scorer.raw(rows, i * model.featureCount(), scores, 2 * i * classes);
            scorer.predict(rows, i * model.featureCount(), scores, (2 * i + 1) * classes);
        }
        return scores;
    }

    private static boolean refusesWithAPlace(String text) {
        try {
            read(text);
            return false;
        } catch (LightGbmFormatException refused) {
            assertThat(refused).hasMessageMatching("(?s)lightgbm: model text line \\d+.*nothing was loaded");
            return true;
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = NativeModels.class,
            names = {"BINARY", "CATEGORICAL", "LINEAR", "MULTICLASS", "RANDOM_FOREST"})
    void refusesEveryPrefixThatEndsBeforeTheTreesDo(NativeModels kind) {
        String whole = small(kind);
        int end = whole.indexOf("end of trees") + "end of trees".length();
        for (int length = 0; length < end; length++) {
            assertThat(refusesWithAPlace(whole.substring(0, length)))
                    .as("the first %d of %d characters are refused", length, whole.length())
                    .isTrue();
        }
        LightGbmModel model = read(whole);
        double[] rows = AdversarialRows.of(model, ROWS, 1);
        double[] expected = scores(model, rows);
        for (int length = end; length < whole.length(); length++) {
            String prefix = whole.substring(0, length);
            if (!refusesWithAPlace(prefix)) {
                assertThat(scores(read(prefix), rows)).containsExactly(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = NativeModels.class,
            names = {
                "BINARY_STEEP",
                "CATEGORICAL",
                "ZERO_AS_MISSING",
                "LINEAR",
                "MULTICLASS",
                "RANDOM_FOREST",
                "POISSON"
            })
    void noticesEveryRemovedLineThatWouldChangeAScore(NativeModels kind) {
        String whole = small(kind);
        for (String text : List.of(whole, whole.replaceFirst("tree_sizes=.*\n", ""))) {
            LightGbmModel model = read(text);
            double[] rows = AdversarialRows.of(model, ROWS, 2);
            double[] expected = scores(model, rows);
            List<String> lines = Arrays.asList(text.split("\n", -1));
            int refused = 0;
            for (int i = 0; i < lines.size(); i++) {
                List<String> left = new ArrayList<>(lines);
                String removed = left.remove(i);
                String rest = String.join("\n", left);
                if (refusesWithAPlace(rest)) {
                    refused++;
                } else {
                    assertThat(scores(read(rest), rows))
                            .as("scores without the line %s", removed)
                            .containsExactly(expected);
                }
            }
            assertThat(refused).isGreaterThan(15);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = NativeModels.class,
            names = {"BINARY", "CATEGORICAL", "LINEAR", "ONE_VERSUS_ALL"})
    void survivesEveryEditedNumber(NativeModels kind) {
        String text = small(kind).replaceFirst("tree_sizes=.*\n", "");
        Pattern number = Pattern.compile("(?<==| )-?[0-9][0-9.e+-]*(?= |\n)");
        Matcher matcher = number.matcher(text);
        int edits = 0;
        while (matcher.find()) {
            for (String other :
                    List.of("", "x", "-1", "0", "3", "7", "1e999", "-inf", "nan", "1e-400", "99999999999999999999")) {
                String edited = text.substring(0, matcher.start()) + other + text.substring(matcher.end());
                // Whatever is accepted scores alike in both ways; whatever is refused says where.
                ModelFuzzing.fuzzerTestOneInput(edited.getBytes(StandardCharsets.UTF_8));
                edits++;
            }
        }
        assertThat(edits).isGreaterThan(1000);
    }

    /** Each edit of the hand model, the kind of its refusal, and what the message must name. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tree\\n                     | forest\\n               | NOT_A_MODEL           | line 1",
                "version=v4                  | version=v5             | UNSUPPORTED_VERSION   | line 2: version is 'v5'",
                "version=v4\\n               | ''                     | MALFORMED             | no line version=",
                "num_class=1                 | num_class=0            | MALFORMED             | line 3: num_class",
                "num_class=1                 | num_class=10001        | TOO_LARGE             | the limit is 10000",
                "num_class=1                 | num_class=2            | INCONSISTENT          | line 4: num_tree_per_iteration",
                "max_feature_idx=1           | max_feature_idx=2      | INCONSISTENT          | line 8: feature_names has 2",
                "max_feature_idx=1           | max_feature_idx=999999999 | TOO_LARGE          | the limit is 1000000",
                "max_feature_idx=1           | max_feature_idx=-1     | MALFORMED             | line 6: max_feature_idx",
                "objective=binary sigmoid:1  | objective=survival     | UNSUPPORTED_OBJECTIVE | 'survival'",
                "objective=binary sigmoid:1  | objective=binary       | MALFORMED             | sigmoid:",
                "objective=binary sigmoid:1  | objective=binary sigmoid:0 | MALFORMED         | sigmoid",
                "objective=binary sigmoid:1  | objective=multiclass num_class:3 | INCONSISTENT | num_class",
                "Tree=1                      | Tree=2                 | INCONSISTENT          | tree 1 belongs",
                "num_leaves=3                | num_leaves=2           | INCONSISTENT          | tree 0: leaf_value has more than 2",
                "num_leaves=3                | num_leaves=0           | MALFORMED             | tree 0: num_leaves",
                "num_leaves=3                | num_leaves=131073      | TOO_LARGE             | the limit is 131072",
                "num_leaves=3                | num_leaves=131072      | INCONSISTENT          | leaf_value has 3 numbers",
                "split_feature=0 1           | split_feature=0 2      | MALFORMED             | line 14, tree 0: split_feature",
                "threshold=1.5 -2            | threshold=1.5          | INCONSISTENT          | threshold has 1 numbers, exactly 2",
                "threshold=1.5 -2            | threshold=1.5 nan      | MALFORMED             | 'nan'; allowed is a decimal number",
                "threshold=1.5 -2            | threshold=1.5 0x1p3    | MALFORMED             | '0x1p3'",
                "decision_type=0 0           | decision_type=0 12     | UNSUPPORTED_NODE      | 12; known are 0 to 11",
                "decision_type=0 0           | decision_type=0 -4     | UNSUPPORTED_NODE      | -4",
                "decision_type=0 0           | decision_type=0 1      | INCONSISTENT          | categorical node 1",
                "decision_type=0 0\\n        | ''                     | MALFORMED             | no line decision_type=",
                "right_child=1 -3            | right_child=0 -3       | INCONSISTENT          | right_child of node 0 is 0",
                "right_child=1 -3            | right_child=1 -2       | INCONSISTENT          | which already has a parent",
                "right_child=1 -3            | right_child=1 -4       | MALFORMED             | right_child has '-4'",
                "right_child=1 -3            | right_child=-3 -3      | INCONSISTENT          | nodes",
                "right_child=1 -3            | right_child=1 1        | INCONSISTENT          | right_child of node 1 is 1",
                "leaf_value=0.25 -0.5 1      | leaf_value=0.25 -0.5 inf | MALFORMED           | must be finite",
                "leaf_value=0.25 -0.5 1      | leaf_value=0.25 -0.5 1e400 | MALFORMED         | must be finite",
                "leaf_value=0.25 -0.5 1      | leaf_value=0.25 -0.5 1 2 | INCONSISTENT        | more than 3",
                "leaf_count=10 5 5           | leaf_count=10 5 -5     | MALFORMED             | leaf_count",
                "num_cat=0                   | num_cat=1              | MALFORMED             | no line cat_boundaries=",
                "is_linear=0                 | is_linear=1            | MALFORMED             | no line leaf_const=",
                "is_linear=0                 | is_linear=2            | MALFORMED             | is_linear has '2'",
                "is_linear=0                 | leaf_const=1 1 1       | INCONSISTENT          | no line is_linear=1",
                "shrinkage=1\\n\\n\\nTree    | shrinkage=1\\nTree     | MALFORMED             | must end with a blank line",
                "num_cat=0                   | num_cat=0\\nnum_cat=0  | MALFORMED             | second line num_cat=",
                "label_index=0               | version=v4             | MALFORMED             | second line 'version'",
                "end of trees                | the end                | MALFORMED             | 'end of trees'",
                "end of parameters           | the end                | MALFORMED             | ends inside the parameters",
                "[boosting: gbdt]            | [boosting: rf]         | INCONSISTENT          | average_output",
                "objective=binary sigmoid:1  | average_output         | INCONSISTENT          | average_output",
            })
    void refusesByKindAndSaysWhereAndWhat(String found, String replacement, Kind kind, String message) {
        String from = found.replace("\\n", "\n");
        assertThat(HandModel.BINARY).contains(from);
        int at = HandModel.BINARY.indexOf(from);
        String edited = HandModel.BINARY.substring(0, at)
                + replacement.replace("\\n", "\n")
                + HandModel.BINARY.substring(at + from.length());
        assertThatThrownBy(() -> read(edited))
                .isInstanceOf(LightGbmFormatException.class)
                .hasMessageContaining(message)
                .extracting(thrown -> ((LightGbmFormatException) thrown).kind())
                .isEqualTo(kind);
    }

    @Test
    void refusesRandomForestsWhoseLeavesMayHoldEitherOfTwoThings() {
        String forest = HandModel.BINARY
                .replace("objective=", "average_output\nobjective=")
                .replace("gbdt", "rf");
        assertThat(read(forest).averaged()).isTrue();
        assertThat(read(forest.replace("version=v4", "version=v3")).averaged()).isTrue();
        assertThat(read(forest.replace("version=v4", "version=v2").replace("binary sigmoid:1", "regression"))
                        .averaged())
                .isTrue();
        assertThatThrownBy(() -> read(forest.replace("version=v4", "version=v2")))
                .isInstanceOf(LightGbmFormatException.class)
                .hasMessageContaining("average_output")
                .extracting(thrown -> ((LightGbmFormatException) thrown).kind())
                .isEqualTo(Kind.AMBIGUOUS_FOREST);
    }

    @Test
    void noticesThatTheHeaderLostItsObjective() {
        String text = HandModel.BINARY.replace("objective=binary sigmoid:1\n", "");
        assertThat(read(text).objective()).isEqualTo("custom");
        String told = text.replace("[boosting: gbdt]", "[boosting: gbdt]\n[objective: binary]");
        assertThatThrownBy(() -> read(told))
                .isInstanceOf(LightGbmFormatException.class)
                .hasMessageContaining("no line objective=");
        assertThat(read(told.replace("[objective: binary]", "[objective: custom]"))
                        .objective())
                .isEqualTo("custom");
    }

    @Test
    void provokesEveryKindOfRefusalSomewhereInThisClass() throws Exception {
        Set<Kind> provoked = EnumSet.of(Kind.AMBIGUOUS_FOREST);
        CsvSource table = LightGbmModelReaderTest.class
                .getDeclaredMethod(
                        "refusesByKindAndSaysWhereAndWhat", String.class, String.class, Kind.class, String.class)
                .getAnnotation(CsvSource.class);
        for (String line : table.value()) {
            provoked.add(Kind.valueOf(line.split("\\|")[2].strip()));
        }
        assertThat(provoked).isEqualTo(EnumSet.allOf(Kind.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "tree",
                "tree\n",
                "\u0000\u0001\u0002",
                "{\"tree\": 1}",
                "PK\u0003\u0004",
                "tree\r\nversion"
            })
    void refusesGarbage(String garbage) {
        assertThat(refusesWithAPlace(garbage)).isTrue();
    }

    /** A claim of size gets no memory before the bytes are there to back it: this test runs in a heap of a few hundred MiB. */
    @Test
    void takesNoMemoryForClaims() {
        String many = HandModel.BINARY
                .replace("num_leaves=3", "num_leaves=131072")
                .replace("num_cat=0", "num_cat=131072\ncat_boundaries=0 2147483647\ncat_threshold=1");
        for (int i = 0; i < 200; i++) {
            assertThat(refusesWithAPlace(many)).isTrue();
        }
        ReadLimits tight = new ReadLimits(100, 1, 2, 1, 1);
        assertThatThrownBy(() -> new LightGbmModelReader(tight).read(new byte[101]))
                .isInstanceOf(LightGbmFormatException.class)
                .hasMessageContaining("101 bytes; the limit is 100");
        assertThatThrownBy(() -> new LightGbmModelReader(new ReadLimits(10_000, 1, 100, 100, 1))
                        .read(HandModel.BINARY.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(LightGbmFormatException.class)
                .hasMessageContaining("more than 1 trees");
    }

    /** Depth costs no stack: the trees are chains of 20,000 splits. */
    @Test
    void readsAndScoresChainsWithoutRecursion() {
        int nodes = 20_000;
        LightGbmModel model = read(chain(nodes));
        double[] score = new double[1];
        for (Backend backend : List.of(Backend.FLAT, Backend.FASTEST)) {
            model.scorer(backend).raw(new double[] {nodes, 0}, 0, score, 0);
            assertThat(score[0]).isEqualTo(nodes);
        }
        assertThat(model.explainable()).isFalse();
    }

    private static String chain(int nodes) {
        StringBuilder features = new StringBuilder();
        StringBuilder thresholds = new StringBuilder();
        StringBuilder left = new StringBuilder();
        StringBuilder right = new StringBuilder();
        StringBuilder leaves = new StringBuilder();
        StringBuilder zeros = new StringBuilder();
        for (int i = 0; i < nodes; i++) {
            features.append("0 ");
            zeros.append("0 ");
            thresholds.append(i + 0.5).append(' ');
            left.append(-i - 1).append(' ');
            right.append(i + 1 < nodes ? i + 1 : -nodes - 1).append(' ');
            leaves.append(i).append(' ');
        }
        leaves.append(nodes);
        return "tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nmax_feature_idx=1\nobjective=regression\n"
                + "feature_names=a b\n\nTree=0\nnum_leaves=" + (nodes + 1) + "\nnum_cat=0\nsplit_feature=" + features
                + "\nthreshold=" + thresholds + "\ndecision_type=" + zeros + "\nleft_child=" + left + "\nright_child="
                + right + "\nleaf_value=" + leaves + "\nleaf_count=" + zeros + "1\ninternal_count=" + zeros
                + "\n\nend of trees\n";
    }

    @Test
    void readsTheSameModelWithWindowsLineEnds() {
        String text = small(NativeModels.BINARY).replaceFirst("tree_sizes=.*\n", "");
        LightGbmModel model = read(text);
        double[] rows = AdversarialRows.of(model, ROWS, 3);
        assertThat(scores(read(text.replace("\n", "\r\n")), rows)).containsExactly(scores(model, rows));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2", "v3", "v4"})
    void readsEveryVersionOfTheFormat(String version) {
        LightGbmModel model = read(HandModel.BINARY.replace("version=v4", "version=" + version));
        assertThat("v" + model.formatVersion()).isEqualTo(version);
        double[] score = new double[1];
        model.scorer().raw(new double[] {2, -2}, 0, score, 0);
        assertThat(score[0]).isEqualTo(-0.375);
    }
}
