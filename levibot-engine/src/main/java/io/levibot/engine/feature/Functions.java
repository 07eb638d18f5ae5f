package io.levibot.engine.feature;

/** The feature functions of the standard catalogue. Formulas and edge cases are in {@link StandardFeatures}. */
final class Functions {
    private Functions() {}

    record LogReturn(int lag) implements FeatureFunction {
        @Override
        public int bars() {
            return lag + 1;
        }

        @Override
        public double value(BarHistory history) {
            double[] close = history.close();
            return StrictMath.log(close[history.at()] / close[history.at() - lag]);
        }
    }

    record Rsi(int n) implements FeatureFunction {
        private static final double FLAT = 50.0;

        @Override
        public int bars() {
            return n + 1;
        }

        @Override
        public double value(BarHistory history) {
            double[] close = history.close();
            double gains = 0.0;
            double losses = 0.0;
            for (int i = history.at() - n + 1; i <= history.at(); i++) {
                double change = close[i] - close[i - 1];
                if (change > 0.0) {
                    gains += change;
                } else {
                    losses -= change;
                }
            }
            double moved = gains + losses;
            return moved == 0.0 ? FLAT : 100.0 * (gains / moved); // in this order never above 100
        }
    }

    record EmaGap(Ema ema) implements FeatureFunction {
        @Override
        public int bars() {
            return ema.bars();
        }

        @Override
        public double value(BarHistory history) {
            double aboveClose = ema.aboveClose(history);
            return -aboveClose / (history.close()[history.at()] + aboveClose);
        }
    }

    record Trend(Ema fast, Ema slow) implements FeatureFunction {
        @Override
        public int bars() {
            return Math.max(fast.bars(), slow.bars());
        }

        @Override
        public double value(BarHistory history) {
            return Math.signum(fast.aboveClose(history) - slow.aboveClose(history));
        }
    }

    record BollingerPosition(int n) implements FeatureFunction {
        private static final double MIDDLE = 0.5;

        @Override
        public int bars() {
            return n;
        }

        @Override
        public double value(BarHistory history) {
            double mean = Window.meanFromNewest(history.close(), history.at(), n);
            double deviation = Window.deviation(history.close(), history.at(), n, mean);
            return deviation == 0.0 ? MIDDLE : MIDDLE - mean / (4.0 * deviation);
        }
    }

    record BollingerWidth(int n) implements FeatureFunction {
        @Override
        public int bars() {
            return n;
        }

        @Override
        public double value(BarHistory history) {
            double mean = Window.meanFromNewest(history.close(), history.at(), n);
            double deviation = Window.deviation(history.close(), history.at(), n, mean);
            return 4.0 * deviation / (history.close()[history.at()] + mean);
        }
    }

    record AtrRatio(int n) implements FeatureFunction {
        @Override
        public int bars() {
            return n + 1;
        }

        @Override
        public double value(BarHistory history) {
            double[] range = history.trueRange();
            double sum = 0.0;
            for (int i = history.at() - n + 1; i <= history.at(); i++) {
                sum += range[i];
            }
            return sum / n / history.close()[history.at()];
        }
    }

    record RealizedVolatility(int n) implements FeatureFunction {
        @Override
        public int bars() {
            return n + 1;
        }

        @Override
        public double value(BarHistory history) {
            double mean = Window.meanFromNewest(history.logReturn(), history.at(), n);
            return Window.deviation(history.logReturn(), history.at(), n, mean);
        }
    }

    record VolatilityRegime(RealizedVolatility volatility, double low, double high) implements FeatureFunction {
        @Override
        public int bars() {
            return volatility.bars();
        }

        @Override
        public double value(BarHistory history) {
            double now = volatility.value(history);
            if (now < low) {
                return 0.0;
            }
            return now > high ? 2.0 : 1.0;
        }
    }

    record CloseScore(int n) implements FeatureFunction {
        @Override
        public int bars() {
            return n;
        }

        @Override
        public double value(BarHistory history) {
            return score(history.close(), history.at(), n);
        }
    }

    record VolumeScore(int n) implements FeatureFunction {
        @Override
        public int bars() {
            return n;
        }

        @Override
        public double value(BarHistory history) {
            return score(history.volume(), history.at(), n);
        }
    }

    record VolumeRatio(int n) implements FeatureFunction {
        private static final double AVERAGE = 1.0;

        @Override
        public int bars() {
            return n;
        }

        @Override
        public double value(BarHistory history) {
            double[] volume = history.volume();
            double sum = 0.0;
            for (int i = history.at() - n + 1; i <= history.at(); i++) {
                sum += volume[i];
            }
            return sum == 0.0 ? AVERAGE : n * (volume[history.at()] / sum);
        }
    }

    record RangeRatio() implements FeatureFunction {
        @Override
        public int bars() {
            return 1;
        }

        @Override
        public double value(BarHistory history) {
            int at = history.at();
            return (history.high()[at] - history.low()[at]) / history.close()[at];
        }
    }

    /** Zero where the window does not vary. */
    private static double score(double[] column, int at, int n) {
        double mean = Window.meanFromNewest(column, at, n);
        double deviation = Window.deviation(column, at, n, mean);
        return deviation == 0.0 ? 0.0 : -mean / deviation;
    }
}
