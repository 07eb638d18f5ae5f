package io.levibot.model.lightgbm;

import io.levibot.api.FeatureSchema;
import io.levibot.api.SchemaMismatchException;
import io.levibot.api.TrainingException;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.PredictorTrainer;
import io.levibot.api.spi.TrainedModel;
import io.levibot.api.spi.TrainedModel.Importance;
import io.levibot.api.spi.TrainingMonitor;
import io.levibot.api.spi.TrainingSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Fits gradient-boosted trees with native LightGBM.
 *
 * <p>Thread-safe; fits of one class loader run one after the other, since LightGBM's thread count belongs to the process. A wait
 * for another fit ends when the monitor cancels or the thread is interrupted.
 *
 * <p>Determinism: the same rows, options and seed give the same bytes on every JDK of one platform; the number of threads changes
 * only the line of the model text that records it.
 *
 * <p>Failures: as {@link PredictorTrainer} says; native memory is freed on every way out. An interrupt cancels the fit and leaves
 * the interrupt flag set.
 */
final class NativeTrainer implements PredictorTrainer {
    private static final long WAIT_MILLIS = 100;

    private final TrainingOptions options;

    /**
     * @param config values of {@link TrainingOptions#keys}
     * @param context gives the seed
     * @throws io.levibot.api.ConfigException if a value is malformed or out of range
     */
    NativeTrainer(PluginConfig config, PluginContext context) {
        this.options = TrainingOptions.of(config, context);
    }

    @Override
    public TrainedModel train(TrainingSet training, @Nullable TrainingSet stopping, TrainingMonitor monitor) {
        requirePurged(training, stopping);
        requireEnough(training);
        NativeLibrary library = NativeLibrary.get();
        ReentrantLock lock = library.trainingLock();
        await(lock, monitor);
        try {
            library.threads(options.threads());
            return fit(training, stopping, monitor);
        } catch (NativeCallException e) {
            throw new TrainingException(NativeLibrary.COMPONENT, "the fit failed: " + e.detail(), e);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for other fits; the monitor may cancel the wait. */
    private void await(ReentrantLock lock, TrainingMonitor monitor) {
        try {
            while (!lock.tryLock(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
                requireGoingOn(monitor, 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrainingException(NativeLibrary.COMPONENT, "cancelled by an interrupt before it began", e);
        }
    }

    private TrainedModel fit(TrainingSet training, @Nullable TrainingSet stopping, TrainingMonitor monitor) {
        FeatureSchema schema = training.schema();
        String parameters = options.parameters(schema);
        TrainingMatrix rows = new TrainingMatrix(training, options.objective(), "training");
        rows.requireDifferentLabels();
        try (NativeDataset fitted = NativeDataset.of(training, rows, parameters, null);
                NativeDataset measured = stoppingRows(stopping, parameters, fitted);
                BoostingRun run = BoostingRun.of(fitted, measured, parameters)) {
            int rounds = measured == null ? grow(run, monitor) : growUntilBest(run, monitor);
            String text = run.text(rounds);
            return new TrainedModel(
                    ModelMetadata.of(schema, rounds).artifact(text), rounds, importance(schema, run, rounds));
        }
    }

    private @Nullable NativeDataset stoppingRows(
            @Nullable TrainingSet stopping, String parameters, NativeDataset reference) {
        if (stopping == null) {
            return null;
        }
        TrainingMatrix rows = new TrainingMatrix(stopping, options.objective(), "stopping");
        return NativeDataset.of(stopping, rows, parameters, reference);
    }

    private int grow(BoostingRun run, TrainingMonitor monitor) {
        for (int round = 1; round <= options.rounds(); round++) {
            requireGoingOn(monitor, round);
            if (!run.grow()) {
                break;
            }
            monitor.progress(round, options.rounds());
        }
        return run.rounds();
    }

    private int growUntilBest(BoostingRun run, TrainingMonitor monitor) {
        EarlyStopping stopping = new EarlyStopping(options.patience());
        for (int round = 1; round <= options.rounds(); round++) {
            requireGoingOn(monitor, round);
            boolean grown = run.grow();
            boolean stop = stopping.stopAfter(round, run.loss());
            monitor.progress(round, options.rounds());
            if (stop || !grown) {
                break;
            }
        }
        return Math.min(stopping.bestRound(), run.rounds());
    }

    private void requireGoingOn(TrainingMonitor monitor, int round) {
        boolean interrupted = Thread.currentThread().isInterrupted();
        if (interrupted || monitor.cancelled()) {
            throw new TrainingException(
                    NativeLibrary.COMPONENT,
                    "cancelled " + (interrupted ? "by an interrupt" : "by the caller") + " before round " + round
                            + " of " + options.rounds());
        }
    }

    private void requireEnough(TrainingSet training) {
        int needed = 2 * options.minDataInLeaf();
        if (training.size() < needed) {
            throw new TrainingException(
                    NativeLibrary.COMPONENT,
                    training.size() + " training rows; with min_data_in_leaf=" + options.minDataInLeaf()
                            + " no tree can split" + " fewer than " + needed
                            + ": use more rows or lower min_data_in_leaf");
        }
    }

    /** Refuses stopping rows that overlap the training labels: rounds chosen on rows that were fitted are not chosen at all. */
    private static void requirePurged(TrainingSet training, @Nullable TrainingSet stopping) {
        if (stopping == null || stopping.size() == 0 || training.size() == 0) {
            return;
        }
        if (!stopping.schema().fingerprint().equals(training.schema().fingerprint())) {
            throw new SchemaMismatchException(
                    NativeLibrary.COMPONENT,
                    "training and stopping rows have different schemas; both must have the same");
        }
        Instant lastEnd = training.labelEnd(0);
        for (int i = 1; i < training.size(); i++) {
            Instant end = training.labelEnd(i);
            lastEnd = end.isAfter(lastEnd) ? end : lastEnd;
        }
        Instant first = stopping.frame(0).asOf();
        if (first.isBefore(lastEnd)) {
            throw new TrainingException(
                    NativeLibrary.COMPONENT,
                    "the stopping rows begin at " + first + ", before the last training label ends at " + lastEnd
                            + "; purge the training rows whose labels reach into the stopping block");
        }
    }

    private static List<Importance> importance(FeatureSchema schema, BoostingRun run, int rounds) {
        double[] gains = run.gains(rounds, schema.size());
        List<Importance> list = new ArrayList<>();
        for (int i = 0; i < gains.length; i++) {
            list.add(new Importance(schema.features().get(i).name(), gains[i]));
        }
        // A stable sort: features of equal gain stay in schema order.
        list.sort(Comparator.comparingDouble(Importance::gain).reversed());
        return list;
    }
}
