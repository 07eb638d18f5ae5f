package io.levibot.api.spi;

import io.levibot.api.Reason;
import io.levibot.api.Signal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A policy's answer. Policies should keep their few verdicts as constants: one is returned per bar.
 *
 * @param signal what to do
 * @param reason why; required for {@link Signal#ABSTAIN}
 * @since 0.1.0
 */
public record Verdict(Signal signal, @Nullable Reason reason) {
    /** @throws IllegalArgumentException if an ABSTAIN has no reason */
    public Verdict {
        Objects.requireNonNull(signal, "signal");
        if (signal == Signal.ABSTAIN && reason == null) {
            throw new IllegalArgumentException("an ABSTAIN needs a reason");
        }
    }

    /**
     * @param signal HOLD, ENTRY or EXIT
     * @return a verdict without a reason
     */
    public static Verdict of(Signal signal) {
        return new Verdict(signal, null);
    }
}
