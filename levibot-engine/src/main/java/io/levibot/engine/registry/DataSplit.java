package io.levibot.engine.registry;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which bars a bundle was trained, calibrated, tuned and tested on: blocks in time order that do not overlap.
 *
 * @param train bars the model was fitted on
 * @param calibrateBlock bars the calibrator was fitted on; null as long as the bundle is only trained
 * @param tuneBlock bars the thresholds were swept on; null as long as the bundle is only trained
 * @param testBlock bars that nothing above has seen; null as long as the bundle is only trained
 * @param purgeBars bars dropped at the end of each block because their labels look into the next, 0 or more
 * @param embargoBars bars dropped after that, 0 or more
 * @since 0.1.0
 */
public record DataSplit(
        DataBlock train,
        @Nullable DataBlock calibrateBlock,
        @Nullable DataBlock tuneBlock,
        @Nullable DataBlock testBlock,
        int purgeBars,
        int embargoBars) {
    /** @throws IllegalArgumentException if blocks overlap or are out of order, or a number is negative */
    public DataSplit {
        Objects.requireNonNull(train, "train");
        if (purgeBars < 0 || embargoBars < 0) {
            throw new IllegalArgumentException(
                    "purge of " + purgeBars + " and embargo of " + embargoBars + " bars: allowed is 0 or more");
        }
        DataBlock last = train;
        last = after("calibrate", last, calibrateBlock);
        last = after("tune", last, tuneBlock);
        after("test", last, testBlock);
    }

    /**
     * @param train bars the model was fitted on
     * @param purgeBars bars dropped at the end of each block
     * @param embargoBars bars dropped after that
     * @return the split of a bundle that is only trained
     */
    public static DataSplit trainOnly(DataBlock train, int purgeBars, int embargoBars) {
        return new DataSplit(train, null, null, null, purgeBars, embargoBars);
    }

    /** Returns the bars the calibrator was fitted on. */
    public Optional<DataBlock> calibrate() {
        return Optional.ofNullable(calibrateBlock);
    }

    /** Returns the bars the thresholds were swept on. */
    public Optional<DataBlock> tune() {
        return Optional.ofNullable(tuneBlock);
    }

    /** Returns the untouched bars that the bundle was judged on. */
    public Optional<DataBlock> test() {
        return Optional.ofNullable(testBlock);
    }

    /** Returns whether all four blocks are there. */
    public boolean isWhole() {
        return calibrateBlock != null && tuneBlock != null && testBlock != null;
    }

    private static DataBlock after(String name, DataBlock earlier, @Nullable DataBlock block) {
        if (block == null) {
            return earlier;
        }
        if (block.firstBar() < earlier.untilBar() || block.from().isBefore(earlier.until())) {
            throw new IllegalArgumentException("the " + name + " block begins at bar " + block.firstBar() + ", "
                    + block.from() + ", before the block ahead of it ends at bar " + earlier.untilBar() + ", "
                    + earlier.until() + "; blocks must follow one another in time");
        }
        return block;
    }
}
