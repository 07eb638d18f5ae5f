package io.levibot.examples.architecture.house.engine.right;

import io.levibot.examples.architecture.house.BrokenRule;
import io.levibot.examples.architecture.house.engine.left.Left;

@BrokenRule("packages of the engine form no cycle")
public final class Right {
    private Right() {}

    public static void goesLeft() {
        Left.goesRight();
    }
}
