package io.levibot.engine.risk;

import io.levibot.api.ConfigException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Limits on what may be entered and when a position is closed to protect it. Fractions, not percent. Exits are never limited.
 *
 * <table>
 * <caption>The limits</caption>
 * <tr><th>key</th><th>default</th><th>allowed</th><th>meaning</th></tr>
 * <tr><td>max-position-fraction</td><td>1.0</td><td>(0, 100]</td><td>largest value of one symbol's position, as a fraction of equity</td></tr>
 * <tr><td>max-gross-exposure-fraction</td><td>1.0</td><td>(0, 100]</td><td>largest sum of absolute position values, as a fraction of equity</td></tr>
 * <tr><td>max-order-notional</td><td>0.0</td><td>0 and up</td><td>largest value of one entry, in the account's currency; 0 for none</td></tr>
 * <tr><td>max-open-positions</td><td>10</td><td>1 and up</td><td>most symbols held at once</td></tr>
 * <tr><td>max-trades-per-hour</td><td>20</td><td>1 and up</td><td>most entries filled within any 60 minutes</td></tr>
 * <tr><td>max-trades-per-day</td><td>100</td><td>1 and up</td><td>most entries filled within a UTC day</td></tr>
 * <tr><td>max-symbol-trades-per-day</td><td>100</td><td>1 and up</td><td>most entries of one symbol filled within a UTC day</td></tr>
 * <tr><td>cooldown-after-loss</td><td>none</td><td>zero or more</td><td>how long a symbol is not entered after an exit at a loss, fees included</td></tr>
 * <tr><td>book-cooldown-after-loss</td><td>none</td><td>zero or more</td><td>how long nothing is entered after an exit at a loss of any symbol</td></tr>
 * <tr><td>max-daily-loss-fraction</td><td>0.05</td><td>(0, 1]</td><td>fall of equity since the day's first mark, as a fraction, at which entries end until the next UTC day</td></tr>
 * <tr><td>max-drawdown-fraction</td><td>0.20</td><td>(0, 1]</td><td>fall of equity from its peak, as a fraction, at which entries end</td></tr>
 * <tr><td>min-notional</td><td>10.0</td><td>0 and up</td><td>smallest value of an entry, in the account's currency</td></tr>
 * <tr><td>max-entry-move</td><td>0.20</td><td>(0, 100]</td><td>largest distance of the bar's high or low from the close before, as a fraction, at which an entry is still made</td></tr>
 * <tr><td>max-mark-age-bars</td><td>3</td><td>0 and up</td><td>oldest price of any held symbol, in bars before the decided bar, with which an entry is still made; 0 for any age</td></tr>
 * <tr><td>min-entry-volume</td><td>0.0</td><td>0 and up</td><td>smallest volume of the decided bar at which an entry is made, in units of the base asset</td></tr>
 * <tr><td>stop-loss-fraction</td><td>0.0</td><td>[0, 1]</td><td>adverse move from the entry price, as a fraction, that closes the position; 0 for none</td></tr>
 * <tr><td>take-profit-fraction</td><td>0.0</td><td>[0, 100]</td><td>favourable move from the entry price, as a fraction, that closes the position; 0 for none</td></tr>
 * <tr><td>max-bars-held</td><td>0</td><td>0 and up</td><td>bars after which a position is closed; 0 for no end</td></tr>
 * <tr><td>fallback-max-position-fraction</td><td>0.10</td><td>(0, 100]</td><td>as maxPositionFraction, for entries that the fallback decided</td></tr>
 * </table>
 *
 * @since 0.1.0
 */
public final class RiskLimits {
    /** The defaults of the table. */
    public static final RiskLimits DEFAULT = builder().build();

    private static final double MAX_FRACTION = 100.0;

    private final double maxPositionFraction;
    private final double maxGrossExposureFraction;
    private final double maxOrderNotional;
    private final int maxOpenPositions;
    private final int maxTradesPerHour;
    private final int maxTradesPerDay;
    private final int maxSymbolTradesPerDay;
    private final Duration cooldownAfterLoss;
    private final Duration bookCooldownAfterLoss;
    private final double maxDailyLossFraction;
    private final double maxDrawdownFraction;
    private final double minNotional;
    private final double maxEntryMove;
    private final int maxMarkAgeBars;
    private final double minEntryVolume;
    private final double stopLossFraction;
    private final double takeProfitFraction;
    private final int maxBarsHeld;
    private final double fallbackMaxPositionFraction;

    private RiskLimits(Builder builder) {
        this.maxPositionFraction = builder.maxPositionFraction;
        this.maxGrossExposureFraction = builder.maxGrossExposureFraction;
        this.maxOrderNotional = builder.maxOrderNotional;
        this.maxOpenPositions = builder.maxOpenPositions;
        this.maxTradesPerHour = builder.maxTradesPerHour;
        this.maxTradesPerDay = builder.maxTradesPerDay;
        this.maxSymbolTradesPerDay = builder.maxSymbolTradesPerDay;
        this.cooldownAfterLoss = builder.cooldownAfterLoss;
        this.bookCooldownAfterLoss = builder.bookCooldownAfterLoss;
        this.maxDailyLossFraction = builder.maxDailyLossFraction;
        this.maxDrawdownFraction = builder.maxDrawdownFraction;
        this.minNotional = builder.minNotional;
        this.maxEntryMove = builder.maxEntryMove;
        this.maxMarkAgeBars = builder.maxMarkAgeBars;
        this.minEntryVolume = builder.minEntryVolume;
        this.stopLossFraction = builder.stopLossFraction;
        this.takeProfitFraction = builder.takeProfitFraction;
        this.maxBarsHeld = builder.maxBarsHeld;
        this.fallbackMaxPositionFraction = builder.fallbackMaxPositionFraction;
    }

    /** Returns a builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns limits that limit nothing, for comparing a run with one that has none. */
    public static RiskLimits unlimited() {
        return builder()
                .maxPositionFraction(MAX_FRACTION)
                .maxGrossExposureFraction(MAX_FRACTION)
                .maxOpenPositions(Integer.MAX_VALUE)
                .maxTradesPerHour(Integer.MAX_VALUE)
                .maxTradesPerDay(Integer.MAX_VALUE)
                .maxSymbolTradesPerDay(Integer.MAX_VALUE)
                .maxDailyLossFraction(1.0)
                .maxDrawdownFraction(1.0)
                .minNotional(0.0)
                .maxEntryMove(MAX_FRACTION)
                .maxMarkAgeBars(0)
                .fallbackMaxPositionFraction(MAX_FRACTION)
                .build();
    }

    /** Returns the largest value of one symbol's position, as a fraction of equity. */
    public double maxPositionFraction() {
        return maxPositionFraction;
    }

    /** Returns the largest sum of absolute position values, as a fraction of equity. */
    public double maxGrossExposureFraction() {
        return maxGrossExposureFraction;
    }

    /** Returns the largest value of one entry, in the account's currency; 0 for none. */
    public double maxOrderNotional() {
        return maxOrderNotional;
    }

    /** Returns the most symbols held at once. */
    public int maxOpenPositions() {
        return maxOpenPositions;
    }

    /** Returns the most entries filled within any 60 minutes. */
    public int maxTradesPerHour() {
        return maxTradesPerHour;
    }

    /** Returns the most entries filled within a UTC day. */
    public int maxTradesPerDay() {
        return maxTradesPerDay;
    }

    /** Returns the most entries of one symbol filled within a UTC day. */
    public int maxSymbolTradesPerDay() {
        return maxSymbolTradesPerDay;
    }

    /** Returns how long a symbol is not entered after an exit at a loss, fees included. */
    public Duration cooldownAfterLoss() {
        return cooldownAfterLoss;
    }

    /** Returns how long nothing is entered after an exit at a loss of any symbol. */
    public Duration bookCooldownAfterLoss() {
        return bookCooldownAfterLoss;
    }

    /** Returns the fall of equity since the day's first mark, as a fraction, at which entries end until the next UTC day. */
    public double maxDailyLossFraction() {
        return maxDailyLossFraction;
    }

    /** Returns the fall of equity from its peak, as a fraction, at which entries end. */
    public double maxDrawdownFraction() {
        return maxDrawdownFraction;
    }

    /** Returns the smallest value of an entry, in the account's currency. */
    public double minNotional() {
        return minNotional;
    }

    /** Returns the largest distance of the bar's high or low from the close before, as a fraction, at which an entry is still made. */
    public double maxEntryMove() {
        return maxEntryMove;
    }

    /** Returns the oldest price of any held symbol, in bars before the decided bar, with which an entry is still made; 0 for any age. */
    public int maxMarkAgeBars() {
        return maxMarkAgeBars;
    }

    /** Returns the smallest volume of the decided bar at which an entry is made, in units of the base asset. */
    public double minEntryVolume() {
        return minEntryVolume;
    }

    /** Returns the adverse move from the entry price, as a fraction, that closes the position; 0 for none. */
    public double stopLossFraction() {
        return stopLossFraction;
    }

    /** Returns the favourable move from the entry price, as a fraction, that closes the position; 0 for none. */
    public double takeProfitFraction() {
        return takeProfitFraction;
    }

    /** Returns the bars after which a position is closed; 0 for no end. */
    public int maxBarsHeld() {
        return maxBarsHeld;
    }

    /** Returns the same as maxPositionFraction, for entries that the fallback decided. */
    public double fallbackMaxPositionFraction() {
        return fallbackMaxPositionFraction;
    }

    /** Returns the limits as text by key, in key order. */
    public SortedMap<String, String> asMap() {
        SortedMap<String, String> map = new TreeMap<>();
        map.put("max-position-fraction", exact(maxPositionFraction));
        map.put("max-gross-exposure-fraction", exact(maxGrossExposureFraction));
        map.put("max-order-notional", exact(maxOrderNotional));
        map.put("max-open-positions", Integer.toString(maxOpenPositions));
        map.put("max-trades-per-hour", Integer.toString(maxTradesPerHour));
        map.put("max-trades-per-day", Integer.toString(maxTradesPerDay));
        map.put("max-symbol-trades-per-day", Integer.toString(maxSymbolTradesPerDay));
        map.put("cooldown-after-loss", cooldownAfterLoss.toString());
        map.put("book-cooldown-after-loss", bookCooldownAfterLoss.toString());
        map.put("max-daily-loss-fraction", exact(maxDailyLossFraction));
        map.put("max-drawdown-fraction", exact(maxDrawdownFraction));
        map.put("min-notional", exact(minNotional));
        map.put("max-entry-move", exact(maxEntryMove));
        map.put("max-mark-age-bars", Integer.toString(maxMarkAgeBars));
        map.put("min-entry-volume", exact(minEntryVolume));
        map.put("stop-loss-fraction", exact(stopLossFraction));
        map.put("take-profit-fraction", exact(takeProfitFraction));
        map.put("max-bars-held", Integer.toString(maxBarsHeld));
        map.put("fallback-max-position-fraction", exact(fallbackMaxPositionFraction));
        return map;
    }

    /**
     * Rebuilds limits from {@link #asMap}.
     *
     * @param map text by key
     * @return the limits
     * @throws ConfigException if a key is missing, unknown or malformed
     */
    public static RiskLimits fromMap(SortedMap<String, String> map) {
        SortedMap<String, String> left = new TreeMap<>(map);
        try {
            RiskLimits limits = builder()
                    .maxPositionFraction(Double.parseDouble(take(left, "max-position-fraction")))
                    .maxGrossExposureFraction(Double.parseDouble(take(left, "max-gross-exposure-fraction")))
                    .maxOrderNotional(Double.parseDouble(take(left, "max-order-notional")))
                    .maxOpenPositions(Integer.parseInt(take(left, "max-open-positions")))
                    .maxTradesPerHour(Integer.parseInt(take(left, "max-trades-per-hour")))
                    .maxTradesPerDay(Integer.parseInt(take(left, "max-trades-per-day")))
                    .maxSymbolTradesPerDay(Integer.parseInt(take(left, "max-symbol-trades-per-day")))
                    .cooldownAfterLoss(Duration.parse(take(left, "cooldown-after-loss")))
                    .bookCooldownAfterLoss(Duration.parse(take(left, "book-cooldown-after-loss")))
                    .maxDailyLossFraction(Double.parseDouble(take(left, "max-daily-loss-fraction")))
                    .maxDrawdownFraction(Double.parseDouble(take(left, "max-drawdown-fraction")))
                    .minNotional(Double.parseDouble(take(left, "min-notional")))
                    .maxEntryMove(Double.parseDouble(take(left, "max-entry-move")))
                    .maxMarkAgeBars(Integer.parseInt(take(left, "max-mark-age-bars")))
                    .minEntryVolume(Double.parseDouble(take(left, "min-entry-volume")))
                    .stopLossFraction(Double.parseDouble(take(left, "stop-loss-fraction")))
                    .takeProfitFraction(Double.parseDouble(take(left, "take-profit-fraction")))
                    .maxBarsHeld(Integer.parseInt(take(left, "max-bars-held")))
                    .fallbackMaxPositionFraction(Double.parseDouble(take(left, "fallback-max-position-fraction")))
                    .build();
            if (!left.isEmpty()) {
                throw new ConfigException("risk", "unknown limits " + left.keySet());
            }
            return limits;
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new ConfigException("risk", "limits cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RiskLimits that && asMap().equals(that.asMap());
    }

    @Override
    public int hashCode() {
        return asMap().hashCode();
    }

    @Override
    public String toString() {
        return "RiskLimits" + asMap();
    }

    private static String take(SortedMap<String, String> left, String key) {
        String value = left.remove(key);
        if (value == null) {
            throw new ConfigException("risk", "limit '" + key + "' is missing");
        }
        return value;
    }

    /** Exact decimal expansion: the same text on every JDK. */
    private static String exact(double number) {
        return new BigDecimal(number).toString();
    }

    /**
     * Collects limits. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private double maxPositionFraction = 1.0;
        private double maxGrossExposureFraction = 1.0;
        private double maxOrderNotional = 0.0;
        private int maxOpenPositions = 10;
        private int maxTradesPerHour = 20;
        private int maxTradesPerDay = 100;
        private int maxSymbolTradesPerDay = 100;
        private Duration cooldownAfterLoss = Duration.ZERO;
        private Duration bookCooldownAfterLoss = Duration.ZERO;
        private double maxDailyLossFraction = 0.05;
        private double maxDrawdownFraction = 0.20;
        private double minNotional = 10.0;
        private double maxEntryMove = 0.20;
        private int maxMarkAgeBars = 3;
        private double minEntryVolume = 0.0;
        private double stopLossFraction = 0.0;
        private double takeProfitFraction = 0.0;
        private int maxBarsHeld = 0;
        private double fallbackMaxPositionFraction = 0.10;

        private Builder() {}

        /**
         * @param value largest value of one symbol's position, as a fraction of equity; (0, 100]
         * @return this
         */
        public Builder maxPositionFraction(double value) {
            this.maxPositionFraction = require("max-position-fraction", value, Double.MIN_VALUE, MAX_FRACTION);
            return this;
        }

        /**
         * @param value largest sum of absolute position values, as a fraction of equity; (0, 100]
         * @return this
         */
        public Builder maxGrossExposureFraction(double value) {
            this.maxGrossExposureFraction =
                    require("max-gross-exposure-fraction", value, Double.MIN_VALUE, MAX_FRACTION);
            return this;
        }

        /**
         * @param value largest value of one entry, in the account's currency; 0 for none; 0 and up
         * @return this
         */
        public Builder maxOrderNotional(double value) {
            this.maxOrderNotional = require("max-order-notional", value, 0.0, Double.MAX_VALUE);
            return this;
        }

        /**
         * @param value most symbols held at once; 1 and up
         * @return this
         */
        public Builder maxOpenPositions(int value) {
            this.maxOpenPositions = requireCount("max-open-positions", value, 1);
            return this;
        }

        /**
         * @param value most entries filled within any 60 minutes; 1 and up
         * @return this
         */
        public Builder maxTradesPerHour(int value) {
            this.maxTradesPerHour = requireCount("max-trades-per-hour", value, 1);
            return this;
        }

        /**
         * @param value most entries filled within a UTC day; 1 and up
         * @return this
         */
        public Builder maxTradesPerDay(int value) {
            this.maxTradesPerDay = requireCount("max-trades-per-day", value, 1);
            return this;
        }

        /**
         * @param value most entries of one symbol filled within a UTC day; 1 and up
         * @return this
         */
        public Builder maxSymbolTradesPerDay(int value) {
            this.maxSymbolTradesPerDay = requireCount("max-symbol-trades-per-day", value, 1);
            return this;
        }

        /**
         * @param value how long a symbol is not entered after an exit at a loss, fees included; zero or more
         * @return this
         */
        public Builder cooldownAfterLoss(Duration value) {
            this.cooldownAfterLoss = requireNotNegative("cooldown-after-loss", value);
            return this;
        }

        /**
         * @param value how long nothing is entered after an exit at a loss of any symbol; zero or more
         * @return this
         */
        public Builder bookCooldownAfterLoss(Duration value) {
            this.bookCooldownAfterLoss = requireNotNegative("book-cooldown-after-loss", value);
            return this;
        }

        /**
         * @param value fall of equity since the day's first mark, as a fraction, at which entries end until the next UTC day; (0, 1]
         * @return this
         */
        public Builder maxDailyLossFraction(double value) {
            this.maxDailyLossFraction = require("max-daily-loss-fraction", value, Double.MIN_VALUE, 1.0);
            return this;
        }

        /**
         * @param value fall of equity from its peak, as a fraction, at which entries end; (0, 1]
         * @return this
         */
        public Builder maxDrawdownFraction(double value) {
            this.maxDrawdownFraction = require("max-drawdown-fraction", value, Double.MIN_VALUE, 1.0);
            return this;
        }

        /**
         * @param value smallest value of an entry, in the account's currency; 0 and up
         * @return this
         */
        public Builder minNotional(double value) {
            this.minNotional = require("min-notional", value, 0.0, Double.MAX_VALUE);
            return this;
        }

        /**
         * @param value largest distance of the bar's high or low from the close before, as a fraction, at which an entry is still made; (0, 100]
         * @return this
         */
        public Builder maxEntryMove(double value) {
            this.maxEntryMove = require("max-entry-move", value, Double.MIN_VALUE, MAX_FRACTION);
            return this;
        }

        /**
         * @param value oldest price of any held symbol, in bars before the decided bar, with which an entry is still made; 0 for any age; 0 and up
         * @return this
         */
        public Builder maxMarkAgeBars(int value) {
            this.maxMarkAgeBars = requireCount("max-mark-age-bars", value, 0);
            return this;
        }

        /**
         * @param value smallest volume of the decided bar at which an entry is made, in units of the base asset; 0 and up
         * @return this
         */
        public Builder minEntryVolume(double value) {
            this.minEntryVolume = require("min-entry-volume", value, 0.0, Double.MAX_VALUE);
            return this;
        }

        /**
         * @param value adverse move from the entry price, as a fraction, that closes the position; 0 for none; [0, 1]
         * @return this
         */
        public Builder stopLossFraction(double value) {
            this.stopLossFraction = require("stop-loss-fraction", value, 0.0, 1.0);
            return this;
        }

        /**
         * @param value favourable move from the entry price, as a fraction, that closes the position; 0 for none; [0, 100]
         * @return this
         */
        public Builder takeProfitFraction(double value) {
            this.takeProfitFraction = require("take-profit-fraction", value, 0.0, MAX_FRACTION);
            return this;
        }

        /**
         * @param value bars after which a position is closed; 0 for no end; 0 and up
         * @return this
         */
        public Builder maxBarsHeld(int value) {
            this.maxBarsHeld = requireCount("max-bars-held", value, 0);
            return this;
        }

        /**
         * @param value as maxPositionFraction, for entries that the fallback decided; (0, 100]
         * @return this
         */
        public Builder fallbackMaxPositionFraction(double value) {
            this.fallbackMaxPositionFraction =
                    require("fallback-max-position-fraction", value, Double.MIN_VALUE, MAX_FRACTION);
            return this;
        }

        /** Returns the limits. */
        public RiskLimits build() {
            return new RiskLimits(this);
        }

        private static double require(String key, double value, double min, double max) {
            if (!(value >= min && value <= max)) {
                throw new IllegalArgumentException(key + " " + value + ": allowed is "
                        + (min == Double.MIN_VALUE ? "above 0" : min) + " to " + max);
            }
            return value;
        }

        private static Duration requireNotNegative(String key, Duration value) {
            if (Objects.requireNonNull(value, "value").isNegative()) {
                throw new IllegalArgumentException(key + " " + value + ": allowed is zero or more");
            }
            return value;
        }

        private static int requireCount(String key, int value, int min) {
            if (value < min) {
                throw new IllegalArgumentException(key + " " + value + ": allowed is " + min + " and up");
            }
            return value;
        }
    }
}
