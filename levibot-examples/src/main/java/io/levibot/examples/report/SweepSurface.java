package io.levibot.examples.report;

import io.levibot.api.Thresholds;
import io.levibot.api.spi.TuningResult;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every point of the sweep as a cell, coloured by its annualised Sharpe ratio on the tune block. Cells are equally wide, whatever
 * lies between their thresholds: the grid follows the quantiles of the probabilities.
 */
final class SweepSurface {
    private static final Ink[] SHADES = {
        Ink.SURFACE_1, Ink.SURFACE_2, Ink.SURFACE_3, Ink.SURFACE_4, Ink.SURFACE_5, Ink.SURFACE_6
    };
    private static final int TICKS = 5;
    private static final int TICK_DIGITS = 3;

    private final TuningResult tuning;
    private final double annual;
    private final double[] entries;
    private final double[] exits;
    private final double step;

    /**
     * @param tuning the sweep
     * @param barsPerYear of the bars that it traded
     */
    SweepSurface(TuningResult tuning, double barsPerYear) {
        this.tuning = tuning;
        this.annual = Math.sqrt(barsPerYear);
        this.entries = distinct(
                tuning.trials().stream().map(trial -> trial.thresholds().entry()));
        this.exits = distinct(
                tuning.trials().stream().map(trial -> trial.thresholds().exit()));
        double largest = tuning.trials().stream()
                .mapToDouble(trial -> Math.abs(trial.sharpe() * annual))
                .filter(Double::isFinite)
                .max()
                .orElse(1.0);
        this.step = niceStep(largest / (SHADES.length / 2.0));
    }

    String svg() {
        Plot plot = new Plot("entry threshold (probability)", "exit threshold (probability)")
                .xTicks(places(entries), names(entries))
                .yTicks(places(exits), names(exits))
                .window(-0.5, entries.length - 0.5, -1.2, exits.length - 0.5); // room between the axes' first labels
        for (int shade = 0; shade < SHADES.length; shade++) {
            int wanted = shade;
            cells(
                    plot,
                    SHADES[shade],
                    tuning.trials().stream()
                            .filter(trial -> Double.isFinite(trial.sharpe()) && shade(trial) == wanted));
        }
        cells(plot, Ink.SURFACE_NONE, tuning.trials().stream().filter(trial -> !Double.isFinite(trial.sharpe())));
        viable(plot);
        costImplied(plot);
        chosen(plot);
        return plot.svg("sweep", "Annualised Sharpe ratio of every pair of thresholds on the tune block");
    }

    /** What each colour means, the lowest first. */
    List<Html.Key> keys() {
        List<Html.Key> keys = new ArrayList<>();
        int middle = SHADES.length / 2;
        for (int shade = 0; shade < SHADES.length; shade++) {
            String low = shortest((shade - middle) * step);
            String high = shortest((shade - middle + 1) * step);
            String range =
                    shade == 0 ? "below " + high : shade == SHADES.length - 1 ? "from " + low : low + " to " + high;
            keys.add(new Html.Key(range, SHADES[shade], Html.Mark.AREA));
        }
        keys.add(new Html.Key("never traded", Ink.SURFACE_NONE, Html.Mark.AREA));
        keys.add(new Html.Key("viable", Ink.TEXT, Html.Mark.DOT));
        if (tuning.chosen() != null) {
            keys.add(new Html.Key("chosen, with the plateau around it", Ink.TEXT, Html.Mark.FRAME));
        }
        if (costImpliedShown()) {
            keys.add(new Html.Key("implied by costs", Ink.RAW, Html.Mark.DASHES));
        }
        return keys;
    }

    long viableCount() {
        return tuning.trials().stream()
                .filter(trial -> Double.isFinite(trial.score()))
                .count();
    }

    /** Whether one of the thresholds that costs imply lies on the grid. */
    boolean costImpliedShown() {
        Thresholds implied = tuning.costImplied();
        return implied != null && (inside(entries, implied.entry()) || inside(exits, implied.exit()));
    }

    private void cells(Plot plot, Ink ink, Stream<TuningResult.Trial> trials) {
        List<TuningResult.Trial> list = trials.toList();
        if (!list.isEmpty()) {
            double[] x = list.stream().mapToDouble(this::column).toArray();
            double[] y = list.stream().mapToDouble(this::row).toArray();
            plot.boxes(shifted(x, -0.5), shifted(x, 0.5), shifted(y, -0.5), shifted(y, 0.5), ink, ink, 0.0);
        }
    }

    private void viable(Plot plot) {
        List<TuningResult.Trial> list = tuning.trials().stream()
                .filter(trial -> Double.isFinite(trial.score()))
                .toList();
        if (!list.isEmpty()) {
            plot.points(
                    list.stream().mapToDouble(this::column).toArray(),
                    list.stream().mapToDouble(this::row).toArray(),
                    Ink.TEXT,
                    0.8);
        }
    }

    private void chosen(Plot plot) {
        Thresholds chosen = tuning.chosen();
        if (chosen == null) {
            return;
        }
        double x = Arrays.binarySearch(entries, chosen.entry());
        double y = Arrays.binarySearch(exits, chosen.exit());
        frame(plot, x, y, 1.5, 0.8);
        frame(plot, x, y, 0.5, 1.8);
    }

    private void frame(Plot plot, double x, double y, double reach, double width) {
        plot.frames(
                new double[] {Math.max(-0.5, x - reach)},
                new double[] {Math.min(entries.length - 0.5, x + reach)},
                new double[] {Math.max(-0.5, y - reach)},
                new double[] {Math.min(exits.length - 0.5, y + reach)},
                Ink.TEXT,
                width);
    }

    private void costImplied(Plot plot) {
        Thresholds implied = tuning.costImplied();
        if (implied == null) {
            return;
        }
        if (inside(entries, implied.entry())) {
            plot.vertical(place(entries, implied.entry()), Ink.RAW, true);
        }
        if (inside(exits, implied.exit())) {
            plot.horizontal(place(exits, implied.exit()), Ink.RAW, true);
        }
    }

    private double column(TuningResult.Trial trial) {
        return Arrays.binarySearch(entries, trial.thresholds().entry());
    }

    private double row(TuningResult.Trial trial) {
        return Arrays.binarySearch(exits, trial.thresholds().exit());
    }

    private int shade(TuningResult.Trial trial) {
        int middle = SHADES.length / 2;
        int shade = middle + (int) Math.floor(trial.sharpe() * annual / step);
        return Math.max(0, Math.min(SHADES.length - 1, shade));
    }

    private static boolean inside(double[] grid, double value) {
        return grid.length > 1 && value >= grid[0] && value <= grid[grid.length - 1];
    }

    /** Where a value lies between the grid's places. */
    private static double place(double[] grid, double value) {
        int found = Arrays.binarySearch(grid, value);
        if (found >= 0) {
            return found;
        }
        int after = -found - 1;
        return after - 1 + (value - grid[after - 1]) / (grid[after] - grid[after - 1]);
    }

    private static double[] distinct(Stream<Double> values) {
        return values.mapToDouble(Double::doubleValue).distinct().sorted().toArray();
    }

    private static List<Double> places(double[] grid) {
        int every = Math.max(1, (grid.length - 1) / (TICKS - 1));
        List<Double> places = new ArrayList<>();
        for (int i = 0; i < grid.length; i += every) {
            places.add((double) i);
        }
        return places;
    }

    private static List<String> names(double[] grid) {
        return places(grid).stream()
                .map(place -> Figures.decimal(grid[place.intValue()], TICK_DIGITS))
                .toList();
    }

    private static double[] shifted(double[] values, double by) {
        return Arrays.stream(values).map(value -> value + by).toArray();
    }

    /** The least of 1, 2 or 5 times a power of ten that is not below. */
    private static double niceStep(double least) {
        double power = 1.0;
        while (power > least && power > 1e-6) {
            power /= 10.0;
        }
        while (10.0 * power < least) {
            power *= 10.0;
        }
        for (double times : new double[] {1.0, 2.0, 5.0}) {
            if (times * power >= least) {
                return times * power;
            }
        }
        return 10.0 * power;
    }

    private static String shortest(double value) {
        return new BigDecimal(Figures.decimal(value, 6)).stripTrailingZeros().toPlainString();
    }
}
