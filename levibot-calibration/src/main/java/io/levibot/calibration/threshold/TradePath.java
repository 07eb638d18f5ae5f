package io.levibot.calibration.threshold;

/**
 * One trade from its entry on, and how each exit threshold would end it. A lower exit ends a trade later, never earlier, so that
 * one walk along the bars serves them all.
 *
 * <p>Holds the outcome of its latest walk; one thread at a time.
 */
final class TradePath {
    private final SweepBars bars;
    private final double[] exits;
    private final Outcome[] outcomes;

    /** The trade as one exit threshold ends it. Growth is equity over that at the entry; all figures include the exit's bar. */
    static final class Outcome {
        /** Bar at whose open the position was closed; the number of bars if it never was. */
        int end;
        /** Sum of the changes of equity per bar, added up in time order from 0. */
        double sum;
        /** Sum of their squares, likewise. */
        double squares;
        /** Growth at the end. */
        double growth;
        /** Greatest growth, at least 1. */
        double highest;
        /** Least growth, at most 1. */
        double lowest;
        /** Least growth over the greatest one before it, at most 1; within two roundings. */
        double deepest;
    }

    /** @param exits ascending */
    TradePath(SweepBars bars, double[] exits) {
        this.bars = bars;
        this.exits = exits;
        this.outcomes = new Outcome[exits.length];
        for (int i = 0; i < outcomes.length; i++) {
            outcomes[i] = new Outcome();
        }
    }

    /** What that exit made of the latest walk, if the walk went as far. */
    Outcome outcome(int exit) {
        return outcomes[exit];
    }

    /**
     * Walks from an entry that is filled at that bar's open until the position is closed under every exit from {@code lowest} up.
     */
    void walk(int from, int lowestExit) {
        double[] close = bars.close();
        double[] probability = bars.probability();
        double units = bars.units(from);
        double cash = bars.cash(from);
        int last = close.length - 1;
        double growth = 1.0;
        double sum = 0.0;
        double squares = 0.0;
        double highest = 1.0;
        double perHighest = 1.0;
        double lowest = 1.0;
        double deepest = 1.0;
        int level = exits.length - 1;
        double exit = exits[level];
        for (int bar = from; true; bar++) {
            double now = cash + units * close[bar];
            double change = now / growth - 1.0;
            sum += change;
            squares += change * change;
            growth = now;
            if (now > highest) {
                highest = now;
                perHighest = 1.0 / now;
            } else {
                lowest = now < lowest ? now : lowest;
                double ratio = now * perHighest;
                deepest = ratio < deepest ? ratio : deepest;
            }
            if (bar == last) {
                // An exit decided at the last close is never filled.
                Outcome open = note(level, last + 1, sum, squares, growth, highest, lowest, deepest);
                repeat(open, level, lowestExit);
                return;
            }
            if (probability[bar] < exit) {
                Outcome left = note(level, bar + 1, sum, squares, growth, highest, lowest, deepest);
                leave(left, cash + units * bars.sell()[bar + 1]);
                int ended = level;
                while (level > lowestExit && probability[bar] < exits[level - 1]) {
                    level--;
                }
                repeat(left, ended, level);
                if (level == lowestExit) {
                    return;
                }
                exit = exits[--level];
            }
        }
    }

    private Outcome note(
            int exit,
            int end,
            double sum,
            double squares,
            double growth,
            double highest,
            double lowest,
            double deepest) {
        Outcome outcome = outcomes[exit];
        outcome.end = end;
        outcome.sum = sum;
        outcome.squares = squares;
        outcome.growth = growth;
        outcome.highest = highest;
        outcome.lowest = lowest;
        outcome.deepest = deepest;
        return outcome;
    }

    /** Adds the fill of the exit. */
    private static void leave(Outcome outcome, double now) {
        double change = now / outcome.growth - 1.0;
        outcome.sum += change;
        outcome.squares += change * change;
        outcome.growth = now;
        outcome.highest = Math.max(outcome.highest, now);
        outcome.lowest = Math.min(outcome.lowest, now);
        outcome.deepest = Math.min(outcome.deepest, now / outcome.highest);
    }

    /** The exits below that ended the trade at the same bar. */
    private void repeat(Outcome same, int exit, int lowestExit) {
        for (int below = exit - 1; below >= lowestExit; below--) {
            note(below, same.end, same.sum, same.squares, same.growth, same.highest, same.lowest, same.deepest);
        }
    }
}
