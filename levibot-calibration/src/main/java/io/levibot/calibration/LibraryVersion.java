package io.levibot.calibration;

/** The version that is written into the facts of a fit. */
final class LibraryVersion {
    /** The release that the build leads to, without the snapshot suffix. */
    static final String TEXT = "levibot 0.1.0";

    private LibraryVersion() {}
}
