package io.levibot.engine.risk;

import io.levibot.api.Bar;
import io.levibot.api.Reason;
import io.levibot.engine.execution.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules that refuse an entry, in their order. Each is written so that a figure that is not a number refuses. What the
 * rules count includes entries that were ordered and are not filled yet, as if they filled whole.
 */
final class EntryRules {
    private EntryRules() {}

    /** Loss limits first, since they say the most about the day; what depends on the single bar last. */
    static List<EntryRule> inOrder(RiskLimits limits) {
        return List.of(
                new DailyLoss(limits.maxDailyLossFraction()),
                new Drawdown(limits.maxDrawdownFraction()),
                new LossCooldown(),
                new TradeCount(limits.maxTradesPerHour(), limits.maxTradesPerDay(), limits.maxSymbolTradesPerDay()),
                new OpenPositions(limits.maxOpenPositions()),
                new FreshMarks(limits.maxMarkAgeBars()),
                new PlausiblePrice(limits.maxEntryMove()),
                new TradedVolume(limits.minEntryVolume()));
    }

    /** Whether equity has fallen by the fraction or more; also true if that cannot be told. A rise never counts. */
    private static boolean fell(double equity, double from, double fraction) {
        return !(equity > 0.0) || !(1.0 - equity / from < fraction);
    }

    private record DailyLoss(double fraction) implements EntryRule {
        private static final Reason REFUSAL = Reason.DAILY_LOSS.with("max-daily-loss-fraction");

        @Override
        public @Nullable Reason refusal(EntryRequest request) {
            return fell(request.equity(), request.memory().dayStartEquity(), fraction) ? REFUSAL : null;
        }
    }

    private record Drawdown(double fraction) implements EntryRule {
        private static final Reason REFUSAL = Reason.DRAWDOWN.with("max-drawdown-fraction");

        @Override
        public @Nullable Reason refusal(EntryRequest request) {
            return fell(request.equity(), request.memory().peakEquity(), fraction) ? REFUSAL : null;
        }
    }

    private record LossCooldown() implements EntryRule {
        @Override
        public @Nullable Reason refusal(EntryRequest request) {
            Instant until = request.memory().cooldownUntil(request.symbol());
            return until != null && request.now().isBefore(until) ? Reason.COOLDOWN.with("until " + until) : null;
        }
    }

    private record TradeCount(int perHour, int perDay, int perSymbolAndDay) implements EntryRule {
        private static final Reason HOUR = Reason.MAX_TRADES.with("max-trades-per-hour");
        private static final Reason DAY = Reason.MAX_TRADES.with("max-trades-per-day");
        private static final Reason SYMBOL = Reason.MAX_TRADES.with("max-symbol-trades-per-day");

        @Override
        public @Nullable Reason refusal(EntryRequest request) {
            RiskMemory memory = request.memory();
            int pending = request.pending().flatSymbols();
            if (memory.entriesWithinHour(request.now()) >= (long) perHour - pending) {
                return HOUR;
            }
            if (memory.entriesToday() >= (long) perDay - pending) {
                return DAY;
            }
            return memory.entriesToday(request.symbol()) >= perSymbolAndDay ? SYMBOL : null;
        }
    }

    private record OpenPositions(int most) implements EntryRule {
        private static final Reason REFUSAL = Reason.MAX_POSITIONS.with("max-open-positions");

        @Override
        public @Nullable Reason refusal(EntryRequest request) {
            int open = request.book().openPositions();
            return open >= (long) most - request.pending().flatSymbols() ? REFUSAL : null;
        }
    }

    /** Without a fresh price for everything that is held, neither equity nor exposure is known. */
    private record FreshMarks(int mostBars) implements EntryRule {
        @Override
        public @Nullable Reason refusal(EntryRequest request) {
            if (mostBars == 0) {
                return null;
            }
            Bar bar = request.bar();
            Duration most = Duration.between(bar.openTime(), bar.closeTime()).multipliedBy(mostBars);
            for (Position position : request.book().positions()) {
                if (position.units() != 0.0) {
                    Instant marked = request.memory().lastMark(position.symbol());
                    if (marked == null
                            || Duration.between(marked, request.now()).compareTo(most) > 0) {
                        return Reason.STALE_MARK.with("max-mark-age-bars: " + position.symbol());
                    }
                }
            }
            return null;
        }
    }

    /** Looks at the close and at the ends of the bar: a wick may be a bad print as well as a close. */
    private record PlausiblePrice(double mostMove) implements EntryRule {
        private static final Reason REFUSAL = Reason.OUTLIER.with("max-entry-move");

        @Override
        public @Nullable Reason refusal(EntryRequest request) {
            Bar bar = request.bar();
            double before = request.proposal().previousClose();
            double from = Double.isNaN(before) ? bar.open() : before;
            double move = Math.max(bar.high() / from - 1.0, 1.0 - bar.low() / from);
            return move <= mostMove ? null : REFUSAL;
        }
    }

    private record TradedVolume(double least) implements EntryRule {
        private static final Reason REFUSAL = Reason.LOW_VOLUME.with("min-entry-volume");

        @Override
        public @Nullable Reason refusal(EntryRequest request) {
            return request.bar().volume() >= least ? null : REFUSAL;
        }
    }
}
