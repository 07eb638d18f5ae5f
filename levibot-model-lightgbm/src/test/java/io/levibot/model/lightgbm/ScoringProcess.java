package io.levibot.model.lightgbm;

import java.io.IOException;
import java.util.SplittableRandom;

/** A process of its own that scores: for ever until a byte arrives on its input, or once if it is told so. */
final class ScoringProcess {
    static final String READY = "ready";
    static final String DONE = "done";

    private ScoringProcess() {}

    public static void main(String[] arguments) throws IOException {
        boolean once = arguments.length > 0 && arguments[0].equals("once");
        SplittableRandom random = new SplittableRandom(1);
        try (NativeBooster booster = NativeBooster.load(HandModel.BINARY)) {
            System.out.println(READY);
            do {
                for (int i = 0; i < 1000; i++) {
                    double b = random.nextDouble(0.5, 1);
                    if (booster.scoreRow(new double[] {1, b}) != 0) {
                        throw new IllegalStateException("wrong score for b=" + b);
                    }
                }
            } while (!once && System.in.available() == 0);
        }
        System.out.println(DONE);
    }
}
