package io.levibot.api.contract;

import io.levibot.api.Artifact;
import io.levibot.api.ArtifactException;
import io.levibot.api.TrainingException;
import io.levibot.api.spi.CalibrationSet;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.CalibratorInfo;
import io.levibot.api.spi.CalibratorProvider;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.OnlineCalibrator;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.ScoreScale;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeMap;

/** A correct online calibrator: a sigmoid shifted by the log-odds of the base rate, with an interval of fixed half width. */
public final class ShiftCalibratorProvider implements CalibratorProvider {
    private static final String ENTRY = "shift.txt";
    private static final String FORMAT = "shift/1";

    @Override
    public String name() {
        return "shift";
    }

    @Override
    public Set<ConfigKey> configKeys() {
        return Set.of(ConfigKey.of("half-width", "half width of the interval in score units, 0 to 5, default 0.5"));
    }

    @Override
    public Calibrator fit(CalibrationSet set, PluginConfig config, PluginContext context) {
        double positives = 0.0;
        for (int i = 0; i < set.size(); i++) {
            positives += set.label(i) * set.weight(i);
        }
        int samples = (int)
                Arrays.stream(set.weights()).filter(weight -> weight > 0.0).count();
        double sum = Arrays.stream(set.weights()).sum();
        if (!(positives > 0.0 && positives < sum)) {
            throw new TrainingException(name(), "needs rows of both classes");
        }
        return new Shift(new Facts(halfWidth(config), samples, positives, sum, set.scale()));
    }

    @Override
    public Calibrator create(PluginConfig config, PluginContext context) {
        halfWidth(config);
        String[] parts = context.requiredArtifact(name()).text(ENTRY).split(" ", -1);
        if (parts.length != 7 || !parts[0].equals(FORMAT) || !parts[6].equals("end")) {
            throw new ArtifactException(name(), "saved state is not a whole " + FORMAT);
        }
        return new Shift(new Facts(
                Double.parseDouble(parts[1]),
                Integer.parseInt(parts[2]),
                Double.parseDouble(parts[3]),
                Double.parseDouble(parts[4]),
                ScoreScale.valueOf(parts[5])));
    }

    private static double halfWidth(PluginConfig config) {
        return config.number("half-width", 0.5, 0.0, 5.0);
    }

    private record Facts(double halfWidth, int samples, double positives, double weightSum, ScoreScale scale) {
        double shift() {
            return StrictMath.log(positives / (weightSum - positives));
        }
    }

    private static final class Shift implements OnlineCalibrator {
        private volatile Facts facts;

        Shift(Facts facts) {
            this.facts = facts;
        }

        @Override
        public double calibrate(double rawScore) {
            return sigmoid(rawScore + facts.shift());
        }

        @Override
        public double lower(double rawScore) {
            Facts now = facts;
            return sigmoid(rawScore + now.shift() - now.halfWidth());
        }

        @Override
        public double upper(double rawScore) {
            Facts now = facts;
            return sigmoid(rawScore + now.shift() + now.halfWidth());
        }

        @Override
        public void observe(double rawScore, double label) {
            if (!Double.isFinite(rawScore) || (label != 0.0 && label != 1.0)) {
                throw new IllegalArgumentException("outcome " + label + " of score " + rawScore);
            }
            Facts old = facts;
            facts = new Facts(
                    old.halfWidth(), old.samples() + 1, old.positives() + label, old.weightSum() + 1.0, old.scale());
        }

        @Override
        public CalibratorInfo info() {
            Facts now = facts;
            return new CalibratorInfo(
                    "shift", now.samples(), now.positives(), now.weightSum(), now.scale(), new TreeMap<>());
        }

        @Override
        public Artifact state() {
            Facts now = facts;
            return Artifact.ofText(
                    ENTRY,
                    FORMAT + " " + now.halfWidth() + " " + now.samples() + " " + now.positives() + " " + now.weightSum()
                            + " " + now.scale() + " end");
        }

        private static double sigmoid(double logOdds) {
            return 1.0 / (1.0 + StrictMath.exp(-logOdds));
        }
    }
}
