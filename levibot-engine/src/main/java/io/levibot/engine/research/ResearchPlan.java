package io.levibot.engine.research;

import io.levibot.api.CostModel;
import io.levibot.engine.label.HorizonDirection;
import io.levibot.engine.label.LabelDefinition;
import io.levibot.engine.risk.RiskLimits;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a workflow shall do with a series: label, blocks, plugins with their configuration, costs and seed. Immutable.
 *
 * @since 0.1.0
 */
public final class ResearchPlan {
    /** Bars after which the default label looks: the close then against the close now. */
    public static final int DEFAULT_HORIZON_BARS = 4;

    /** Fraction of equity that an entry puts at risk. */
    public static final double DEFAULT_EXPOSURE = 0.95;

    /** Share of the training block, at its end, on which the number of boosting rounds is chosen. */
    public static final double DEFAULT_STOPPING_SHARE = 0.15;

    private final LabelDefinition label;
    private final BlockPlan blocks;
    private final double stoppingShare;
    private final PluginChoice predictor;
    private final PluginChoice calibrator;
    private final PluginChoice policy;
    private final CostModel costs;
    private final double exposure;
    private final RiskLimits limits;
    private final long seed;

    /**
     * A plugin by name, with its configuration.
     *
     * @param name the provider's name
     * @param config text by key
     * @since 0.1.0
     */
    public record PluginChoice(String name, SortedMap<String, String> config) {
        /** Copies. */
        public PluginChoice {
            Objects.requireNonNull(name, "name");
            config = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(config));
        }

        /**
         * @param name the provider's name
         * @return the plugin with its defaults
         */
        public static PluginChoice of(String name) {
            return new PluginChoice(name, new TreeMap<>());
        }

        /**
         * @param name the provider's name
         * @param config text by key
         * @return the plugin with these values
         */
        public static PluginChoice of(String name, Map<String, String> config) {
            return new PluginChoice(name, new TreeMap<>(config));
        }
    }

    private ResearchPlan(Builder builder) {
        this.label = builder.label;
        this.blocks = builder.blocks;
        this.stoppingShare = builder.stoppingShare;
        this.predictor = builder.predictor;
        this.calibrator = builder.calibrator;
        this.policy = builder.policy;
        this.costs = builder.costs;
        this.exposure = builder.exposure;
        this.limits = builder.limits;
        this.seed = builder.seed;
    }

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that begins with this plan. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.label = label;
        builder.blocks = blocks;
        builder.stoppingShare = stoppingShare;
        builder.predictor = predictor;
        builder.calibrator = calibrator;
        builder.policy = policy;
        builder.costs = costs;
        builder.exposure = exposure;
        builder.limits = limits;
        builder.seed = seed;
        return builder;
    }

    /** Returns what the model shall foresee. */
    public LabelDefinition label() {
        return label;
    }

    /** Returns how the series is cut. */
    public BlockPlan blocks() {
        return blocks;
    }

    /** Returns the share of the training block on which the number of rounds is chosen, 0 for none. */
    public double stoppingShare() {
        return stoppingShare;
    }

    /** Returns the model to train. */
    public PluginChoice predictor() {
        return predictor;
    }

    /** Returns the calibrator to fit. */
    public PluginChoice calibrator() {
        return calibrator;
    }

    /** Returns the policy to tune. */
    public PluginChoice policy() {
        return policy;
    }

    /** Returns the costs of sweep, backtest and paper trading. */
    public CostModel costs() {
        return costs;
    }

    /** Returns the fraction of equity that an entry puts at risk. */
    public double exposure() {
        return exposure;
    }

    /** Returns the limits of backtest and paper trading. */
    public RiskLimits limits() {
        return limits;
    }

    /** Returns the seed of all randomness. */
    public long seed() {
        return seed;
    }

    /**
     * Collects a plan. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private LabelDefinition label = new HorizonDirection(DEFAULT_HORIZON_BARS);
        private BlockPlan blocks = BlockPlan.DEFAULT;
        private double stoppingShare = DEFAULT_STOPPING_SHARE;
        private PluginChoice predictor = PluginChoice.of("lightgbm");
        private PluginChoice calibrator = PluginChoice.of("auto");
        private PluginChoice policy = PluginChoice.of("hysteresis");
        private CostModel costs = CostModel.DEFAULT;
        private double exposure = DEFAULT_EXPOSURE;
        private RiskLimits limits = RiskLimits.DEFAULT;
        private long seed = 42L;

        private Builder() {}

        /**
         * @param definition what the model shall foresee
         * @return this
         */
        public Builder label(LabelDefinition definition) {
            this.label = Objects.requireNonNull(definition, "definition");
            return this;
        }

        /**
         * @param blockPlan how the series is cut
         * @return this
         */
        public Builder blocks(BlockPlan blockPlan) {
            this.blocks = Objects.requireNonNull(blockPlan, "blockPlan");
            return this;
        }

        /**
         * @param share of the training block, 0 to 0.5
         * @return this
         */
        public Builder stoppingShare(double share) {
            if (!(share >= 0.0 && share <= 0.5)) {
                throw new IllegalArgumentException("stopping share " + share + ": allowed is 0 to 0.5");
            }
            this.stoppingShare = share;
            return this;
        }

        /**
         * @param choice the model to train
         * @return this
         */
        public Builder predictor(PluginChoice choice) {
            this.predictor = Objects.requireNonNull(choice, "choice");
            return this;
        }

        /**
         * @param choice the calibrator to fit
         * @return this
         */
        public Builder calibrator(PluginChoice choice) {
            this.calibrator = Objects.requireNonNull(choice, "choice");
            return this;
        }

        /**
         * @param choice the policy to tune
         * @return this
         */
        public Builder policy(PluginChoice choice) {
            this.policy = Objects.requireNonNull(choice, "choice");
            return this;
        }

        /**
         * @param model costs of sweep, backtest and paper trading
         * @return this
         */
        public Builder costs(CostModel model) {
            this.costs = Objects.requireNonNull(model, "model");
            return this;
        }

        /**
         * @param fraction of equity that an entry puts at risk, above 0 and at most 1
         * @return this
         */
        public Builder exposure(double fraction) {
            if (!(fraction > 0.0 && fraction <= 1.0)) {
                throw new IllegalArgumentException("exposure " + fraction + ": allowed is above 0 and at most 1");
            }
            this.exposure = fraction;
            return this;
        }

        /**
         * @param riskLimits limits of backtest and paper trading
         * @return this
         */
        public Builder limits(RiskLimits riskLimits) {
            this.limits = Objects.requireNonNull(riskLimits, "riskLimits");
            return this;
        }

        /**
         * @param value seed of all randomness
         * @return this
         */
        public Builder seed(long value) {
            this.seed = value;
            return this;
        }

        /** Returns the plan. */
        public ResearchPlan build() {
            return new ResearchPlan(this);
        }
    }
}
