package io.levibot.examples.architecture.house.calibration.left;

import io.levibot.examples.architecture.house.BrokenRule;
import io.levibot.examples.architecture.house.calibration.right.Right;

@BrokenRule("packages of the calibration form no cycle")
public final class Left {
    private Left() {}

    public static void goesRight() {
        Right.goesLeft();
    }
}
