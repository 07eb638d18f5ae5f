package io.levibot.examples.architecture.house.calibration.right;

import io.levibot.examples.architecture.house.BrokenRule;
import io.levibot.examples.architecture.house.calibration.left.Left;

@BrokenRule("packages of the calibration form no cycle")
public final class Right {
    private Right() {}

    public static void goesLeft() {
        Left.goesRight();
    }
}
