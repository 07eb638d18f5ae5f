package io.levibot.engine.research;

import java.util.List;

/**
 * A way to divide rows into training and test rows, several times over, so that nothing of a test row is known in training: rows
 * whose labels overlap a test label are purged, rows that follow one closely are embargoed (Lopez de Prado, Advances in Financial
 * Machine Learning, 2018, chapters 7 and 12).
 *
 * <p>Called by research code. Implementations are immutable, deterministic and safe for use by several threads.
 *
 * @since 0.1.0
 */
public sealed interface Splitter permits PurgedKFold, CombinatorialPurgedCv, WalkForward {

    /**
     * @param spans the rows and where their labels end
     * @return the splits in a fixed order, at least one
     * @throws io.levibot.api.DataException if there are too few rows
     */
    List<Split> split(LabelSpans spans);
}
