package io.levibot.examples.host;

import io.javalin.http.Context;

/** Ends a request with a status and a JSON body that says why. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    Refusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    void send(Context context) {
        send(context, status, getMessage());
    }

    static void send(Context context, int status, String message) {
        body(message).send(context, status);
    }

    /** The body of every error. */
    static Reply body(String message) {
        return Reply.empty().with("ok", false).with("error", message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
