package io.levibot.calibration.stats;

import java.util.Arrays;

/** Where each way of binning puts its edges, and which levels, all with weight, fall between them. */
final class BinEdges {

    private BinEdges() {}

    static double[] of(Levels levels, Binning binning, int bins) {
        Checks.atLeast("bins", bins, 1);
        return switch (binning) {
            case EQUAL_WIDTH -> equalWidth(bins);
            case QUANTILE -> quantile(levels, bins);
            case EQUAL_MASS -> equalMass(levels, bins);
        };
    }

    /** The doubles of numpy.linspace(0, 1, bins + 1). */
    static double[] equalWidth(int bins) {
        double step = 1.0 / bins;
        double[] edges = new double[bins + 1];
        for (int i = 0; i < bins; i++) {
            edges[i] = i * step;
        }
        edges[bins] = 1;
        return edges;
    }

    /** Type-7 quantiles (Hyndman and Fan 1996) of the repeated rows, with numpy's rounding of the interpolation. */
    static double[] quantile(Levels levels, int bins) {
        double[] edges = equalWidth(bins);
        Cursor cursor = new Cursor(levels);
        for (int i = 0; i <= bins; i++) {
            double position = Math.max(0, levels.total() - 1) * (edges[i] * 100 / 100);
            double whole = Math.floor(position);
            double share = position - whole;
            double low = levels.value[cursor.levelAt(whole)];
            double high = levels.value[cursor.levelOfNext(whole)];
            edges[i] = share < 0.5 ? low + (high - low) * share : high - (high - low) * (1 - share);
        }
        return edges;
    }

    private static double[] equalMass(Levels levels, int bins) {
        double[] edges = new double[bins + 1];
        int count = 1;
        int previous = 0;
        for (int end : RunningSums.of(levels).equalMassEnds(bins)) {
            if (end > previous && end < levels.size()) {
                edges[count++] = (levels.value[end - 1] + levels.value[end]) / 2;
                previous = end;
            }
        }
        edges[count++] = 1;
        return Arrays.copyOf(edges, count);
    }

    /** The bin of each level: the number of inner edges strictly below it. */
    static int[] binOfLevel(Levels levels, double[] edges) {
        int[] bin = new int[levels.size()];
        int b = 0;
        for (int g = 0; g < bin.length; g++) {
            while (b < edges.length - 2 && edges[b + 1] < levels.value[g]) {
                b++;
            }
            bin[g] = b;
        }
        return bin;
    }

    /** Finds elements of the repeated, sorted rows by position; positions must be asked for in ascending order. */
    private static final class Cursor {
        private final Levels levels;
        private int level;
        private double through;

        Cursor(Levels levels) {
            this.levels = levels;
            this.through = levels.weight(0);
        }

        int levelAt(double position) {
            while (through <= position && level < levels.size() - 1) {
                level++;
                through += levels.weight(level);
            }
            return level;
        }

        /** The level of the element after the one that {@link #levelAt} was just asked for. */
        int levelOfNext(double position) {
            return through > position + 1 || level == levels.size() - 1 ? level : level + 1;
        }
    }
}
