package io.levibot.model.lightgbm;

import io.levibot.api.LevibotException;

/** Native LightGBM refused a call; its own words are in the message. */
final class NativeCallException extends LevibotException {
    private static final long serialVersionUID = 1L;

    private final String detail;

    NativeCallException(String action, String reason) {
        super(NativeLibrary.COMPONENT, "cannot " + action + ": LightGBM says: " + reason);
        this.detail = "cannot " + action + ": LightGBM says: " + reason;
    }

    /** Returns what happened, without the component. */
    String detail() {
        return detail;
    }
}
