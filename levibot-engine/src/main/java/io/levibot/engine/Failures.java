package io.levibot.engine;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a failure of something that is not the engine's: a plugin, a broker, a listener, a host's journal.
 *
 * <p>Whatever such a call throws is contained where the call is made and treated as that call's failure: a model abstains, a
 * kill source trips, the fate of an order is unknown. That holds for every {@link Throwable}, since a {@code
 * NoClassDefFoundError} of one kill source must not cost the stops of all symbols, and for checked exceptions, which other
 * languages throw undeclared. It also holds for a {@link VirtualMachineError} and for {@code ThreadDeath}: thrown on, they would
 * leave a bar half decided, with the exits behind it undone. They are reported as errors; who wants the process to end there has
 * {@code -XX:+ExitOnOutOfMemoryError}. What the engine itself throws is not contained: the journal is cut and trading HALTED
 * ({@link EngineCore#brokenOff}), and it reaches the caller.
 */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final int LONGEST = 300;

    private Failures() {}

    /** Contains a failure; returns what a journal says of it. */
    static String contain(Throwable cause) {
        String text = text(cause);
        if (cause instanceof VirtualMachineError && !(cause instanceof StackOverflowError)) {
            LOG.error("the virtual machine failed in a call from the engine, which goes on: {}", text, cause);
        }
        return text;
    }

    /** What a journal says of a failure: the same on every machine, so no addresses and no stack. */
    static String text(Throwable cause) {
        if (cause instanceof RecordedFailure recorded) {
            return recorded.text();
        }
        String given = message(cause);
        String message = given == null ? "" : ": " + given;
        return cut(cause.getClass().getSimpleName() + message);
    }

    static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    /** An exception class is a stranger's code too. */
    private static @Nullable String message(Throwable cause) {
        try {
            return cause.getMessage();
        } catch (Throwable second) {
            return null;
        }
    }
}
