package io.levibot.engine.registry;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which bundle each alias names.
 *
 * @param championId the bundle that is served; null before the first promotion
 * @param challengerId the bundle that is tried beside it; null if there is none
 * @param previousId the champion before this one, to which a rollback returns; null before the second promotion
 * @since 0.1.0
 */
public record Aliases(
        @Nullable BundleId championId,
        @Nullable BundleId challengerId,
        @Nullable BundleId previousId) {
    /** No alias names anything. */
    public static final Aliases NONE = new Aliases(null, null, null);

    /** Returns the bundle that is served. */
    public Optional<BundleId> champion() {
        return Optional.ofNullable(championId);
    }

    /** Returns the bundle that is tried beside the champion. */
    public Optional<BundleId> challenger() {
        return Optional.ofNullable(challengerId);
    }

    /** Returns the champion before this one. */
    public Optional<BundleId> previous() {
        return Optional.ofNullable(previousId);
    }

    Aliases promoting(BundleId bundle) {
        return new Aliases(bundle, bundle.equals(challengerId) ? null : challengerId, championId);
    }

    Aliases rolledBack() {
        return new Aliases(/* championId= */ previousId, challengerId, /* previousId= */ championId);
    }

    Aliases challengedBy(BundleId bundle) {
        return new Aliases(championId, bundle, previousId);
    }
}
