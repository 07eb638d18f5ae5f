package io.levibot.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.KillSwitch;
import io.levibot.api.spi.KillSwitchProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rules of {@link KillSwitch} and its provider.
 *
 * <p>A source that depends on the vitals alone supplies {@link #arrangeTrip} only; one that watches something else (a file, a
 * service) arranges that too, and says in {@link #unreadable} how to make it unreadable.
 *
 * @since 0.1.0
 */
public abstract class KillSwitchContract extends ProviderContract<KillSwitch, KillSwitchProvider> {
    private static final int ROUNDS = 200;
    private static final int MAX_MEMORY = 4096;

    /** For subclasses. */
    protected KillSwitchContract() {}

    @Override
    protected final Class<KillSwitchProvider> service() {
        return KillSwitchProvider.class;
    }

    /**
     * Arranges that nothing speaks against trading.
     *
     * @return vitals with which a check is then clear; by default {@link CalmVitals}
     */
    protected EngineVitals arrangeCalm() {
        return new CalmVitals();
    }

    /**
     * Arranges that the source must trip.
     *
     * @return vitals with which a check then trips
     */
    protected abstract EngineVitals arrangeTrip();

    /**
     * Returns an action after which what the source watches cannot be read; empty for a source that looks at the vitals only.
     */
    protected Optional<Runnable> unreadable() {
        return Optional.empty();
    }

    @Test
    @Tag("KILL-01")
    @DisplayName("KILL-01 has a short well-formed id, always the same")
    void hasAnId() {
        arrangeCalm();
        try (KillSwitch source = create()) {
            assertThat(source.id()).matches("[a-z0-9-]{1,32}").isEqualTo(source.id());
        }
    }

    @Test
    @Tag("KILL-02")
    @DisplayName("KILL-02 is clear while nothing is wrong")
    void isClearWhenCalm() {
        EngineVitals calm = arrangeCalm();
        try (KillSwitch source = create()) {
            assertThat(source.check(calm).state()).isEqualTo(KillState.ARMED);
        }
    }

    @Test
    @Tag("KILL-03")
    @DisplayName("KILL-03 trips with a reason once its condition holds")
    void tripsWhenItsConditionHolds() {
        EngineVitals calm = arrangeCalm();
        try (KillSwitch source = create()) {
            source.check(calm);
            KillVerdict verdict = source.check(arrangeTrip());

            assertThat(verdict.trips()).isTrue();
            assertThat(verdict.reason()).isNotBlank();
        }
    }

    @Test
    @Tag("KILL-04")
    @DisplayName("KILL-04 goes on tripping while its condition holds, and in a new instance too")
    void goesOnTripping() {
        EngineVitals bad = arrangeTrip();
        try (KillSwitch first = create();
                KillSwitch second = create()) {
            for (int i = 0; i < ROUNDS; i++) {
                assertThat(first.check(bad).trips()).as("check %d", i).isTrue();
            }
            assertThat(second.check(bad).trips()).as("a new instance").isTrue();
        }
    }

    @Test
    @Tag("KILL-05")
    @DisplayName("KILL-05 fails closed: what cannot be read trips or throws")
    void failsClosedWhenUnreadable() {
        Optional<Runnable> action = unreadable();
        Assumptions.assumeTrue(action.isPresent(), "the source looks at the vitals only");
        EngineVitals calm = arrangeCalm();
        try (KillSwitch source = create()) {
            source.check(calm);
            action.orElseThrow().run();

            assertThat(tripsOrThrows(source, calm)).isTrue();
        }
    }

    @Test
    @Tag("KILL-06")
    @DisplayName("KILL-06 gives the same verdict for the same state on every thread")
    void agreesOnEveryThread() {
        EngineVitals calm = arrangeCalm();
        try (KillSwitch source = create()) {
            KillVerdict expectedCalm = source.check(calm);
            assertThat(verdictsOnAllThreads(source, calm)).containsOnly(expectedCalm.state());

            EngineVitals bad = arrangeTrip();
            KillState expectedBad = source.check(bad).state();
            assertThat(verdictsOnAllThreads(source, bad)).containsOnly(expectedBad);
        }
    }

    @Test
    @Tag("KILL-07")
    @DisplayName("KILL-07 does not keep the vitals after the call")
    void doesNotKeepTheVitals() {
        EngineVitals calm = arrangeCalm();
        try (KillSwitch source = create()) {
            ExpiringVitals first = new ExpiringVitals(calm);
            source.check(first);
            first.expire();

            assertThat(source.check(new ExpiringVitals(calm)).state()).isEqualTo(KillState.ARMED);
        }
    }

    @Test
    @Tag("KILL-08")
    @DisplayName("KILL-08 answers with vitals that are not known yet (NaN), and never with null")
    void answersUnknownVitals() {
        arrangeCalm();
        try (KillSwitch source = create()) {
            assertThat(source.check(new UnknownVitals())).isNotNull();
        }
    }

    @Test
    @Tag("KILL-09")
    @DisplayName("KILL-09 may be closed twice")
    void closesTwice() {
        arrangeCalm();
        KillSwitch source = create();
        source.close();

        assertThatCode(source::close).doesNotThrowAnyException();
    }

    @Test
    @Tag("KILL-10")
    @DisplayName("KILL-10 after close a condition that trips still trips or throws")
    void staysClosedAfterClose() {
        EngineVitals bad = arrangeTrip();
        KillSwitch source = create();
        source.close();

        assertThat(tripsOrThrows(source, bad)).isTrue();
    }

    @Test
    @Tag("KILL-11")
    @DisplayName(
            "KILL-11 remembers at most 4,096 characters, and a new instance that recalls them remembers and answers the same")
    void recallsWhatItRemembered() {
        EngineVitals calm = arrangeCalm();
        try (KillSwitch source = create();
                KillSwitch heir = create()) {
            source.check(calm);
            EngineVitals bad = arrangeTrip();
            KillVerdict verdict = source.check(bad);
            String memory = source.memory();
            heir.recall(memory);

            assertThat(memory).hasSizeLessThanOrEqualTo(MAX_MEMORY);
            assertThat(heir.memory()).isEqualTo(memory);
            assertThat(heir.check(bad)).isEqualTo(verdict);
        }
    }

    @Test
    @Tag("KILL-12")
    @DisplayName("KILL-12 refuses a memory that makes no sense, and is then as new: it still trips")
    void refusesAStrangeMemory() {
        EngineVitals bad = arrangeTrip();
        try (KillSwitch source = create()) {
            String fresh = source.memory();

            assertThatThrownBy(() -> source.recall("\u0000 no memory of mine"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(source.memory()).isEqualTo(fresh);
            assertThat(source.check(bad).trips()).isTrue();
        }
    }

    private static boolean tripsOrThrows(KillSwitch source, EngineVitals vitals) {
        try {
            return source.check(vitals).trips();
        } catch (RuntimeException e) {
            return true;
        }
    }

    private static List<KillState> verdictsOnAllThreads(KillSwitch source, EngineVitals vitals) {
        List<KillState> states = Collections.synchronizedList(new ArrayList<>());
        Parallel.run(thread -> {
            for (int i = 0; i < ROUNDS; i++) {
                states.add(source.check(vitals).state());
            }
            return thread;
        });
        return states;
    }

    /** Vitals before the first bar: numbers that cannot be known are NaN. */
    private static final class UnknownVitals extends CalmVitals {
        @Override
        public double equity() {
            return Double.NaN;
        }

        @Override
        public double peakEquity() {
            return Double.NaN;
        }

        @Override
        public double dayStartEquity() {
            return Double.NaN;
        }

        @Override
        public double stalenessSeconds() {
            return Double.NaN;
        }
    }
}
