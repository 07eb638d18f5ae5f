package io.levibot.examples.architecture.house.examples.left;

import io.levibot.examples.architecture.house.BrokenRule;
import io.levibot.examples.architecture.house.examples.right.Right;

@BrokenRule("packages of the examples form no cycle")
public final class Left {
    private Left() {}

    public static void goesRight() {
        Right.goesLeft();
    }
}
