package io.levibot.engine.registry;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of a registry's history.
 *
 * @param sequence number of the event, from 1, rising
 * @param at when, by the registry's clock
 * @param action what happened
 * @param bundle to which bundle
 * @param who did it
 * @param why they did it
 * @param override why the bundle was promoted although a gate refused; null if none did
 * @param gates what the gates found; empty unless the bundle was promoted
 * @param aliases what the aliases name from now on
 * @since 0.1.0
 */
public record RegistryEvent(
        long sequence,
        Instant at,
        RegistryAction action,
        BundleId bundle,
        String who,
        String why,
        @Nullable String override,
        List<GateResult> gates,
        Aliases aliases) {
    static final int LONGEST_WHO = 100;
    static final int LONGEST_WHY = 1000;

    /** @throws IllegalArgumentException if the sequence is below 1 or a text is empty or too long */
    public RegistryEvent {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(bundle, "bundle");
        Texts.require("who", who, LONGEST_WHO);
        Texts.require("why", why, LONGEST_WHY);
        gates = List.copyOf(gates);
        Objects.requireNonNull(aliases, "aliases");
        if (sequence < 1) {
            throw new IllegalArgumentException("sequence " + sequence + ": allowed is 1 or more");
        }
    }

    /** Returns why the bundle was promoted although a gate refused. */
    public Optional<String> overrideReason() {
        return Optional.ofNullable(override);
    }

    /** Returns the event on one line, for people. */
    @Override
    public String toString() {
        String overridden = override == null ? "" : " OVERRIDDEN because " + override;
        return sequence + " " + at + " " + action + " " + bundle + " by " + who + ": " + why + overridden;
    }
}
