package io.levibot.examples.architecture.house.examples.right;

import io.levibot.examples.architecture.house.BrokenRule;
import io.levibot.examples.architecture.house.examples.left.Left;

@BrokenRule("packages of the examples form no cycle")
public final class Right {
    private Right() {}

    public static void goesLeft() {
        Left.goesRight();
    }
}
