package io.levibot.sentiment.openai;

import java.time.Duration;

/** Asks the service once. */
interface Endpoint extends AutoCloseable {
    /**
     * @param text the headline
     * @param timeout longest time that the request may take
     * @return what came of it; what the service said in words is in no message
     */
    Attempt ask(HeadlineText text, Duration timeout);

    @Override
    void close();
}
