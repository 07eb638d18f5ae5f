package io.levibot.model.lightgbm;

/**
 * How many training rows passed each node and ended in each leaf: the weights of path-dependent contributions. Immutable.
 *
 * @param node per node of the forest
 * @param leaf per leaf of the forest
 */
record RowCounts(int[] node, int[] leaf) {
    /** Count of a node or, below 0, of a leaf. */
    int of(int index) {
        return index >= 0 ? node[index] : leaf[~index];
    }
}
