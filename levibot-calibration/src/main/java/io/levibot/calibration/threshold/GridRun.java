package io.levibot.calibration.threshold;

/**
 * Trades all points of a grid in one pass over the bars, as the engine does: a signal at a bar's close is filled at the next bar's
 * open, moved by half spread and slippage, with a fee; an entry is sized at the close at which it was decided; equity is marked
 * at closes. Limits and rounding are the engine's business.
 *
 * <p>Points that enter at the same bar are in the same trade until their exits part them, and most do: where a bar is above an
 * entry threshold, one {@link TradePath} is walked for all points that are flat there. Every figure has the bits of the loop that
 * looks at each bar for each point, adding a trade's changes up by themselves and then to the total.
 *
 * <p>What makes it work: of two points with the same entry and different exits, the one with the higher exit is flat whenever the
 * other is, as no exit is above an entry.
 */
final class GridRun {
    private final double[] entries;
    private final double[] exits;
    private final TradePath path;
    private final PointFigures figures;

    /** Per point, the bar from whose close on it may enter again. */
    private final int[] flatFrom;

    /** Per entry, the lowest exit with which it is flat at the bar in hand. */
    private final int[] lowestFlat;

    private GridRun(SweepBars bars, double[] entries, double[] exits) {
        this.entries = entries;
        this.exits = exits;
        this.path = new TradePath(bars, exits);
        this.figures = new PointFigures(bars, entries.length * exits.length);
        this.flatFrom = new int[entries.length * exits.length];
        this.lowestFlat = new int[entries.length];
    }

    /**
     * Trades from an equity of 1.
     *
     * @param entries ascending
     * @param exits ascending, the last at most the first entry
     * @return figures by point, which is the entry's number times the number of exits plus the exit's number
     */
    static PointFigures trade(SweepBars bars, double[] entries, double[] exits) {
        GridRun run = new GridRun(bars, entries, exits);
        double[] probability = bars.probability();
        // An entry decided at the last close is never filled.
        for (int bar = 0; bar < bars.size() - 1; bar++) {
            if (probability[bar] > entries[0]) {
                run.enter(bar, probability[bar]);
            }
        }
        return run.figures;
    }

    private void enter(int bar, double probability) {
        int signalled = 0;
        int lowest = exits.length;
        while (signalled < entries.length && probability > entries[signalled]) {
            int flat = lowestFlat(signalled, bar);
            lowestFlat[signalled++] = flat;
            lowest = Math.min(lowest, flat);
        }
        if (lowest == exits.length) {
            return;
        }
        path.walk(bar + 1, lowest);
        for (int entry = 0; entry < signalled; entry++) {
            for (int exit = lowestFlat[entry]; exit < exits.length; exit++) {
                int point = entry * exits.length + exit;
                flatFrom[point] = path.outcome(exit).end;
                figures.settle(point, bar + 1, path.outcome(exit));
            }
        }
    }

    private int lowestFlat(int entry, int bar) {
        int first = entry * exits.length;
        int exit = exits.length;
        while (exit > 0 && flatFrom[first + exit - 1] <= bar) {
            exit--;
        }
        return exit;
    }
}
