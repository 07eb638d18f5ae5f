package io.levibot.engine.bar;

import io.levibot.api.Reason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link BarGuard} says of a bar.
 *
 * @param reason why it was refused ({@code BAR_REFUSED} or {@code OUTLIER}); null if it was accepted
 * @param missingBars grid places without an accepted bar between this one and the accepted one before; 0 if it was refused
 * @since 0.1.0
 */
public record BarVerdict(@Nullable Reason reason, long missingBars) {
    /** The bar follows its predecessor without a gap. */
    public static final BarVerdict ACCEPTED = new BarVerdict(null, 0);

    /** @throws IllegalArgumentException if the number is negative, or not 0 for a refused bar */
    public BarVerdict {
        if (missingBars < 0 || (reason != null && missingBars != 0)) {
            throw new IllegalArgumentException(
                    missingBars + " missing bars: allowed is 0 or more, 0 for a refused bar");
        }
    }

    /** Returns whether the bar may enter. */
    public boolean accepted() {
        return reason == null;
    }

    static BarVerdict afterGap(long missingBars) {
        return missingBars == 0 ? ACCEPTED : new BarVerdict(null, missingBars);
    }

    static BarVerdict refused(Reason reason) {
        return new BarVerdict(Objects.requireNonNull(reason, "reason"), 0);
    }
}
