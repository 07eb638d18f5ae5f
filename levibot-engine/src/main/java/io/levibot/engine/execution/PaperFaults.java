package io.levibot.engine.execution;

/**
 * How often a {@link PaperBroker} misbehaves as real venues and lines do. Each rate is a probability in [0, 1] of one kind of
 * fault at one opportunity; the draws come from the seed alone, so that the same orders and bars meet the same faults. Immutable.
 *
 * <table>
 * <caption>Faults</caption>
 * <tr><th>rate</th><th>opportunity</th><th>what happens</th></tr>
 * <tr><td>submitLost</td><td>submit</td><td>throws; the order never arrives</td></tr>
 * <tr><td>submitThrows</td><td>submit</td><td>throws; the order arrived</td></tr>
 * <tr><td>submitLate</td><td>submit</td><td>throws; the order arrives before the symbol's next bar, until then a report is
 *     {@code Unclear}</td></tr>
 * <tr><td>reject</td><td>arrival of an order</td><td>it is refused</td></tr>
 * <tr><td>unknown</td><td>arrival of an order</td><td>{@code Unknown} is said before anything else of it</td></tr>
 * <tr><td>partialFill</td><td>bar with an open order</td><td>a part of the rest is filled, the other part waits for the next bar</td></tr>
 * <tr><td>delay</td><td>update</td><td>it is handed over one to three bars later, and so perhaps after newer ones</td></tr>
 * <tr><td>duplicate</td><td>update</td><td>it is handed over twice, the second time perhaps later</td></tr>
 * <tr><td>lose</td><td>update</td><td>it is never handed over; a report still tells of it</td></tr>
 * <tr><td>lateCancel</td><td>cancel</td><td>{@code CancelRejected}; the order stays open</td></tr>
 * <tr><td>cancelThrows</td><td>cancel</td><td>throws; the request never arrives</td></tr>
 * <tr><td>query</td><td>query or report</td><td>throws</td></tr>
 * </table>
 *
 * @since 0.1.0
 */
public final class PaperFaults {
    /** No faults. */
    public static final PaperFaults NONE = builder(0L).build();

    final long seed;
    final double submitLost;
    final double submitThrows;
    final double submitLate;
    final double reject;
    final double unknown;
    final double partialFill;
    final double delay;
    final double duplicate;
    final double lose;
    final double lateCancel;
    final double cancelThrows;
    final double query;

    private PaperFaults(Builder builder) {
        this.seed = builder.seed;
        this.submitLost = builder.submitLost;
        this.submitThrows = builder.submitThrows;
        this.submitLate = builder.submitLate;
        this.reject = builder.reject;
        this.unknown = builder.unknown;
        this.partialFill = builder.partialFill;
        this.delay = builder.delay;
        this.duplicate = builder.duplicate;
        this.lose = builder.lose;
        this.lateCancel = builder.lateCancel;
        this.cancelThrows = builder.cancelThrows;
        this.query = builder.query;
    }

    /**
     * @param seed of every draw
     * @return a builder whose rates are all 0
     */
    public static Builder builder(long seed) {
        return new Builder(seed);
    }

    /**
     * @param seed of every draw
     * @param rate of every fault
     * @return faults of every kind, each as often
     */
    public static PaperFaults everything(long seed, double rate) {
        return builder(seed)
                .submitLost(rate)
                .submitThrows(rate)
                .submitLate(rate)
                .reject(rate)
                .unknown(rate)
                .partialFill(rate)
                .delay(rate)
                .duplicate(rate)
                .lose(rate)
                .lateCancel(rate)
                .cancelThrows(rate)
                .query(rate)
                .build();
    }

    /**
     * Collects the rates. Not thread-safe.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private final long seed;
        private double submitLost;
        private double submitThrows;
        private double submitLate;
        private double reject;
        private double unknown;
        private double partialFill;
        private double delay;
        private double duplicate;
        private double lose;
        private double lateCancel;
        private double cancelThrows;
        private double query;

        private Builder(long seed) {
            this.seed = seed;
        }

        /**
         * @param rate of submits that throw and never arrive
         * @return this
         */
        public Builder submitLost(double rate) {
            this.submitLost = checked(rate);
            return this;
        }

        /**
         * @param rate of submits that throw though the order arrived
         * @return this
         */
        public Builder submitThrows(double rate) {
            this.submitThrows = checked(rate);
            return this;
        }

        /**
         * @param rate of submits that throw and arrive later
         * @return this
         */
        public Builder submitLate(double rate) {
            this.submitLate = checked(rate);
            return this;
        }

        /**
         * @param rate of arrivals that are refused
         * @return this
         */
        public Builder reject(double rate) {
            this.reject = checked(rate);
            return this;
        }

        /**
         * @param rate of arrivals that are first said to be unknown
         * @return this
         */
        public Builder unknown(double rate) {
            this.unknown = checked(rate);
            return this;
        }

        /**
         * @param rate of bars that fill only a part
         * @return this
         */
        public Builder partialFill(double rate) {
            this.partialFill = checked(rate);
            return this;
        }

        /**
         * @param rate of updates that come bars later
         * @return this
         */
        public Builder delay(double rate) {
            this.delay = checked(rate);
            return this;
        }

        /**
         * @param rate of updates that come twice
         * @return this
         */
        public Builder duplicate(double rate) {
            this.duplicate = checked(rate);
            return this;
        }

        /**
         * @param rate of updates that never come
         * @return this
         */
        public Builder lose(double rate) {
            this.lose = checked(rate);
            return this;
        }

        /**
         * @param rate of cancels that come too late
         * @return this
         */
        public Builder lateCancel(double rate) {
            this.lateCancel = checked(rate);
            return this;
        }

        /**
         * @param rate of cancels that throw and never arrive
         * @return this
         */
        public Builder cancelThrows(double rate) {
            this.cancelThrows = checked(rate);
            return this;
        }

        /**
         * @param rate of queries and reports that throw
         * @return this
         */
        public Builder query(double rate) {
            this.query = checked(rate);
            return this;
        }

        /** Returns the faults. */
        public PaperFaults build() {
            return new PaperFaults(this);
        }

        private static double checked(double rate) {
            if (!(rate >= 0.0 && rate <= 1.0)) {
                throw new IllegalArgumentException("fault rate " + rate + ": allowed is 0 to 1");
            }
            return rate;
        }
    }
}
