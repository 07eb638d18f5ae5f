package io.levibot.engine.registry;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether a candidate may become champion: what the gates found, and the reason of an operator who overrides them.
 *
 * @param gates what each gate found; never empty
 * @param override why the candidate shall be promoted although a gate refuses; null without an override
 * @since 0.1.0
 */
public record PromotionDecision(
        List<GateResult> gates, @Nullable String override) {
    private static final int LONGEST_REASON = 1000;

    /**
     * The answer. The names are those of reports.
     *
     * @since 0.1.0
     */
    public enum Outcome {
        /** The candidate may become champion. */
        PROMOTED,
        /** At least one gate refuses and nobody overrides it. */
        REFUSED
    }

    /** @throws IllegalArgumentException if there is no gate, or the override's reason is empty or too long */
    public PromotionDecision {
        gates = List.copyOf(gates);
        if (gates.isEmpty()) {
            throw new IllegalArgumentException("a promotion decision needs at least one gate");
        }
        if (override != null) {
            Texts.require("override reason", override, LONGEST_REASON);
        }
    }

    /**
     * @param gates what each gate found
     * @return the decision of the gates alone
     */
    public static PromotionDecision of(List<GateResult> gates) {
        return new PromotionDecision(gates, null);
    }

    /**
     * @param reason why the candidate shall be promoted whatever the gates say; kept with the promotion and shown
     * @return this decision with an override
     */
    public PromotionDecision overriddenBecause(String reason) {
        return new PromotionDecision(gates, Objects.requireNonNull(reason, "reason"));
    }

    /** Returns the gates that refuse. */
    public List<GateResult> refusals() {
        return gates.stream().filter(gate -> gate.verdict().refuses()).toList();
    }

    /** Returns the answer: refused if a gate refuses and nobody overrides it. */
    public Outcome outcome() {
        return refusals().isEmpty() || override != null ? Outcome.PROMOTED : Outcome.REFUSED;
    }

    /** Returns the override's reason, if it was needed to promote. */
    public Optional<String> effectiveOverride() {
        return refusals().isEmpty() ? Optional.empty() : Optional.ofNullable(override);
    }

    /** Returns why, on one line: which gates refuse and by how much, what was overridden, and what was switched off. */
    public String reason() {
        String off = gates.stream()
                .filter(gate -> gate.verdict() == GateVerdict.SWITCHED_OFF)
                .map(GateResult::name)
                .collect(Collectors.joining(", "));
        String judged = refusals().isEmpty()
                ? "every judged gate passed"
                : refusals().stream().map(GateResult::toString).collect(Collectors.joining("; "));
        String overridden = effectiveOverride()
                .map(reason -> "OVERRIDDEN because " + reason + "; ")
                .orElse("");
        return overridden + judged + (off.isEmpty() ? "" : "; switched off: " + off);
    }
}
