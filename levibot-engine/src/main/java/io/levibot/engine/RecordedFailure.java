package io.levibot.engine;

/** A failure whose text is what a journal says of it: as it happens, and when it is made to happen again. */
final class RecordedFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param text what the journal says of it
     */
    RecordedFailure(String text) {
        super(text, null, false, false);
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
