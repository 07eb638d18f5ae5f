package io.levibot.sentiment.openai;

import java.io.IOException;

/** A response is longer than any that a score can come in. */
final class OversizedAnswerException extends IOException {
    private static final long serialVersionUID = 1L;

    OversizedAnswerException(long limit) {
        super("response of more than " + limit + " bytes");
    }
}
