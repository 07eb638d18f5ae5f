package io.levibot.engine.simulation;

import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict.OnTrip;
import io.levibot.api.Symbol;
import io.levibot.engine.execution.PaperFaults;
import io.levibot.engine.simulation.Step.Point;
import io.levibot.engine.simulation.Step.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What happens in one run: everything follows from the seed, and the bars do not depend on what else happens, so that steps can
 * be left out.
 *
 * @param seed of everything
 * @param symbols the instruments
 * @param faults how the broker misbehaves
 * @param stopLossFraction of the limits, 0 for none
 * @param maxBarsHeld of the limits, 0 for none
 * @param cooldown after a loss
 * @param process whether the engine's process may die
 * @param snapshotEveryBars of an engine whose process may die
 * @param steps what happens, in order
 */
record Scenario(
        long seed,
        List<Symbol> symbols,
        PaperFaults faults,
        double stopLossFraction,
        int maxBarsHeld,
        Duration cooldown,
        Endurance process,
        int snapshotEveryBars,
        List<Step> steps) {
    /** Whether an engine's process may die; one that may has a state directory, one that does not a disk that may be full. */
    enum Endurance {
        LASTS,
        MAY_DIE
    }

    static final BarInterval MINUTE = BarInterval.parse("1m");
    static final Instant START = Instant.parse("2024-03-01T00:00:00Z");

    private static final List<Symbol> SYMBOLS =
            List.of(Symbol.of("ADAUSDT"), Symbol.of("BTCUSDT"), Symbol.of("ETHUSDT"), Symbol.of("SOLUSDT"));
    private static final double[] FAULT_RATES = {0.0, 0.02, 0.1, 0.3};

    Scenario {
        symbols = List.copyOf(symbols);
        steps = List.copyOf(steps);
    }

    static Scenario of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int count = 1 + random.nextInt(SYMBOLS.size());
        PaperFaults faults = PaperFaults.everything(random.nextLong(), FAULT_RATES[random.nextInt(FAULT_RATES.length)]);
        double stop = random.nextBoolean() ? 0.0 : 0.01 + 0.02 * random.nextDouble();
        int held = random.nextInt(3) == 0 ? 3 + random.nextInt(8) : 0;
        Duration cooldown = random.nextInt(3) == 0 ? Duration.ofMinutes(2) : Duration.ZERO;
        List<Symbol> symbols = SYMBOLS.subList(0, count);
        Endurance process = random.nextBoolean() ? Endurance.LASTS : Endurance.MAY_DIE;
        int snapshot = 1 + random.nextInt(60);
        List<Step> steps = steps(symbols, random, process);
        return new Scenario(seed, symbols, faults, stop, held, cooldown, process, snapshot, steps);
    }

    Scenario with(List<Step> others) {
        return new Scenario(
                seed, symbols, faults, stopLossFraction, maxBarsHeld, cooldown, process, snapshotEveryBars, others);
    }

    private static List<Step> steps(List<Symbol> symbols, SplittableRandom random, Endurance process) {
        List<Step> steps = new ArrayList<>();
        double[] prices = new double[symbols.size()];
        for (int i = 0; i < prices.length; i++) {
            prices[i] = 50.0 + 100.0 * random.nextDouble();
        }
        int rounds = 25 + random.nextInt(35);
        double mischief = random.nextDouble() * 0.5;
        steps.add(new Step.Start());
        for (int round = 0; round < rounds; round++) {
            for (int s = 0; s < prices.length; s++) {
                if (random.nextDouble() < mischief / prices.length) {
                    steps.add(mischief(random, process));
                }
                addBar(steps, symbols.get(s), round, prices, s, random);
            }
        }
        return steps;
    }

    private static void addBar(
            List<Step> steps, Symbol symbol, int round, double[] prices, int s, SplittableRandom random) {
        double open = prices[s];
        double move = 0.02 * (random.nextDouble() - 0.5);
        int kind = random.nextInt(40);
        if (kind == 0) {
            prices[s] = open * (1.0 + 5.0 * move); // a move that takes stops with it
            return; // and a gap: nobody saw the bar
        }
        double close = open * (1.0 + (kind == 1 ? 4.0 * move : move));
        double shown = kind == 2 ? close * 3.0 : close; // a shifted price
        Instant openTime = START.plusSeconds(60L * round);
        double high = Math.max(open, shown) * (1.0 + 0.002 * random.nextDouble());
        double low = Math.min(open, shown) * (1.0 - 0.002 * random.nextDouble());
        double volume = kind == 3 ? 0.0 : 1.0 + random.nextDouble();
        Bar bar = new Bar(symbol, openTime, MINUTE.closeOf(openTime), open, high, low, shown, volume);
        int late = kind == 4 ? 200_000 : random.nextInt(1_000);
        steps.add(new Step.BarComes(bar, late));
        if (kind == 5) {
            steps.add(new Step.BarComes(bar, late)); // told twice
        }
        prices[s] = close;
    }

    private static Step mischief(SplittableRandom random, Endurance process) {
        OnTrip onTrip = random.nextBoolean() ? OnTrip.KEEP : OnTrip.FLATTEN;
        KillState state = random.nextBoolean() ? KillState.REDUCE_ONLY : KillState.HALTED;
        if (random.nextInt(3) == 0) {
            return process == Endurance.MAY_DIE ? crash(random) : within(random, state, onTrip);
        }
        return switch (random.nextInt(16)) {
            case 0 -> new Step.Kill(onTrip);
            case 1 -> new Step.TripElsewhere(state, onTrip);
            case 2 -> new Step.SourceTrips(state, onTrip);
            case 3, 4 -> within(random, state, onTrip);
            case 5, 6, 7, 8, 9 -> new Step.Rearm();
            case 10 -> new Step.Stop();
            case 11 -> new Step.Start();
            case 12 -> new Step.Flatten();
            case 13 -> new Step.Reconcile();
            case 14 -> new Step.Swap(random.nextInt(3));
            default ->
                process == Endurance.LASTS
                        ? new Step.Disk(random.nextInt(3) == 0 ? Room.FULL : Room.FREE, random.nextInt(12))
                        : crash(random);
        };
    }

    private static Step crash(SplittableRandom random) {
        Step.Fate fate = random.nextBoolean() ? Step.Fate.KEPT : Step.Fate.LOST;
        Point point = Point.values()[random.nextInt(Point.values().length)];
        return random.nextInt(3) == 0 ? new Step.Crash(fate) : new Step.CrashWithin(point, 1 + random.nextInt(3), fate);
    }

    private static Step within(SplittableRandom random, KillState state, OnTrip onTrip) {
        return new Step.TripWithin(
                Point.values()[random.nextInt(Point.values().length)], 1 + random.nextInt(3), state, onTrip);
    }
}
