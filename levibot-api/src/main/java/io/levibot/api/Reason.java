package io.levibot.api;

import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Machine-readable cause of a decision or refusal. The constants are levibot's own codes; a plugin may add its own, which
 * metrics count together as {@code OTHER} so that a tag stays bounded.
 *
 * @param code upper-case letters, digits and underscores, beginning with a letter, at most 48 characters
 * @param detail what a person may want to know more, at most 300 characters, no secret; may be empty
 * @since 0.1.0
 */
public record Reason(String code, String detail) {
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,47}");
    private static final int LONGEST_DETAIL = 300;

    /** No bundle is loaded, or the loaded one is not usable. */
    public static final Reason MODEL_MISSING = of("MODEL_MISSING");
    /** The predictor threw. */
    public static final Reason PREDICTOR_FAILED = of("PREDICTOR_FAILED");
    /** The predictor gave NaN or an infinity. */
    public static final Reason SCORE_INVALID = of("SCORE_INVALID");
    /** The calibrator threw or gave something outside [0, 1]. */
    public static final Reason CALIBRATOR_FAILED = of("CALIBRATOR_FAILED");
    /** The policy threw. */
    public static final Reason POLICY_FAILED = of("POLICY_FAILED");
    /** Too few bars so far for the features to be defined. */
    public static final Reason WARMING_UP = of("WARMING_UP");
    /** A feature that the schema requires has no value. */
    public static final Reason MISSING_FEATURE = of("MISSING_FEATURE");
    /** A feature is older than the schema allows. */
    public static final Reason STALE_FEATURE = of("STALE_FEATURE");
    /** The model had not answered when the bar had to be decided. */
    public static final Reason STALLED = of("STALLED");
    /** The bar was refused: before its predecessor, repeated, off the grid. */
    public static final Reason BAR_REFUSED = of("BAR_REFUSED");
    /** The bar's price is implausible against the bars before. */
    public static final Reason OUTLIER = of("OUTLIER");
    /** The sweep found no threshold worth trading. */
    public static final Reason NO_VIABLE_THRESHOLD = of("NO_VIABLE_THRESHOLD");
    /** The calibrator's interval is wider than the policy accepts. */
    public static final Reason WIDE_INTERVAL = of("WIDE_INTERVAL");
    /** The kill latch is HALTED. */
    public static final Reason KILLED = of("KILLED");
    /** The kill latch is REDUCE_ONLY and the order would have increased the position. */
    public static final Reason REDUCE_ONLY = of("REDUCE_ONLY");
    /** The host has not started automated trading, or has stopped it. */
    public static final Reason NOT_STARTED = of("NOT_STARTED");
    /** The score came from the fallback predictor, not from a model. */
    public static final Reason FALLBACK = of("FALLBACK");
    /** A cool-down after a loss, exit or refusal still runs. */
    public static final Reason COOLDOWN = of("COOLDOWN");
    /** A limit on open positions was met. */
    public static final Reason MAX_POSITIONS = of("MAX_POSITIONS");
    /** A limit on notional or exposure was met. */
    public static final Reason MAX_EXPOSURE = of("MAX_EXPOSURE");
    /** A limit on the number of trades was met. */
    public static final Reason MAX_TRADES = of("MAX_TRADES");
    /** The last price of a held symbol is too old to tell equity and exposure. */
    public static final Reason STALE_MARK = of("STALE_MARK");
    /** The bar's volume is below the limit for entries. */
    public static final Reason LOW_VOLUME = of("LOW_VOLUME");
    /** The daily loss limit was met. */
    public static final Reason DAILY_LOSS = of("DAILY_LOSS");
    /** The drawdown limit was met. */
    public static final Reason DRAWDOWN = of("DRAWDOWN");
    /** The stop-loss price was reached. */
    public static final Reason STOP_LOSS = of("STOP_LOSS");
    /** The take-profit price was reached. */
    public static final Reason TAKE_PROFIT = of("TAKE_PROFIT");
    /** The position was held as long as is allowed. */
    public static final Reason TIME_STOP = of("TIME_STOP");
    /** The operator or a kill source asked for all positions to be closed. */
    public static final Reason FLATTEN = of("FLATTEN");
    /** The order would be below the smallest size or rounds to nothing. */
    public static final Reason TOO_SMALL = of("TOO_SMALL");
    /** An order for the symbol is still open or of unknown fate. */
    public static final Reason ORDER_PENDING = of("ORDER_PENDING");
    /** The book and the broker's books have not been found to agree, so no entry leaves. */
    public static final Reason RECONCILING = of("RECONCILING");
    /** The journal cannot be written; positions may only be reduced. */
    public static final Reason JOURNAL_UNAVAILABLE = of("JOURNAL_UNAVAILABLE");

    /** The model's probability was above the entry threshold. */
    public static final Reason MODEL_ENTRY = of("MODEL_ENTRY");
    /** The model's probability was below the exit threshold. */
    public static final Reason MODEL_EXIT = of("MODEL_EXIT");

    private static final Set<String> KNOWN = Set.of(
            "MODEL_MISSING",
            "PREDICTOR_FAILED",
            "SCORE_INVALID",
            "CALIBRATOR_FAILED",
            "POLICY_FAILED",
            "WARMING_UP",
            "MISSING_FEATURE",
            "STALE_FEATURE",
            "STALLED",
            "BAR_REFUSED",
            "OUTLIER",
            "NO_VIABLE_THRESHOLD",
            "WIDE_INTERVAL",
            "KILLED",
            "REDUCE_ONLY",
            "NOT_STARTED",
            "FALLBACK",
            "COOLDOWN",
            "MAX_POSITIONS",
            "MAX_EXPOSURE",
            "MAX_TRADES",
            "STALE_MARK",
            "LOW_VOLUME",
            "DAILY_LOSS",
            "DRAWDOWN",
            "STOP_LOSS",
            "TAKE_PROFIT",
            "TIME_STOP",
            "FLATTEN",
            "TOO_SMALL",
            "ORDER_PENDING",
            "RECONCILING",
            "JOURNAL_UNAVAILABLE",
            "MODEL_ENTRY",
            "MODEL_EXIT");

    /** @throws IllegalArgumentException if the code is not of the allowed form or the detail too long */
    public Reason {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(detail, "detail");
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException(
                    "reason code '" + code + "': allowed are 1 to 48 of A-Z 0-9 _ beginning with a letter");
        }
        if (detail.length() > LONGEST_DETAIL) {
            throw new IllegalArgumentException("detail of reason " + code + " has " + detail.length()
                    + " characters; at most " + LONGEST_DETAIL + " are allowed");
        }
    }

    /**
     * @param code the code
     * @return a reason without detail
     */
    public static Reason of(String code) {
        return new Reason(code, "");
    }

    /**
     * @param text what a person may want to know more; cut to 300 characters
     * @return this reason with that detail
     */
    public Reason with(String text) {
        return new Reason(code, text.length() > LONGEST_DETAIL ? text.substring(0, LONGEST_DETAIL) : text);
    }

    /** Returns the code if it is one of levibot's own, else {@code OTHER}: a bounded metric tag. */
    public String tag() {
        return KNOWN.contains(code) ? code : "OTHER";
    }

    /** Returns the codes that levibot itself uses. */
    public static Set<String> knownCodes() {
        return KNOWN;
    }

    @Override
    public String toString() {
        return detail.isEmpty() ? code : code + ": " + detail;
    }
}
