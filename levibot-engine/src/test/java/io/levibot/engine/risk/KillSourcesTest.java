package io.levibot.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.KillSwitch;
import io.levibot.api.spi.KillSwitchProvider;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What counts as a finding, and how often each source trips without cause. */
final class KillSourcesTest {
    private static final Instant NOW = Instant.parse("2024-03-01T12:00:00Z");

    /** Vitals that a test moves. */
    private static final class Dials implements EngineVitals {
        private Instant now = NOW;
        private double equity = 100.0;
        private double peak = 100.0;
        private double dayStart = 100.0;
        private long marks = 1;
        private double staleness = 1.0;
        private long decisions;
        private long failed;
        private int rejects;
        private double seconds;
        private long inProgress = -1;

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public double equity() {
            return equity;
        }

        @Override
        public double peakEquity() {
            return peak;
        }

        @Override
        public double dayStartEquity() {
            return dayStart;
        }

        @Override
        public long marks() {
            return marks;
        }

        @Override
        public double stalenessSeconds() {
            return staleness;
        }

        @Override
        public double barSeconds() {
            return 60.0;
        }

        @Override
        public long decisions() {
            return decisions;
        }

        @Override
        public long failedDecisions() {
            return failed;
        }

        @Override
        public int consecutiveFailures() {
            return 0;
        }

        @Override
        public int consecutiveRejects() {
            return rejects;
        }

        @Override
        public double decisionSeconds() {
            return seconds;
        }

        @Override
        public long decisionInProgress() {
            return inProgress;
        }

        void mark(double value) {
            marks++;
            equity = value;
            peak = Math.max(peak, value);
        }

        void decided(boolean failure) {
            decisions++;
            failed += failure ? 1 : 0;
        }
    }

    private static KillSwitch source(KillSwitchProvider provider, Map<String, String> config) {
        return provider.create(
                PluginConfig.of(provider, config),
                PluginContext.builder(InstantSource.fixed(NOW)).build());
    }

    private final Dials dials = new Dials();

    @Test
    void oneTimeCountsOnceHoweverOftenItIsLookedAt() {
        KillSwitch drawdown = source(new DrawdownKillSwitchProvider(), Map.of("limit", "0.1"));
        dials.mark(80.0);
        for (int look = 0; look < 100; look++) {
            assertThat(drawdown.check(dials).trips()).as("look %d", look).isFalse();
        }
        dials.mark(80.0);
        assertThat(drawdown.check(dials).trips()).isFalse();
        dials.mark(80.0);
        assertThat(drawdown.check(dials).trips()).as("the third time").isTrue();
        assertThat(drawdown.check(dials).trips())
                .as("still, and after a re-arming")
                .isTrue();
    }

    @Test
    void aTimeThatEndsWithinTheLimitBreaksTheRow() {
        KillSwitch drawdown = source(new DrawdownKillSwitchProvider(), Map.of("limit", "0.1"));
        dials.mark(80.0);
        drawdown.check(dials);
        dials.mark(80.0);
        drawdown.check(dials);
        dials.equity = 95.0; // another symbol's bar of the same time
        assertThat(drawdown.check(dials).trips()).isFalse();
        dials.mark(80.0);
        assertThat(drawdown.check(dials).trips()).isFalse();
    }

    @Test
    void tripsAboveTheLimitAndNotAtIt() {
        KillSwitch drawdown = source(new DrawdownKillSwitchProvider(), Map.of("limit", "0.125", "confirm", "1"));
        dials.mark(87.5);
        assertThat(drawdown.check(dials).trips()).isFalse();
        dials.mark(87.4);
        assertThat(drawdown.check(dials).trips()).isTrue();
        KillSwitch daily = source(new DailyLossKillSwitchProvider(), Map.of("limit", "0.125", "confirm", "1"));
        dials.mark(87.5);
        assertThat(daily.check(dials).trips()).isFalse();
        dials.mark(87.4);
        assertThat(daily.check(dials).trips()).isTrue();
    }

    @Test
    void profitNeverTripsALossLimitAndGivingItBackDoesNotTripTheDailyOne() {
        KillSwitch daily = source(new DailyLossKillSwitchProvider(), Map.of("limit", "0.01", "confirm", "1"));
        KillSwitch drawdown = source(new DrawdownKillSwitchProvider(), Map.of("limit", "0.01", "confirm", "1"));
        for (double equity = 100.0; equity < 1000.0; equity *= 1.1) {
            dials.mark(equity);
            assertThat(daily.check(dials).trips()).isFalse();
            assertThat(drawdown.check(dials).trips()).isFalse();
        }
        dials.mark(100.0);
        assertThat(daily.check(dials).trips()).isFalse();
        assertThat(drawdown.check(dials).trips()).isTrue();
    }

    @Test
    void equityOfNothingIsAFall() {
        KillSwitch drawdown = source(new DrawdownKillSwitchProvider(), Map.of("confirm", "1"));
        dials.mark(-5.0);
        assertThat(drawdown.check(dials).trips()).isTrue();
        dials.peak = -1.0;
        assertThat(drawdown.check(dials).trips()).as("a peak below nothing").isTrue();
        dials.peak = Double.NaN;
        assertThat(drawdown.check(dials).trips()).as("nothing is known").isFalse();
    }

    @Test
    void anAgeNeedsNoConfirmation() {
        KillSwitch staleness = source(new StalenessKillSwitchProvider(), Map.of());
        dials.staleness = 180.0;
        assertThat(staleness.check(dials).trips()).isFalse();
        dials.staleness = 180.1;
        assertThat(staleness.check(dials).trips()).isTrue();
        KillSwitch patient = source(new StalenessKillSwitchProvider(), Map.of("confirm", "2"));
        assertThat(patient.check(dials).trips()).isFalse();
        assertThat(patient.check(dials).trips()).as("in the same second").isFalse();
        dials.now = NOW.plusSeconds(1);
        assertThat(patient.check(dials).trips()).isTrue();
    }

    @Test
    void tripsWhenTheShareOfFailuresOfTheWindowIsAboveTheLimit() {
        KillSwitch errors = source(new ErrorRateKillSwitchProvider(), Map.of("window", "10", "limit", "0.3"));
        for (int i = 0; i < 20; i++) {
            dials.decided(i % 4 == 0); // 2 or 3 of any 10
            assertThat(errors.check(dials).trips()).as("decision %d", i).isFalse();
        }
        dials.decided(true);
        dials.decided(true);
        assertThat(errors.check(dials).trips()).isTrue();
        for (int i = 0; i < 10; i++) {
            dials.decided(false);
            errors.check(dials);
        }
        assertThat(errors.check(dials).trips()).isFalse();
    }

    @Test
    void failuresFromTheVeryFirstDecisionOnTripWithoutWaitingForAFullWindow() {
        KillSwitch errors = source(new ErrorRateKillSwitchProvider(), Map.of());
        int decisions = 0;
        do {
            dials.decided(true);
            decisions++;
        } while (!errors.check(dials).trips() && decisions < 100);
        assertThat(decisions).isEqualTo(11);
    }

    @Test
    void countsRefusalsInARow() {
        KillSwitch rejects = source(new OrderRejectsKillSwitchProvider(), Map.of());
        dials.rejects = 5;
        assertThat(rejects.check(dials).trips()).isFalse();
        dials.rejects = 6;
        assertThat(rejects.check(dials).trips()).isTrue();
    }

    @Test
    void aSlowDecisionCountsOnceAndALookBetweenDecisionsDoesNotCount() {
        KillSwitch latency = source(new LatencyKillSwitchProvider(), Map.of());
        for (int decision = 1; decision <= 3; decision++) {
            dials.inProgress = decision;
            dials.seconds = 1.5;
            boolean third = decision == 3;
            assertThat(latency.check(dials).trips()).isEqualTo(third);
            assertThat(latency.check(dials).trips()).as("health looks too").isEqualTo(third);
            dials.inProgress = -1;
            dials.seconds = 0.0;
            assertThat(latency.check(dials).trips()).as("between decisions").isEqualTo(third);
        }
        dials.inProgress = 4;
        dials.seconds = 0.1;
        assertThat(latency.check(dials).trips()).isFalse();
    }

    @Test
    void aSourceThatRecallsGoesOnWhereTheOtherStopped() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 200; round++) {
            KillSwitchProvider provider =
                    round % 2 == 0 ? new DrawdownKillSwitchProvider() : new ErrorRateKillSwitchProvider();
            Map<String, String> config = round % 2 == 0
                    ? Map.of("limit", "0.1")
                    : Map.of("limit", "0.2", "window", Integer.toString(1 + random.nextInt(30)));
            KillSwitch straight = source(provider, config);
            KillSwitch restarted = source(provider, config);
            for (int step = 0; step < 60; step++) {
                dials.mark(random.nextInt(3) == 0 ? 95.0 : 85.0);
                dials.decided(random.nextInt(5) == 0);
                if (random.nextInt(4) == 0) {
                    String memory = restarted.memory();
                    restarted = source(provider, config);
                    restarted.recall(memory);
                    assertThat(restarted.memory()).isEqualTo(memory);
                }
                assertThat(restarted.check(dials))
                        .as("round %d step %d", round, step)
                        .isEqualTo(straight.check(dials));
            }
        }
    }

    @Test
    void refusesAMemoryThatIsNotItsOwn() {
        KillSwitch drawdown = source(new DrawdownKillSwitchProvider(), Map.of());
        KillSwitch errors = source(new ErrorRateKillSwitchProvider(), Map.of("window", "8"));
        for (String wrong : new String[] {"", "x", "1 2", "1 1 -1", "1 1 1 junk", errors.memory()}) {
            assertThatThrownBy(() -> drawdown.recall(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
        KillSwitch wider = source(new ErrorRateKillSwitchProvider(), Map.of("window", "80"));
        assertThatThrownBy(() -> wider.recall(errors.memory())).isInstanceOf(IllegalArgumentException.class);
    }

    private static double probabilityOfDrawdown(double a) {
        double sum = 0.0;
        for (int k = 0; k < 50; k++) {
            double odd = 2 * k + 1;
            sum += (k % 2 == 0 ? 1 : -1) / odd * StrictMath.exp(-odd * odd * Math.PI * Math.PI / (8 * a * a));
        }
        return 1.0 - 4.0 / Math.PI * sum;
    }

    /** The figures of the Javadoc are those of its formula. */
    @Test
    void theStatedDrawdownsOfAFairGameAreThoseOfTheFormula() {
        assertThat(probabilityOfDrawdown(2.0)).isBetween(0.085, 0.095);
        assertThat(probabilityOfDrawdown(2.5)).isBetween(0.0245, 0.0255);
        assertThat(probabilityOfDrawdown(3.0)).isBetween(0.0045, 0.0055);
        double a = -StrictMath.log(1 - 0.15) / (0.30 * Math.sqrt(30.0 / 365));
        assertThat(a).isBetween(1.885, 1.895);
        assertThat(probabilityOfDrawdown(a)).isBetween(0.115, 0.125);
    }

    /** 2,000 months of a fair game, seeded: the source trips about as often as the formula says, and no oftener. */
    @Test
    void theDrawdownSourceTripsInAFairGameAsOftenAsStated() {
        SplittableRandom random = new SplittableRandom(17);
        int months = 2_000;
        int bars = 1_000;
        double limit = 0.15;
        double volatility = -StrictMath.log(1 - limit) / (2.0 * Math.sqrt(bars)); // a = 2
        int trips = 0;
        for (int month = 0; month < months; month++) {
            Dials own = new Dials();
            KillSwitch drawdown = source(new DrawdownKillSwitchProvider(), Map.of());
            double log = 0.0;
            boolean tripped = false;
            for (int bar = 0; bar < bars && !tripped; bar++) {
                log += volatility * random.nextGaussian();
                own.mark(100.0 * StrictMath.exp(log));
                tripped = drawdown.check(own).trips();
            }
            trips += tripped ? 1 : 0;
        }
        // The game is watched at bars only and must be beyond the limit three times, so it trips a little less often.
        assertThat((double) trips / months).isBetween(0.055, probabilityOfDrawdown(2.0) + 0.01);
    }

    @Test
    void theStatedChancesOfFailuresAreThoseOfTheBinomialTail() {
        assertThat(binomialTail(50, 10, 0.02)).isBetween(3.65e-9, 3.75e-9);
        assertThat(binomialTail(50, 10, 0.07)).isBetween(5.65e-4, 5.75e-4);
        assertThat(binomialTail(50, 10, 0.10)).isBetween(0.0085, 0.0095);
        assertThat(Math.pow(0.2, 6)).isBetween(5.5e-5, 6.5e-5);
    }

    /** P(X > k) of a binomial variable. */
    private static double binomialTail(int n, int k, double q) {
        double[] mass = new double[n + 1];
        mass[0] = 1.0;
        for (int trial = 1; trial <= n; trial++) {
            for (int x = trial; x > 0; x--) {
                mass[x] = mass[x] * (1 - q) + mass[x - 1] * q;
            }
            mass[0] *= 1 - q;
        }
        double tail = 0.0;
        for (int x = n; x > k; x--) {
            tail += mass[x];
        }
        return tail;
    }
}
