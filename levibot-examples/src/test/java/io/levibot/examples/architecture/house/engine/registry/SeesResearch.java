package io.levibot.examples.architecture.house.engine.registry;

import io.levibot.examples.architecture.house.BrokenRule;
import io.levibot.examples.architecture.house.engine.research.Research;

@BrokenRule("the live engine does not see research")
public final class SeesResearch {
    private SeesResearch() {}

    static void seesResearch() {
        Research.touch();
    }
}
