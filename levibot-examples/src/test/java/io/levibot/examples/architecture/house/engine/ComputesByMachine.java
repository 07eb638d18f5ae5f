package io.levibot.examples.architecture.house.engine;

import io.levibot.examples.architecture.house.BrokenRule;

@BrokenRule("library code computes no transcendental whose last bit depends on the machine")
public final class ComputesByMachine {
    private ComputesByMachine() {}

    static double exp(double x) {
        return Math.exp(x);
    }

    static double expm1(double x) {
        return Math.expm1(x);
    }

    static double log(double x) {
        return Math.log(x);
    }

    static double log1p(double x) {
        return Math.log1p(x);
    }

    static double log10(double x) {
        return Math.log10(x);
    }

    static double pow(double x) {
        return Math.pow(x, x);
    }

    static double sin(double x) {
        return Math.sin(x);
    }

    static double cos(double x) {
        return Math.cos(x);
    }

    static double tan(double x) {
        return Math.tan(x);
    }

    static double tanh(double x) {
        return Math.tanh(x);
    }

    static double cbrt(double x) {
        return Math.cbrt(x);
    }
}
