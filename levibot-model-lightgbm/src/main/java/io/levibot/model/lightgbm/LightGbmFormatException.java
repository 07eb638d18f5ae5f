package io.levibot.model.lightgbm;

import io.levibot.api.ArtifactException;
import java.util.Objects;

/**
 * A LightGBM text model was refused. The message says where (line, tree), what was found, what is allowed and what to do; no
 * part of the model was kept.
 *
 * @since 0.1.0
 */
public final class LightGbmFormatException extends ArtifactException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /**
     * Why a model was refused.
     *
     * @since 0.1.0
     */
    public enum Kind {
        /** The text is not a LightGBM model at all. */
        NOT_A_MODEL,
        /** The text is cut off, a line does not parse, or a number is out of its range. */
        MALFORMED,
        /** Every line parses but two of them contradict each other: the file was cut or edited. */
        INCONSISTENT,
        /** A size exceeds the reader's {@link ReadLimits}. */
        TOO_LARGE,
        /** The format version is not v2, v3 or v4. */
        UNSUPPORTED_VERSION,
        /** The objective is unknown to LightGBM 4.3. */
        UNSUPPORTED_OBJECTIVE,
        /** A node is of a kind that LightGBM 4.3 does not write. */
        UNSUPPORTED_NODE,
        /**
         * A v2 random forest whose objective converts its output. Old libraries stored converted values in the leaves and only
         * averaged them, newer ones convert the average; the file does not say which wrote it, so either reading could be wrong.
         */
        AMBIGUOUS_FOREST
    }

    LightGbmFormatException(Kind kind, String message) {
        super("lightgbm", message);
        this.kind = Objects.requireNonNull(kind, "kind");
    }

    /** Returns why the model was refused. */
    public Kind kind() {
        return kind;
    }
}
