package io.levibot.model.lightgbm;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Native copies of one model, so that threads need not wait for each other: LightGBM locks a booster during a prediction, and two
 * threads on one booster are slower than one.
 *
 * <p>A copy is made when all others are busy, up to the size of the pool; then a thread waits for one prediction of another. Every
 * use and {@link #free} hold the slot's lock, so nothing is used after it was freed. Thread-safe.
 */
final class BoosterPool {
    private final String modelText;
    private final int iterations;
    private final Slot[] slots;

    private BoosterPool(String modelText, int iterations, Slot[] slots) {
        this.modelText = modelText;
        this.iterations = iterations;
        this.slots = slots;
    }

    private static final class Slot {
        final ReentrantLock lock = new ReentrantLock();
        volatile @Nullable BoosterHandle handle;
        boolean freed;
    }

    /**
     * @param modelText a model in LightGBM's text format
     * @param iterations iterations to use, 0 for all
     * @param size most native copies, at least 1
     * @return a pool with one copy
     */
    static BoosterPool create(String modelText, int iterations, int size) {
        Slot[] slots = new Slot[size];
        for (int i = 0; i < size; i++) {
            slots[i] = new Slot();
        }
        BoosterPool pool = new BoosterPool(modelText, iterations, slots);
        slots[0].handle = BoosterHandle.load(modelText, iterations);
        return pool;
    }

    /** Returns how many native copies there are now. */
    int copies() {
        int copies = 0;
        for (Slot slot : slots) {
            copies += slot.handle == null ? 0 : 1;
        }
        return copies;
    }

    /**
     * Predicts the single raw score of one row; the caller has checked that there is one, and the width.
     *
     * @param row the features
     * @return the raw score
     */
    double predictRawOne(double[] row) {
        Slot slot = acquire();
        try {
            return handle(slot).predictRawOne(row);
        } finally {
            slot.lock.unlock();
        }
    }

    /**
     * Predicts one row; the caller has checked the lengths.
     *
     * @param kind what to predict
     * @param row the features
     * @param target receives the numbers
     * @param offset where in {@code target} to begin
     */
    void predict(PredictionKind kind, double[] row, double[] target, int offset) {
        Slot slot = acquire();
        try {
            handle(slot).predict(kind, row, target, offset);
        } finally {
            slot.lock.unlock();
        }
    }

    /**
     * Asks the model for a number.
     *
     * @param question asked on the model
     * @return the answer
     */
    <T> T ask(Function<BoosterHandle, T> question) {
        Slot slot = acquire();
        try {
            return question.apply(handle(slot));
        } finally {
            slot.lock.unlock();
        }
    }

    /** Frees every copy, waiting for the predictions that run; later calls of the pool throw. May be called twice. */
    void free() {
        for (Slot slot : slots) {
            slot.lock.lock();
            try {
                slot.freed = true;
                BoosterHandle handle = slot.handle;
                slot.handle = null;
                if (handle != null) {
                    handle.free();
                }
            } finally {
                slot.lock.unlock();
            }
        }
    }

    private Slot acquire() {
        int home = (int) Math.floorMod(Thread.currentThread().getId(), (long) slots.length);
        Slot slot = tryLoaded(home);
        if (slot == null) {
            slot = tryAny(home);
        }
        if (slot == null) {
            slot = slots[home];
            slot.lock.lock();
        }
        return slot;
    }

    private @Nullable Slot tryLoaded(int home) {
        for (int i = 0; i < slots.length; i++) {
            Slot slot = slots[(home + i) % slots.length];
            if (slot.handle != null && slot.lock.tryLock()) {
                return slot;
            }
        }
        return null;
    }

    private @Nullable Slot tryAny(int home) {
        for (int i = 0; i < slots.length; i++) {
            Slot slot = slots[(home + i) % slots.length];
            if (slot.lock.tryLock()) {
                return slot;
            }
        }
        return null;
    }

    private BoosterHandle handle(Slot locked) {
        if (locked.freed) {
            throw new IllegalStateException("this LightGBM model is closed");
        }
        BoosterHandle handle = locked.handle;
        if (handle == null) {
            handle = BoosterHandle.load(modelText, iterations);
            locked.handle = handle;
        }
        return handle;
    }
}
