package io.levibot.examples.command;

/** An error of the virtual machine on its way to {@link CommandRunner}, which handles only exceptions. */
final class FatalError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FatalError(Error cause) {
        super(cause);
    }

    /** Returns one line for people: what happened, and what helps. */
    String advice() {
        Throwable error = getCause();
        if (error instanceof OutOfMemoryError) {
            return "out of memory: " + error.getMessage() + "; give the process more by java -Xmx, or it less data";
        }
        if (error instanceof StackOverflowError) {
            return "stack overflow; see --debug";
        }
        return "unexpected failure, see --debug: " + error;
    }
}
