package io.levibot.examples.study;

import io.levibot.api.BarInterval;
import io.levibot.api.Symbol;
import io.levibot.api.spi.TrainingMonitor;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.feature.FeatureSet;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.PromotionGates;
import io.levibot.engine.research.Evaluated;
import io.levibot.engine.research.ResearchPlan;
import io.levibot.engine.research.Trained;
import io.levibot.engine.research.Workflow;
import io.levibot.examples.command.BaseCommand;
import io.levibot.examples.command.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;
import picocli.CommandLine.Option;

/** Options and parts of a study. Each seed is worked on by one thread; results do not depend on how many there are. */
abstract class SeedStudy extends BaseCommand {
    static final Symbol SYMBOL = Symbol.of("BTCUSDT");
    static final BarInterval INTERVAL = BarInterval.parse("15m");

    @Option(names = "--first-seed", defaultValue = "1", description = "First seed. Default: ${DEFAULT-VALUE}.")
    private long firstSeed = 1;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "2",
            description = "Seeds to work on at once. Default: ${DEFAULT-VALUE}.")
    private int threads = 2;

    private final Plugins plugins = Plugins.load(SeedStudy.class.getClassLoader());

    /** Runs a job for a number of seeds and returns the outcomes in the order of the seeds. */
    final <T> List<T> forEachSeed(int count, LongFunction<T> job) throws InterruptedException {
        if (count < 1 || threads < 1) {
            throw badUsage(count + " seeds on " + threads + " threads: allowed is 1 or more of each");
        }
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (Progress bar = progress("seeds", count)) {
            List<Future<T>> pending = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                long seed = firstSeed + i;
                Callable<T> task = () -> job.apply(seed);
                pending.add(pool.submit(task));
            }
            List<T> done = new ArrayList<>();
            for (Future<T> outcome : pending) {
                done.add(outcome.get());
                bar.update(done.size());
            }
            return done;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a seed failed: " + e.getCause(), e);
        } finally {
            pool.shutdownNow();
        }
    }

    final Workflow workflow(ResearchPlan plan) {
        return new Workflow(plan, plugins, Runnable::run);
    }

    /** Takes a market through the whole pipeline, as the main job does. */
    final SeedResult pipeline(BarSeries bars, long seed, PromotionGates gates) {
        Workflow workflow = workflow(ResearchPlan.builder().seed(seed).build());
        Trained trained = workflow.train(bars, FeatureSet.standard(INTERVAL), TrainingMonitor.none());
        try {
            return judged(workflow, trained, seed, gates);
        } finally {
            trained.predictor().close();
        }
    }

    /** Calibrates, sweeps and evaluates, and asks the gates. */
    static SeedResult judged(Workflow workflow, Trained trained, long seed, PromotionGates gates) {
        Evaluated evaluated = workflow.evaluate(workflow.tune(workflow.calibrate(trained)), List.of());
        return new SeedResult(seed, evaluated.figures(), gates.evaluate(evaluated.figures()));
    }
}
