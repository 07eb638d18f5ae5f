package io.levibot.examples.architecture.house.engine.left;

import io.levibot.examples.architecture.house.BrokenRule;
import io.levibot.examples.architecture.house.engine.right.Right;

@BrokenRule("packages of the engine form no cycle")
public final class Left {
    private Left() {}

    public static void goesRight() {
        Right.goesLeft();
    }
}
