package io.levibot.examples.host;

import io.levibot.api.LevibotException;
import java.util.Optional;

/** Where the host gets its model from: a registry, or whatever a test puts in its place. */
@FunctionalInterface
public interface ModelSource {
    /**
     * Loads and verifies the champion. Every call loads anew.
     *
     * @return the champion, empty if there is none
     * @throws io.levibot.api.LevibotException if there is one and it cannot be served
     */
    Optional<HostedModel> champion();

    /**
     * Loads and verifies a bundle that was served before: an engine that restarts needs it to go on where it was. Every call loads
     * anew. A source that has only its champion gives that.
     *
     * @param id the bundle's id
     * @return the bundle
     * @throws io.levibot.api.LevibotException if it is not there or cannot be served
     */
    default HostedModel bundle(String id) {
        HostedModel champion = champion().orElse(null);
        if (champion != null && champion.model().id().equals(id)) {
            return champion;
        }
        if (champion != null) {
            champion.close();
        }
        throw new LevibotException("model-source", "has no bundle " + id);
    }
}
