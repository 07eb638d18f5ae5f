package io.levibot.examples.host;

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
}
