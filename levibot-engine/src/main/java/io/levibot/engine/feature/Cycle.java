package io.levibot.engine.feature;

/** A place on a circle, as sine or cosine, looked up in a table: the hour of the day or the day of the week at the close. */
final class Cycle implements FeatureFunction {
    private static final int HOURS = 24;
    private static final int DAYS = 7;
    private static final long SECONDS_PER_HOUR = 3_600;
    private static final long SECONDS_PER_DAY = 86_400;
    /** 1970-01-01 was a Thursday; Monday is 0. */
    private static final long DAY_OF_EPOCH = 3;

    private final double[] table;
    private final long secondsPerPlace;
    private final long shift;

    private Cycle(double[] table, long secondsPerPlace, long shift) {
        this.table = table;
        this.secondsPerPlace = secondsPerPlace;
        this.shift = shift;
    }

    static Cycle hourSine() {
        return new Cycle(sines(HOURS), SECONDS_PER_HOUR, 0);
    }

    static Cycle hourCosine() {
        return new Cycle(cosines(HOURS), SECONDS_PER_HOUR, 0);
    }

    static Cycle daySine() {
        return new Cycle(sines(DAYS), SECONDS_PER_DAY, DAY_OF_EPOCH);
    }

    static Cycle dayCosine() {
        return new Cycle(cosines(DAYS), SECONDS_PER_DAY, DAY_OF_EPOCH);
    }

    @Override
    public int bars() {
        return 1;
    }

    @Override
    public double value(BarHistory history) {
        long place = Math.floorDiv(history.closeSecond(), secondsPerPlace) + shift;
        return table[(int) Math.floorMod(place, (long) table.length)];
    }

    private static double[] sines(int places) {
        double[] table = new double[places];
        for (int i = 0; i < places; i++) {
            table[i] = StrictMath.sin(2.0 * Math.PI * i / places);
        }
        return table;
    }

    private static double[] cosines(int places) {
        double[] table = new double[places];
        for (int i = 0; i < places; i++) {
            table[i] = StrictMath.cos(2.0 * Math.PI * i / places);
        }
        return table;
    }
}
