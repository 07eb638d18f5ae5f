package io.levibot.model.lightgbm;

import java.lang.ref.Cleaner;

/** The thread that frees native memory whose owner was forgotten: the only thread that this library owns. */
final class NativeCleaner {
    private static final Cleaner CLEANER = Cleaner.create();

    private NativeCleaner() {}

    /**
     * @param owner whose unreachability, or whose call of {@link Cleaner.Cleanable#clean}, frees
     * @param free runs at most once; must not refer to the owner
     * @return to free at once
     */
    static Cleaner.Cleanable register(Object owner, Runnable free) {
        return CLEANER.register(owner, free);
    }
}
