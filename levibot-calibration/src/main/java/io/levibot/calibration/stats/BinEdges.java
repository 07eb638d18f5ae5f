package io.levibot.calibration.stats;

import java.util.Arrays;

/** Where each way of binning puts its edges, and which levels fall between them. */
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
        int[] ends = equalMassEnds(levels, bins);
        double[] edges = new double[ends.length + 1];
        edges[0] = 0;
        for (int b = 0; b < ends.length - 1; b++) {
            int below = lastWithWeight(levels, ends[b] - 1);
            int above = firstWithWeight(levels, ends[b]);
            edges[b + 1] = (levels.value[below] + levels.value[above]) / 2;
        }
        edges[ends.length] = 1;
        return edges;
    }

    /**
     * For each equal-mass bin the level after its last one. A cut inside a tie moves up to the tie's end, so there may be
     * fewer bins than asked for.
     */
    static int[] equalMassEnds(Levels levels, int bins) {
        int[] ends = new int[bins];
        Cursor cursor = new Cursor(levels);
        double total = levels.total();
        double run = Math.floor(total / bins);
        double longer = Math.floor(total - run * bins);
        int last = lastWithWeight(levels, levels.size() - 1);
        int count = 0;
        for (int b = 1; b < bins; b++) {
            double cut = b * run + Math.min(b, longer);
            if (cut < 1 || cut >= total) {
                continue;
            }
            int end = cursor.levelAt(cut - 1) + 1;
            if (end <= last && (count == 0 || end > ends[count - 1])) {
                ends[count++] = end;
            }
        }
        ends[count++] = levels.size();
        return Arrays.copyOf(ends, count);
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

    private static int lastWithWeight(Levels levels, int from) {
        int g = from;
        while (g > 0 && levels.weight(g) == 0) {
            g--;
        }
        return g;
    }

    private static int firstWithWeight(Levels levels, int from) {
        int g = from;
        while (g < levels.size() - 1 && levels.weight(g) == 0) {
            g++;
        }
        return g;
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
            return through > position + 1 || level == levels.size() - 1
                    ? level
                    : firstWithWeight(levels, level + 1);
        }
    }
}
