package io.levibot.model.lightgbm;

import com.microsoft.ml.lightgbm.SWIGTYPE_p_int;
import com.microsoft.ml.lightgbm.lightgbmlib;
import java.util.function.ToIntFunction;

/** Reads numbers that the C API gives back through a pointer. */
final class NativeInts {
    private NativeInts() {}

    /**
     * @param call native call that fills the cell and returns its code
     * @param action what is tried, for the message
     * @return the number
     */
    static int read(ToIntFunction<SWIGTYPE_p_int> call, String action) {
        SWIGTYPE_p_int cell = lightgbmlib.new_intp();
        try {
            NativeLibrary.check(call.applyAsInt(cell), action);
            return lightgbmlib.intp_value(cell);
        } finally {
            lightgbmlib.delete_intp(cell);
        }
    }
}
