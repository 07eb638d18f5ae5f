package io.levibot.engine;

/** What a journal says of an exception: the same on every machine, so no addresses and no stack. */
final class Failures {
    private static final int LONGEST = 300;

    private Failures() {}

    static String text(Throwable cause) {
        if (cause instanceof RecordedFailure recorded) {
            return recorded.text();
        }
        String message = cause.getMessage() == null ? "" : ": " + cause.getMessage();
        String text = cause.getClass().getSimpleName() + message;
        return cut(text);
    }

    static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }
}
