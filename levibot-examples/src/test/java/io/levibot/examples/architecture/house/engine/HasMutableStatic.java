package io.levibot.examples.architecture.house.engine;

import io.levibot.examples.architecture.house.BrokenRule;

@BrokenRule("library code has no static mutable field")
public final class HasMutableStatic {
    private HasMutableStatic() {}

    static int count = 1;
}
