package io.levibot.model.lightgbm;

import com.microsoft.ml.lightgbm.SWIGTYPE_p_double;
import com.microsoft.ml.lightgbm.lightgbmlib;

/** Native array of doubles that lives as long as one call needs it. Not thread-safe. */
final class NativeDoubles implements AutoCloseable {
    private final SWIGTYPE_p_double array;

    NativeDoubles(long length) {
        NativeLibrary.get();
        this.array = lightgbmlib.new_doubleArray(length);
    }

    SWIGTYPE_p_double pointer() {
        return array;
    }

    void set(long index, double value) {
        lightgbmlib.doubleArray_setitem(array, index, value);
    }

    double get(long index) {
        return lightgbmlib.doubleArray_getitem(array, index);
    }

    /** Frees it; must be called once, as try-with-resources does. */
    @Override
    public void close() {
        lightgbmlib.delete_doubleArray(array);
    }
}
