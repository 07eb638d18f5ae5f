package io.levibot.api.contract;

import io.levibot.api.Artifact;
import io.levibot.api.ArtifactException;
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
import io.levibot.api.spi.Verdict;
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
            return Artifact.ofText(ENTRY, FORMAT + " " + thresholds.entry() + " " + thresholds.exit() + " end");
        }
    }
}
