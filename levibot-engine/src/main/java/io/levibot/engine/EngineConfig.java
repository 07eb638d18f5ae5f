package io.levibot.engine;

import io.levibot.api.BarInterval;
import io.levibot.api.ConfigException;
import io.levibot.api.CostModel;
import io.levibot.api.Symbol;
import io.levibot.engine.execution.ForeignOrders;
import io.levibot.engine.execution.Rounding;
import io.levibot.engine.risk.FixedFraction;
import io.levibot.engine.risk.PositionSizer;
import io.levibot.engine.risk.RiskLimits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything about an engine that changes what it decides, apart from the bundle. It is written into the journal, and an engine
 * rebuilt from it decides the same. Immutable.
 *
 * @since 0.1.0
 */
public final class EngineConfig {
    /** Equity at the beginning, in the account's currency. */
    public static final BigDecimal DEFAULT_STARTING_CASH = new BigDecimal("10000");

    /** Fraction of equity that an entry puts at risk. */
    public static final double DEFAULT_EXPOSURE = 0.95;

    /** Bars of each symbol that the engine remembers. */
    public static final int DEFAULT_HISTORY_BARS = 2_000;

    /** How long one decision may take before health reports STALLED and the latch trips. */
    public static final Duration DEFAULT_STALL_AFTER = Duration.ofSeconds(10);

    /** Bars of age at which data counts as stale. */
    public static final int DEFAULT_STALE_AFTER_BARS = 2;

    private static final Duration LIVE_STALENESS_CAP = Duration.ofMinutes(5);

    private final BarInterval interval;
    private final SortedSet<Symbol> symbols;
    private final BigDecimal startingCash;
    private final Rounding rounding;
    private final RiskLimits limits;
    private final CostModel costs;
    private final int historyBars;
    private final double exposure;
    private final Duration maxStaleness;
    private final Duration stallAfter;
    private final int topContributions;
    private final ForeignOrders foreignOrders;
    private final @Nullable Fallback fallback;
    private final @Nullable PositionSizer sizing;

    /**
     * A predictor that decides while there is no usable model. Its score is no probability: it has thresholds of its own, and
     * every decision and metric names it.
     *
     * @param predictor name of the Predictor plugin
     * @param entryScore a flat book enters when the score is above this
     * @param exitScore a position that the fallback opened is closed when the score is below this; at most entryScore
     * @since 0.1.0
     */
    public record Fallback(String predictor, double entryScore, double exitScore) {
        /** @throws IllegalArgumentException if a score is not finite or exit is above entry */
        public Fallback {
            Objects.requireNonNull(predictor, "predictor");
            if (!(Double.isFinite(entryScore) && Double.isFinite(exitScore) && exitScore <= entryScore)) {
                throw new IllegalArgumentException("fallback scores entry " + entryScore + ", exit " + exitScore
                        + ": allowed are finite numbers with exit <= entry");
            }
        }
    }

    private EngineConfig(Builder builder) {
        this.interval = builder.interval;
        this.symbols = Collections.unmodifiableSortedSet(new TreeSet<>(builder.symbols));
        this.startingCash = builder.startingCash;
        this.rounding = builder.rounding;
        this.limits = builder.limits;
        this.costs = builder.costs;
        this.historyBars = builder.historyBars;
        this.exposure = builder.exposure;
        this.maxStaleness = builder.maxStaleness == null ? defaultStaleness(interval) : builder.maxStaleness;
        this.stallAfter = builder.stallAfter;
        this.topContributions = builder.topContributions;
        this.foreignOrders = builder.foreignOrders;
        this.fallback = builder.fallback;
        this.sizing = builder.sizing;
        if (sizing != null && sizing.volatilityBars() >= historyBars) {
            throw new IllegalArgumentException("sizing looks at " + sizing.volatilityBars() + " returns, but only "
                    + historyBars + " bars are remembered: raise history-bars");
        }
    }

    /**
     * @param interval length of the bars
     * @param symbols instruments to trade, at least one
     * @return a builder with the defaults
     */
    public static Builder builder(BarInterval interval, Collection<Symbol> symbols) {
        return new Builder(interval, symbols);
    }

    /** Returns the length of the bars. */
    public BarInterval interval() {
        return interval;
    }

    /** Returns the instruments, in symbol order. */
    public SortedSet<Symbol> symbols() {
        return symbols;
    }

    /** Returns the cash at the beginning. */
    public BigDecimal startingCash() {
        return startingCash;
    }

    /** Returns the scales of quantities and money. */
    public Rounding rounding() {
        return rounding;
    }

    /** Returns the limits. */
    public RiskLimits limits() {
        return limits;
    }

    /** Returns the costs that the paper broker charges and that sizing reckons with. */
    public CostModel costs() {
        return costs;
    }

    /** Returns how many bars of each symbol the engine remembers, to warm the features of a model that is swapped in. */
    public int historyBars() {
        return historyBars;
    }

    /** Returns the fraction of equity that an entry puts at risk, above 0 and at most 1. */
    public double exposure() {
        return exposure;
    }

    /** Returns what says how large an entry is: by default {@link FixedFraction} of the exposure. */
    public PositionSizer sizing() {
        return sizing == null ? new FixedFraction(exposure) : sizing;
    }

    /**
     * Returns how old the newest bar may be at its decision. Twice the bar by default, and never more than five minutes for
     * bars of five minutes or less.
     */
    public Duration maxStaleness() {
        return maxStaleness;
    }

    /** Returns how long one decision may take before the engine counts as stalled. */
    public Duration stallAfter() {
        return stallAfter;
    }

    /** Returns how many contributions a decision carries; 0 for none. */
    public int topContributions() {
        return topContributions;
    }

    /** Returns what to do about open orders at the venue that are not the engine's. */
    public ForeignOrders foreignOrders() {
        return foreignOrders;
    }

    /** Returns the fallback, if the host switched one on. */
    public Optional<Fallback> fallback() {
        return Optional.ofNullable(fallback);
    }

    /** Returns the configuration as text by key, in key order: what the journal holds. */
    public SortedMap<String, String> asMap() {
        SortedMap<String, String> map = new TreeMap<>();
        map.put("interval", interval.toString());
        map.put("symbols", String.join(",", symbols.stream().map(Symbol::name).toList()));
        map.put("starting-cash", startingCash.toPlainString());
        map.put("quantity-scale", Integer.toString(rounding.quantityScale()));
        map.put("money-scale", Integer.toString(rounding.moneyScale()));
        map.put("fee-bps", ConfigNumbers.text(costs.feeBps()));
        map.put("half-spread-bps", ConfigNumbers.text(costs.halfSpreadBps()));
        map.put("slippage-bps", ConfigNumbers.text(costs.slippageBps()));
        map.put("history-bars", Integer.toString(historyBars));
        map.put("exposure", ConfigNumbers.text(exposure));
        map.put("max-staleness", maxStaleness.toString());
        map.put("stall-after", stallAfter.toString());
        map.put("top-contributions", Integer.toString(topContributions));
        map.put("foreign-orders", foreignOrders.name());
        if (fallback != null) {
            map.put("fallback.predictor", fallback.predictor());
            map.put("fallback.entry-score", ConfigNumbers.text(fallback.entryScore()));
            map.put("fallback.exit-score", ConfigNumbers.text(fallback.exitScore()));
        }
        if (sizing != null) {
            SizerText.write(sizing, map);
        }
        limits.asMap().forEach((key, value) -> map.put("limit." + key, value));
        return map;
    }

    /**
     * Rebuilds a configuration from {@link #asMap}.
     *
     * @param map text by key
     * @return the configuration
     * @throws ConfigException if a key is missing, unknown or malformed
     */
    public static EngineConfig fromMap(SortedMap<String, String> map) {
        return new EngineConfigReader(map).read();
    }

    private static Duration defaultStaleness(BarInterval interval) {
        Duration twice = interval.length().multipliedBy(DEFAULT_STALE_AFTER_BARS);
        boolean shortBar = interval.length().compareTo(LIVE_STALENESS_CAP) <= 0;
        return shortBar && twice.compareTo(LIVE_STALENESS_CAP) > 0 ? LIVE_STALENESS_CAP : twice;
    }

    /**
     * Collects the options of an engine. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private final BarInterval interval;
        private final SortedSet<Symbol> symbols;
        private BigDecimal startingCash = DEFAULT_STARTING_CASH;
        private Rounding rounding = Rounding.DEFAULT;
        private RiskLimits limits = RiskLimits.DEFAULT;
        private CostModel costs = CostModel.DEFAULT;
        private int historyBars = DEFAULT_HISTORY_BARS;
        private double exposure = DEFAULT_EXPOSURE;
        private @Nullable Duration maxStaleness;
        private Duration stallAfter = DEFAULT_STALL_AFTER;
        private int topContributions;
        private ForeignOrders foreignOrders = ForeignOrders.DISPUTE;
        private @Nullable Fallback fallback;
        private @Nullable PositionSizer sizing;

        private Builder(BarInterval interval, Collection<Symbol> symbols) {
            this.interval = Objects.requireNonNull(interval, "interval");
            this.symbols = new TreeSet<>(symbols);
            if (this.symbols.isEmpty()) {
                throw new IllegalArgumentException("an engine needs at least one symbol");
            }
        }

        /**
         * @param cash cash at the beginning, above 0
         * @return this
         */
        public Builder startingCash(BigDecimal cash) {
            if (cash.signum() <= 0) {
                throw new IllegalArgumentException("starting cash " + cash + " must be above 0");
            }
            this.startingCash = cash;
            return this;
        }

        /**
         * @param scales scales of quantities and money
         * @return this
         */
        public Builder rounding(Rounding scales) {
            this.rounding = Objects.requireNonNull(scales, "scales");
            return this;
        }

        /**
         * @param riskLimits the limits
         * @return this
         */
        public Builder limits(RiskLimits riskLimits) {
            this.limits = Objects.requireNonNull(riskLimits, "riskLimits");
            return this;
        }

        /**
         * @param model what a trade costs
         * @return this
         */
        public Builder costs(CostModel model) {
            this.costs = Objects.requireNonNull(model, "model");
            return this;
        }

        /**
         * @param bars how many bars of each symbol to remember, 1 to 100,000
         * @return this
         */
        public Builder historyBars(int bars) {
            if (bars < 1 || bars > 100_000) {
                throw new IllegalArgumentException("history of " + bars + " bars: allowed is 1 to 100000");
            }
            this.historyBars = bars;
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
         * @param age how old the newest bar may be at its decision, positive
         * @return this
         */
        public Builder maxStaleness(Duration age) {
            this.maxStaleness = requirePositive("maximum staleness", age);
            return this;
        }

        /**
         * @param time how long one decision may take, positive
         * @return this
         */
        public Builder stallAfter(Duration time) {
            this.stallAfter = requirePositive("stall limit", time);
            return this;
        }

        /**
         * @param count how many contributions a decision carries, 0 to 100
         * @return this
         */
        public Builder topContributions(int count) {
            if (count < 0 || count > 100) {
                throw new IllegalArgumentException("contributions " + count + ": allowed is 0 to 100");
            }
            this.topContributions = count;
            return this;
        }

        /**
         * @param treatment what to do about open orders at the venue that are not the engine's; by default they are disputed
         * @return this
         */
        public Builder foreignOrders(ForeignOrders treatment) {
            this.foreignOrders = Objects.requireNonNull(treatment, "treatment");
            return this;
        }

        /**
         * @param options the fallback to switch on, or null for none
         * @return this
         */
        public Builder fallback(@Nullable Fallback options) {
            this.fallback = options;
            return this;
        }

        /**
         * @param sizer what says how large an entry is, or null for a {@link FixedFraction} of the exposure
         * @return this
         */
        public Builder sizing(@Nullable PositionSizer sizer) {
            this.sizing = sizer;
            return this;
        }

        /**
         * Returns the configuration.
         *
         * @throws IllegalArgumentException if the sizer looks further back than the engine remembers
         */
        public EngineConfig build() {
            return new EngineConfig(this);
        }

        private static Duration requirePositive(String what, Duration duration) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException(what + " " + duration + " must be positive");
            }
            return duration;
        }
    }
}
