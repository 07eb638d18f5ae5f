package io.levibot.examples.command;

/** What a command tells the shell. */
public enum ExitCode {
    /** Done; a quickstart or calibration whose candidate is refused is done too. */
    DONE(0),
    /** A promotion was refused, data are damaged, or the work failed; one line on stderr says why. */
    FAILED(1),
    /** The command line is wrong; nothing was begun. */
    USAGE(2);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** Returns the number for the shell. */
    public int code() {
        return code;
    }
}
