package io.levibot.engine.research;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.levibot.api.FeatureSpec;
import java.util.Arrays;
import java.util.List;

/**
 * What a drift monitor will compare live features with: for each feature, the deciles of its values in the train block and how
 * many rows fell between them, the outer bins open-ended.
 */
final class DriftReference {
    private static final int BINS = 10;

    private DriftReference() {}

    static ObjectNode of(Trained trained) {
        Dataset.Rows rows = trained.dataset()
                .rows(
                        trained.blocks().train().rows().from(),
                        trained.blocks().train().rows().to());
        ObjectNode reference = JsonNodeFactory.instance.objectNode();
        reference.put("rows", rows.size());
        ObjectNode features = reference.putObject("features");
        List<FeatureSpec> specs = trained.dataset().features().schema().features();
        for (int feature = 0; feature < specs.size(); feature++) {
            describe(features.putObject(specs.get(feature).name()), column(rows, feature));
        }
        return reference;
    }

    private static double[] column(Dataset.Rows rows, int feature) {
        double[] column = new double[rows.size()];
        int kept = 0;
        for (int row = 0; row < rows.size(); row++) {
            double value = rows.frame(row).value(feature);
            if (!Double.isNaN(value)) {
                column[kept++] = value;
            }
        }
        double[] sorted = Arrays.copyOf(column, kept);
        Arrays.sort(sorted);
        return sorted;
    }

    private static void describe(ObjectNode node, double[] sorted) {
        ArrayNode edges = node.putArray("edges");
        ArrayNode counts = node.putArray("counts");
        int from = 0;
        double last = Double.NaN;
        for (int bin = 1; bin < BINS && sorted.length > 0; bin++) {
            double edge = sorted[(int) ((long) bin * sorted.length / BINS)];
            if (edge == last) {
                continue; // a value that fills several deciles is one bin
            }
            int to = firstAbove(sorted, edge, from);
            edges.add(edge);
            counts.add(to - from);
            from = to;
            last = edge;
        }
        counts.add(sorted.length - from);
    }

    /** Index of the first value above the edge: a bin is closed above. */
    private static int firstAbove(double[] sorted, double edge, int from) {
        int at = from;
        while (at < sorted.length && sorted[at] <= edge) {
            at++;
        }
        return at;
    }
}
