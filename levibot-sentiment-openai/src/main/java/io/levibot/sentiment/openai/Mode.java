package io.levibot.sentiment.openai;

/** Whether scores come from the service, from a recording, or make one. */
enum Mode {
    /** Ask the service for what the cache does not hold. */
    LIVE,
    /** As live, but every score must be written to the cache directory, and none is ever evicted from it. */
    RECORD,
    /** Answer from the cache directory only: no key is needed and nobody is contacted. */
    REPLAY
}
