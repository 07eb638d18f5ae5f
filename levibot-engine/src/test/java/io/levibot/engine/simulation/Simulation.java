package io.levibot.engine.simulation;

import io.levibot.api.Bar;
import io.levibot.api.ConfigException;
import io.levibot.api.CostModel;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.KillVerdict.OnTrip;
import io.levibot.api.LevibotException;
import io.levibot.api.Symbol;
import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.KillSwitch;
import io.levibot.engine.EngineBuilder;
import io.levibot.engine.EngineConfig;
import io.levibot.engine.SimulatedClock;
import io.levibot.engine.TradingEngine;
import io.levibot.engine.event.EventSink;
import io.levibot.engine.execution.OpenOrder;
import io.levibot.engine.execution.PaperBroker;
import io.levibot.engine.execution.PaperFaults;
import io.levibot.engine.execution.Rounding;
import io.levibot.engine.journal.JournalVerifier;
import io.levibot.engine.journal.JournalWriter;
import io.levibot.engine.journal.Verification;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.LatchChangedException;
import io.levibot.engine.risk.RiskLimits;
import io.levibot.engine.simulation.Step.Point;
import io.levibot.engine.simulation.Step.Room;
import io.levibot.engine.state.StateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One scenario with an engine, its venue, its disk and the checker. Runs once. */
final class Simulation {
    private static final BigDecimal CASH = new BigDecimal("10000");
    /** So small that a process dies in every place of a segment. */
    private static final int SEGMENT_BYTES = 8_192;

    private static final int QUIET_ROUNDS = 12;

    private final Scenario scenario;
    private final Path directory;
    private int life;
    private KillLatch latch;
    private TradingEngine engine;
    private ServingModel served;
    private final SimulatedClock clock = new SimulatedClock(Scenario.START);
    private final Checker checker = new Checker(CASH);
    private final Trap trap;
    private final Source source = new Source();
    private final SimulatedVenue venue;
    private final SimulatedDisk disk;
    private final SimulatedModels models;
    private final Map<Symbol, Bar> newest = new TreeMap<>();

    /**
     * What a run came to.
     *
     * @param failedStep index of the step after which something did not hold, the number of steps for the end, -1 if all held
     * @param violations what did not hold
     * @param orders orders made
     * @param fills executions
     */
    record Result(int failedStep, List<String> violations, int orders, int fills) {
        boolean failed() {
            return failedStep >= 0;
        }
    }

    private final class Source implements KillSwitch {
        private KillVerdict next = KillVerdict.clear();

        @Override
        public String id() {
            return "simulated";
        }

        @Override
        public KillVerdict check(EngineVitals vitals) {
            trap.passing(Point.SOURCE_CHECK);
            KillVerdict verdict = next;
            next = KillVerdict.clear();
            if (verdict.trips()) {
                checker.tightened(verdict.state());
            }
            return verdict;
        }
    }

    /**
     * @param scenario what happens
     * @param directory for journals and state, empty
     */
    Simulation(Scenario scenario, Path directory) {
        this.scenario = scenario;
        this.directory = directory;
        if (mayDie()) {
            KillLatch.initialise(state(), clock);
        }
        this.latch = mayDie() ? KillLatch.open(state(), clock) : KillLatch.inMemory(clock);
        this.trap = new Trap(latch, checker);
        trap.atDeath(() -> copy(state(), stateOf(life + 1)));
        this.venue = new SimulatedVenue(paper(scenario.faults()), checker, trap);
        this.disk = new SimulatedDisk(mayDie() ? EventSink.none() : JournalWriter.create(journal()), checker, trap);
        this.models = new SimulatedModels(scenario.symbols(), trap);
        this.served = models.model(0);
        this.engine = open();
    }

    private boolean mayDie() {
        return scenario.process() == Scenario.Endurance.MAY_DIE;
    }

    private Path state() {
        return stateOf(life);
    }

    private Path stateOf(int number) {
        return directory.resolve("life-" + number);
    }

    private Path journal() {
        return directory.resolve("journal.jsonl");
    }

    private TradingEngine open() {
        EngineBuilder builder = TradingEngine.builder(config(), clock)
                .model(served)
                .broker(venue)
                .killSwitch(source)
                .listener(event -> {
                    if (!trap.dead()) {
                        checker.onEvent(event);
                    }
                });
        if (mayDie()) {
            return builder.stateDirectory(state())
                    .snapshotEvery(scenario.snapshotEveryBars())
                    .segmentBytes(SEGMENT_BYTES)
                    .models(models::named)
                    .build();
        }
        return builder.latch(latch).journal(disk).build();
    }

    /** The process has died: a new one finds what the one before left in its directory, and the venue as it is by now. */
    private void restart(Step.Fate fate) {
        trap.disarm();
        source.next = KillVerdict.clear();
        if (fate == Step.Fate.LOST) {
            venue.loseUpdates();
        }
        life++;
        latch = KillLatch.open(state(), clock);
        trap.latch(latch);
        checker.restarted();
        engine = open();
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            Files.createDirectories(to);
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EngineConfig config() {
        return EngineConfig.builder(Scenario.MINUTE, scenario.symbols())
                .startingCash(CASH)
                .exposure(0.2)
                .limits(RiskLimits.builder()
                        .stopLossFraction(scenario.stopLossFraction())
                        .maxBarsHeld(scenario.maxBarsHeld())
                        .cooldownAfterLoss(scenario.cooldown())
                        .maxTradesPerHour(1000)
                        .maxTradesPerDay(1000)
                        .maxDailyLossFraction(1.0)
                        .maxDrawdownFraction(1.0)
                        .build())
                .build();
    }

    private PaperBroker paper(PaperFaults faults) {
        return new PaperBroker(CostModel.DEFAULT, Rounding.DEFAULT, faults, checker::executed);
    }

    Result run() {
        List<Step> steps = scenario.steps();
        for (int i = 0; i < steps.size(); i++) {
            attempt(steps.get(i));
            if (!checker.violations().isEmpty()) {
                return result(i);
            }
        }
        settle();
        return result(checker.violations().isEmpty() ? -1 : steps.size());
    }

    private void attempt(Step step) {
        try {
            takeOrDie(step);
            checker.afterStep(engine, latch, step);
        } catch (RuntimeException e) {
            checker.expect(false, step + " threw " + e);
        }
    }

    private Result result(int failedStep) {
        return new Result(failedStep, List.copyOf(checker.violations()), checker.orders(), checker.fills());
    }

    private void takeOrDie(Step step) {
        try {
            take(step);
            trap.requireAlive();
        } catch (RuntimeException | Trap.Crashed end) {
            if (!trap.dead()) {
                throw end;
            }
            restart(trap.resurrect());
            if (step instanceof Step.BarComes comes) {
                bar(comes.bar(), comes.lateMillis()); // the host cannot know how far it came
            }
        }
    }

    private void take(Step step) {
        if (step instanceof Step.BarComes comes) {
            bar(comes.bar(), comes.lateMillis());
        } else if (step instanceof Step.Kill kill) {
            checker.tightened(KillState.HALTED);
            engine.kill("simulation", "kill", kill.onTrip());
        } else if (step instanceof Step.TripElsewhere trip) {
            checker.tightened(trip.state());
            latch.trip("process-2", KillVerdict.trip(trip.state(), "elsewhere", trip.onTrip()));
        } else if (step instanceof Step.SourceTrips trips) {
            source.next = KillVerdict.trip(trips.state(), "simulated", trips.onTrip());
        } else if (step instanceof Step.TripWithin within) {
            trap.arm(within);
        } else if (step instanceof Step.CrashWithin within) {
            trap.arm(within);
        } else if (step instanceof Step.Crash crash) {
            copy(state(), stateOf(life + 1));
            restart(crash.fate());
        } else if (step instanceof Step.Rearm) {
            rearm();
        } else if (step instanceof Step.Start) {
            start();
        } else if (step instanceof Step.Stop) {
            engine.stop("simulation");
            trap.requireAlive();
            checker.startedIs(false);
        } else if (step instanceof Step.Flatten) {
            engine.flatten("simulation", "flatten");
        } else if (step instanceof Step.Reconcile) {
            engine.reconcile("simulation", "reconcile");
        } else if (step instanceof Step.Swap swap) {
            swap(models.model(swap.model()));
        } else if (step instanceof Step.Disk change) {
            room(change);
        }
    }

    private void bar(Bar bar, int lateMillis) {
        newest.put(bar.symbol(), bar);
        clock.advanceTo(bar.closeTime().plusMillis(lateMillis));
        engine.onBar(bar);
    }

    private void rearm() {
        trap.disarm();
        checker.rearming(true);
        checker.loosened();
        rearmWhatIsSeen();
        trap.requireAlive();
        checker.rearming(false);
        start();
    }

    /** What the broker tells at the last moment may trip the latch once more; then that is what is seen. */
    private void rearmWhatIsSeen() {
        try {
            engine.rearm("simulation", "go on", engine.latchStatus().stamp());
        } catch (LatchChangedException e) {
            engine.rearm("simulation", "go on", e.status().stamp());
        }
    }

    private void start() {
        boolean armed = latch.state() == KillState.ARMED;
        try {
            checker.startedIs(checker.isStarted() || armed);
            engine.start("simulation");
            trap.requireAlive();
            checker.expect(armed, "started with a tripped latch");
        } catch (ConfigException e) {
            trap.requireAlive();
            checker.expect(!armed, "did not start with an armed latch");
        }
    }

    /** A model that fails on the newest bars is refused, and the one before stays. */
    private void swap(ServingModel next) {
        String before = engine.model().orElseThrow().id();
        try {
            engine.swapModel(next);
            trap.requireAlive();
            served = next;
        } catch (LevibotException e) {
            trap.requireAlive();
            checker.expect(engine.model().orElseThrow().id().equals(before), "a refused model took over");
        }
    }

    private void room(Step.Disk change) {
        if (change.room() == Room.FULL) {
            checker.diskFull();
        }
        disk.room(change.room(), change.appends());
    }

    /** Everything works again: within a few quiet bars every order must have its fate and all books must agree. */
    private void settle() {
        trap.disarm();
        source.next = KillVerdict.clear();
        disk.room(Room.FREE, 0);
        venue.heal(paper(PaperFaults.NONE));
        engine.stop("simulation");
        checker.startedIs(false);
        for (int round = 0; round < QUIET_ROUNDS; round++) {
            for (Bar last : List.copyOf(newest.values())) {
                double price = last.open();
                Instant open = last.closeTime();
                Bar quiet =
                        new Bar(last.symbol(), open, Scenario.MINUTE.closeOf(open), price, price, price, price, 1.0);
                Step.BarComes step = new Step.BarComes(quiet, 0);
                bar(quiet, 0);
                checker.afterStep(engine, latch, step);
            }
        }
        boolean flatten = latch.state() != KillState.ARMED && latch.status().onTrip() == OnTrip.FLATTEN;
        List<String> open =
                venue.query().openOrders().stream().map(OpenOrder::clientId).toList();
        if (!newest.isEmpty()) {
            checker.atTheEnd(engine, flatten, open);
        }
        engine.close();
        verify();
    }

    private void verify() {
        try {
            Verification found = mayDie() ? StateDirectory.verify(state()) : JournalVerifier.verify(journal());
            checker.expect(
                    found.status() == Verification.Status.SEALED && (mayDie() || found.events() == checker.events()),
                    "journal is " + found + ", should be SEALED with " + checker.events() + " events");
        } catch (LevibotException e) {
            checker.expect(false, "journal cannot be verified: " + e.getMessage());
        }
    }
}
