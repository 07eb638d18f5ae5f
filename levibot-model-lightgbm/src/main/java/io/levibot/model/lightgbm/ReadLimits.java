package io.levibot.model.lightgbm;

/**
 * What a model file may ask of the reader. A file beyond a limit is refused before memory is taken for it; below the limits the
 * reader needs memory in proportion to the file.
 *
 * @param maxBytes length of the text in bytes
 * @param maxTrees number of trees
 * @param maxLeaves leaves of one tree
 * @param maxFeatures input columns
 * @param maxClasses scores per row
 * @since 0.1.0
 */
public record ReadLimits(int maxBytes, int maxTrees, int maxLeaves, int maxFeatures, int maxClasses) {
    /** 256 MiB, 200,000 trees, 131,072 leaves a tree (LightGBM's own bound), 1,000,000 features, 10,000 classes. */
    public static final ReadLimits DEFAULT = new ReadLimits(256 << 20, 200_000, 131_072, 1_000_000, 10_000);

    /** @throws IllegalArgumentException if a limit is not positive */
    public ReadLimits {
        if (maxBytes < 1 || maxTrees < 1 || maxLeaves < 1 || maxFeatures < 1 || maxClasses < 1) {
            throw new IllegalArgumentException("read limits must be positive: " + maxBytes + " bytes, " + maxTrees
                    + " trees, " + maxLeaves + " leaves, " + maxFeatures + " features, " + maxClasses + " classes");
        }
    }
}
