package io.levibot.examples.architecture.house.engine;

import io.levibot.examples.architecture.house.BrokenRule;
import java.security.SecureRandom;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

@BrokenRule("library code draws no number without a seed")
public final class DrawsWithoutSeed {
    private DrawsWithoutSeed() {}

    static Object random() {
        return new Random();
    }

    static Object splittable() {
        return new SplittableRandom();
    }

    static Object local() {
        return ThreadLocalRandom.current();
    }

    static Object secure() {
        return new SecureRandom();
    }

    static Object uuid() {
        return UUID.randomUUID();
    }

    static double math() {
        return Math.random();
    }
}
