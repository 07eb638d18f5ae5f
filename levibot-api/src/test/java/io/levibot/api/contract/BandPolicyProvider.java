package io.levibot.api.contract;

import io.levibot.api.Artifact;
import io.levibot.api.ArtifactException;
import io.levibot.api.CostModel;
import io.levibot.api.PositionSide;
import io.levibot.api.Prediction;
import io.levibot.api.Reason;
import io.levibot.api.Signal;
import io.levibot.api.Thresholds;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.PositionView;
import io.levibot.api.spi.ThresholdPolicy;
import io.levibot.api.spi.ThresholdPolicyProvider;
import io.levibot.api.spi.ThresholdTuner;
import io.levibot.api.spi.TuningResult;
import io.levibot.api.spi.TuningSet;
import io.levibot.api.spi.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A correct policy: enters above one threshold, exits below the other. */
public final class BandPolicyProvider implements ThresholdPolicyProvider {
    private static final String ENTRY = "band.txt";
    private static final String FORMAT = "band/1";

    @Override
    public String name() {
        return "band";
    }

    @Override
    public Set<ConfigKey> configKeys() {
        return Set.of(
                ConfigKey.of("entry", "probability above which to enter, 0 to 1, default 0.55"),
                ConfigKey.of("exit", "probability below which to exit, 0 to 1, default 0.45"));
    }

    @Override
    public ThresholdPolicy create(PluginConfig config, PluginContext context) {
        Thresholds configured =
                new Thresholds(config.number("entry", 0.55, 0.5, 1.0), config.number("exit", 0.45, 0.0, 0.5));
        return new Band(context.artifact().map(BandPolicyProvider::read).orElse(configured));
    }

    @Override
    public Optional<ThresholdTuner> tuner(PluginConfig config, PluginContext context) {
        return Optional.of(BandPolicyProvider::tune);
    }

    private static TuningResult tune(TuningSet set) {
        List<TuningResult.Trial> trials = new ArrayList<>();
        for (double entry : new double[] {0.5, 0.55, 0.6}) {
            trials.add(trial(new Thresholds(entry, 1.0 - entry), set));
        }
        Optional<TuningResult.Trial> best = trials.stream()
                .filter(trial -> trial.totalReturn() > 0.0)
                .max(Comparator.comparingDouble(TuningResult.Trial::totalReturn));
        Thresholds chosen = best.map(TuningResult.Trial::thresholds).orElse(null);
        Thresholds served = chosen == null ? new Thresholds(1.0, 0.0) : chosen;
        return new TuningResult(
                state(served), chosen, chosen == null ? "nothing earns" : "most return", null, trials, 1.0);
    }

    /** All in at the next open above the entry, all out at the next open below the exit. */
    private static TuningResult.Trial trial(Thresholds thresholds, TuningSet set) {
        double[] probability = set.probability();
        double[] open = set.open();
        CostModel costs = set.costs();
        double equity = 1.0;
        double peak = 1.0;
        double drawdown = 0.0;
        double paid = 0.0;
        int trades = 0;
        for (int i = 0; i + 1 < set.size(); i++) {
            if (paid == 0.0 && probability[i] > thresholds.entry()) {
                paid = costs.buyPrice(open[i + 1]) * (1.0 + costs.feeFraction());
                trades++;
            } else if (paid > 0.0 && probability[i] < thresholds.exit()) {
                equity *= costs.sellPrice(open[i + 1]) * (1.0 - costs.feeFraction()) / paid;
                paid = 0.0;
                peak = Math.max(peak, equity);
                drawdown = Math.max(drawdown, 1.0 - equity / peak);
            }
        }
        return new TuningResult.Trial(thresholds, Double.NaN, drawdown, equity - 1.0, trades, equity);
    }

    static Artifact state(Thresholds thresholds) {
        return Artifact.ofText(ENTRY, FORMAT + " " + thresholds.entry() + " " + thresholds.exit() + " end");
    }

    private static Thresholds read(Artifact artifact) {
        String[] parts = artifact.text(ENTRY).split(" ", -1);
        if (parts.length != 4 || !parts[0].equals(FORMAT) || !parts[3].equals("end")) {
            throw new ArtifactException("band", "saved state is not a whole " + FORMAT);
        }
        return new Thresholds(Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
    }

    private record Band(Thresholds thresholds) implements ThresholdPolicy {
        private static final Verdict HOLD = Verdict.of(Signal.HOLD);
        private static final Verdict IN = Verdict.of(Signal.ENTRY);
        private static final Verdict OUT = Verdict.of(Signal.EXIT);
        private static final Verdict NO_SCORE = new Verdict(Signal.ABSTAIN, Reason.SCORE_INVALID);

        @Override
        public Verdict decide(Prediction prediction, PositionView position) {
            if (!prediction.hasProbability()) {
                return NO_SCORE;
            }
            if (position.side() == PositionSide.FLAT) {
                return prediction.probability() > thresholds.entry() ? IN : HOLD;
            }
            return prediction.probability() < thresholds.exit() ? OUT : HOLD;
        }

        @Override
        public Artifact state() {
            return BandPolicyProvider.state(thresholds);
        }
    }
}
