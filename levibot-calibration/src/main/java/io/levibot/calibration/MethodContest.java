package io.levibot.calibration;

import io.levibot.api.TrainingException;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.calibration.internal.StateWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges calibration methods on rows that come after the rows they were fitted on: the first half of the sample is for fitting
 * only, the second is cut into consecutive blocks, and each block is predicted by a map fitted to everything before it, less the
 * rows whose labels reach into it.
 */
final class MethodContest {
    private static final int MAX_BATCHES = 20;

    /** By how many standard errors a map must beat the scores as they are. */
    private static final double ERRORS_TO_EARN = 2.0;

    private final Sample sample;
    private final int start;
    private final int blocks;
    private final PluginContext context;
    private final List<Entrant> entrants = new ArrayList<>();
    private final Map<String, String> facts = new TreeMap<>();

    /**
     * @param method what was judged
     * @param losses log loss times weight of each judged row
     * @param mean weighted mean loss
     */
    private record Entrant(MethodProvider method, double[] losses, double mean) {}

    /**
     * @param candidates from simple to complex
     * @throws TrainingException if no candidate can take part
     */
    MethodContest(Sample sample, List<MethodProvider> candidates, int blocks, PluginContext context) {
        this.sample = sample;
        this.start = sample.size() / 2;
        this.blocks = blocks;
        this.context = context;
        if (sample.size() - start < blocks || start <= sample.overlapRows()) {
            throw new TrainingException(
                    AutoProvider.NAME,
                    sample.size() + " rows with labels that overlap " + sample.overlapRows()
                            + " rows cannot be cut into " + blocks
                            + " blocks after a first half; give more rows or name one method instead");
        }
        facts.put("judged-rows", String.valueOf(sample.size() - start));
        candidates.forEach(this::judge);
        if (entrants.isEmpty()) {
            throw new TrainingException(
                    AutoProvider.NAME,
                    "no candidate could be fitted: " + facts + "; give more rows or name one method");
        }
    }

    /** Returns the method of least mean loss; among equals the simpler one. */
    MethodProvider best() {
        return leastLoss().method();
    }

    /**
     * Returns the simplest method whose mean loss exceeds the least by no more than that difference's standard error; but identity,
     * if it takes part, unless that method beats it by two standard errors.
     */
    MethodProvider simplestWithinOneStandardError() {
        Entrant best = leastLoss();
        Entrant simplest = best;
        for (Entrant entrant : entrants) {
            // The best is within any error of itself, so the loop ends with it at the latest.
            if (entrant.mean() - best.mean() <= standardErrorOfDifference(entrant, best)) {
                simplest = entrant;
                break;
            }
        }
        for (Entrant entrant : entrants) {
            if (entrant.method() instanceof IdentityProvider
                    && entrant.mean() - simplest.mean()
                            < ERRORS_TO_EARN * standardErrorOfDifference(entrant, simplest)) {
                return entrant.method();
            }
        }
        return simplest.method();
    }

    /** Returns the mean loss of each method, and why others took no part. */
    Map<String, String> facts() {
        return facts;
    }

    private Entrant leastLoss() {
        return entrants.stream().min(Comparator.comparingDouble(Entrant::mean)).orElseThrow();
    }

    private void judge(MethodProvider method) {
        String name = method.name();
        try {
            method.guard().require(name, sample.slice(0, start - sample.overlapRows()));
            // A winner is fitted to all rows in the end: one that cannot be must not win on a part of them.
            method.fit(sample, PluginConfig.empty(method), context);
            double[] losses = new double[sample.size() - start];
            for (int block = 0; block < blocks; block++) {
                judgeBlock(method, block, losses);
            }
            double sum = 0.0;
            double weight = 0.0;
            for (int i = 0; i < losses.length; i++) {
                sum += losses[i];
                weight += sample.weight(start + i);
            }
            entrants.add(new Entrant(method, losses, sum / weight));
            facts.put("loss." + name, StateWriter.text(sum / weight));
        } catch (TrainingException e) {
            facts.put("not-judged." + name, e.getMessage());
        }
    }

    private void judgeBlock(MethodProvider method, int block, double[] losses) {
        int from = boundary(block);
        int to = boundary(block + 1);
        Calibrator map = method.fit(sample.slice(0, from - sample.overlapRows()), PluginConfig.empty(method), context);
        for (int row = from; row < to; row++) {
            double p = LogOdds.clip(map.calibrate(sample.scores()[row]), LogOdds.MIN_PROBABILITY);
            double y = sample.labels()[row];
            double loss = -(y * StrictMath.log(p) + (1.0 - y) * StrictMath.log1p(-p));
            losses[row - start] = sample.weight(row) * loss;
        }
    }

    private int boundary(int block) {
        return start + (int) ((long) (sample.size() - start) * block / blocks);
    }

    private double standardErrorOfDifference(Entrant a, Entrant b) {
        int rows = a.losses().length;
        int longest = Math.max(1, 2 * sample.overlapRows());
        int batches = Math.max(2, Math.min(MAX_BATCHES, rows / longest));
        double[] means = new double[batches];
        double mean = 0.0;
        for (int batch = 0; batch < batches; batch++) {
            double sum = 0.0;
            double weight = 0.0;
            for (int i = (int) ((long) rows * batch / batches); i < (int) ((long) rows * (batch + 1) / batches); i++) {
                sum += a.losses()[i] - b.losses()[i];
                weight += sample.weight(start + i);
            }
            means[batch] = sum / weight;
            mean += means[batch] / batches;
        }
        double squares = 0.0;
        for (double batchMean : means) {
            squares += (batchMean - mean) * (batchMean - mean);
        }
        return Math.sqrt(squares / (batches - 1.0) / batches);
    }
}
