package io.levibot.calibration;

import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Chooses the method: every candidate is fitted on the earlier rows and judged by log loss on the rows after them, over several
 * consecutive blocks, and the simplest candidate wins that is within one standard error of the best; it is then fitted to all
 * rows. The rows that a label overlaps are purged between fitting and judging. Log loss, not ECE, decides: a map to 0 and 1 can
 * have a fine ECE and an infinite loss.
 *
 * <p>A map must earn its place: unless the winner beats the scores as they are by two standard errors, the choice is identity. One
 * error is too little there: of a hundred samples of calibrated scores it let chance pick a map in nine, two errors in two. Such a
 * map makes every later row a little worse.
 *
 * <p>The first half of the rows is for fitting only; a candidate takes part if that half meets its own guard. The standard error
 * is that of the paired difference to the best, from the means of consecutive batches, so that neighbouring rows that depend on
 * each other do not make it too small. From simple to complex: identity, temperature, platt, affine-logit, beta,
 * quadratic-logit, venn-abers, cross-venn-abers, centred-isotonic, isotonic.
 *
 * <p>The facts name the choice, every candidate's loss and why others took no part. These losses chose the map, so they are no
 * evidence for it: judge the map on later rows. Takes at least 100 rows with 5 of each class unless told otherwise.
 *
 * @since 0.1.0
 */
public final class AutoProvider extends MethodProvider {
    static final String NAME = "auto";
    private static final SampleGuard GUARD = new SampleGuard(100, 5.0);
    private static final String CANDIDATES = "candidates";
    private static final String DEFAULT_CANDIDATES =
            "identity,temperature,platt,beta,quadratic-logit,venn-abers,isotonic";
    private static final String BLOCKS = "blocks";
    private static final int DEFAULT_BLOCKS = 5;
    private static final int MAX_BLOCKS = 100;
    private static final String RULE = "rule";

    /** Which candidate wins. */
    private enum Rule {
        /** The simplest within one standard error of the best. */
        ONE_STANDARD_ERROR,
        /** The one of least loss. */
        BEST
    }

    /** Called by ServiceLoader. */
    public AutoProvider() {
        super(
                NAME,
                GUARD,
                ConfigKey.of(CANDIDATES, "methods to choose among, separated by commas; default " + DEFAULT_CANDIDATES),
                ConfigKey.of(
                        BLOCKS,
                        "number of consecutive blocks to judge on, 1 to " + MAX_BLOCKS + "; default " + DEFAULT_BLOCKS),
                ConfigKey.of(
                        RULE,
                        "who wins: one-standard-error for the simplest within one standard error of the best, or best;"
                                + " default one-standard-error"));
    }

    @Override
    FittedCalibrator fit(Sample sample, PluginConfig config, PluginContext context) {
        MethodContest contest = new MethodContest(sample, candidates(config), blocks(config), context);
        MethodProvider winner = rule(config) == Rule.BEST ? contest.best() : contest.simplestWithinOneStandardError();
        FittedCalibrator chosen = (FittedCalibrator) winner.fit(sample, PluginConfig.empty(winner), context);
        Map<String, String> details = new TreeMap<>(chosen.info().details());
        details.putAll(contest.facts());
        details.put("selected", winner.name());
        return fitted(sample, chosen.map(), details);
    }

    @Override
    void check(PluginConfig config) {
        super.check(config);
        candidates(config);
        blocks(config);
        rule(config);
    }

    private static Rule rule(PluginConfig config) {
        return config.choice(RULE, Rule.class, Rule.ONE_STANDARD_ERROR);
    }

    private static int blocks(PluginConfig config) {
        return (int) config.integer(BLOCKS, DEFAULT_BLOCKS, 1, MAX_BLOCKS);
    }

    /** Returns the configured candidates from simple to complex, in whatever order they were named. */
    private static List<MethodProvider> candidates(PluginConfig config) {
        List<String> named = List.of(config.text(CANDIDATES, DEFAULT_CANDIDATES).split(",", -1));
        List<MethodProvider> candidates = new ArrayList<>();
        List<String> known = new ArrayList<>();
        for (MethodProvider method : fromSimpleToComplex()) {
            known.add(method.name());
            if (named.contains(method.name())) {
                candidates.add(method);
            }
        }
        if (candidates.size() != named.size()) {
            throw config.refuse(CANDIDATES, "different ones of " + known + ", separated by commas without spaces");
        }
        return candidates;
    }

    private static List<MethodProvider> fromSimpleToComplex() {
        return List.of(
                new IdentityProvider(),
                new TemperatureProvider(),
                new PlattProvider(),
                new AffineLogitProvider(),
                new BetaProvider(),
                new QuadraticLogitProvider(),
                new VennAbersProvider(),
                new CrossVennAbersProvider(),
                new CentredIsotonicProvider(),
                new IsotonicProvider());
    }
}
