package io.levibot.examples.binance;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt of a request came to.
 *
 * @param body the document, null after a failure
 * @param outlook whether another attempt makes sense
 * @param problem what went wrong, empty if nothing did
 * @param retryAfter how long the server asks to wait, zero if it does not
 */
@SuppressWarnings("ArrayRecordComponent") // handed on within one call, never compared
record Answer(byte @Nullable [] body, Outlook outlook, String problem, Duration retryAfter) {

    enum Outlook {
        /** Trying again may help. */
        MAY_PASS,
        /** It will not. */
        FINAL
    }

    static Answer ok(byte[] body) {
        return new Answer(body, Outlook.FINAL, "", Duration.ZERO);
    }

    static Answer failed(Outlook outlook, String problem) {
        return new Answer(null, outlook, problem, Duration.ZERO);
    }

    boolean mayPass() {
        return outlook == Outlook.MAY_PASS;
    }
}
