package io.levibot.engine.bar;

import static io.levibot.engine.bar.TestBars.BTC;
import static io.levibot.engine.bar.TestBars.M15;
import static io.levibot.engine.bar.TestBars.flat;
import static io.levibot.engine.bar.TestBars.openTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.Bar;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BarGuardTest {
    private final BarGuard guard = new BarGuard(BTC, M15);

    @Test
    void acceptsBarsInOrderWithOneConstantVerdict() {
        assertThat(guard.check(flat(0, 100))).isSameAs(BarVerdict.ACCEPTED);
        assertThat(guard.check(flat(1, 101))).isSameAs(BarVerdict.ACCEPTED);
    }

    @Test
    void acceptsAGapAndCountsIt() {
        guard.check(flat(0, 100));

        BarVerdict verdict = guard.check(flat(4, 100));

        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.missingBars()).isEqualTo(3);
    }

    @Test
    void refusesWhatDoesNotFollow() {
        guard.check(flat(5, 100));
        Bar eth = new Bar(TestBars.ETH, openTime(6), openTime(7), 1, 1, 1, 1, 1);
        Bar offGrid = new Bar(BTC, openTime(6).plusSeconds(60), openTime(7).plusSeconds(60), 1, 1, 1, 1, 1);
        Bar hour = new Bar(BTC, openTime(8), openTime(12), 1, 1, 1, 1, 1);

        refuses(eth, "BAR_REFUSED", "is of ETHUSDT, not of BTCUSDT");
        refuses(offGrid, "BAR_REFUSED", "off the 15m grid");
        refuses(hour, "BAR_REFUSED", "PT1H long, not 15m");
        refuses(flat(5, 100), "BAR_REFUSED", "repeats the open time");
        refuses(flat(4, 100), "BAR_REFUSED", "before the bar ahead");
        assertThat(guard.check(flat(6, 100))).isSameAs(BarVerdict.ACCEPTED);
    }

    @Test
    void dropsABadPrintForGood() {
        guard.check(flat(0, 100));

        refuses(flat(1, 1000), "OUTLIER", "close 1000 after 100: further than a log return of 0.25");
        refuses(flat(1, 100), "BAR_REFUSED", "repeats");
        assertThat(guard.check(flat(2, 101))).isEqualTo(new BarVerdict(null, 1));
        refuses(flat(3, 1000), "OUTLIER", "after 101:");
    }

    @Test
    void printsPricesAlikeOnEveryJdk() {
        // Double.toString gives 5.684341886080802E-14 from JDK 19 on, and one digit more before.
        guard.check(flat(0, 0x1.0p-44));

        refuses(flat(1, 100), "OUTLIER", "close 100 after 5.684342E-14:");
    }

    @Test
    void acceptsANewLevelThatTheNextBarConfirms() {
        guard.check(flat(0, 100));

        refuses(flat(1, 50), "OUTLIER", "close 50 ");
        assertThat(guard.check(flat(2, 52))).isEqualTo(new BarVerdict(null, 1));
        assertThat(guard.check(flat(3, 51))).isSameAs(BarVerdict.ACCEPTED);
    }

    @Test
    void takesEachUnconfirmedJumpForANewSuspect() {
        guard.check(flat(0, 100));

        refuses(flat(1, 1000), "OUTLIER", "");
        refuses(flat(2, 10), "OUTLIER", "");
        refuses(flat(3, 1000), "OUTLIER", "");
        assertThat(guard.check(flat(4, 1001)).accepted()).isTrue();
    }

    @Test
    void drawsTheLineAtItsLimit() {
        double limit = Math.log(1.25);
        BarGuard strict = new BarGuard(BTC, M15, limit);
        strict.check(flat(0, 100));
        assertThat(strict.check(flat(1, 124.99)).accepted()).isTrue();
        assertThat(strict.check(flat(2, 124.99 * 0.801)).accepted()).isTrue();
        assertThat(strict.check(flat(3, 100.11699 * 0.799)).accepted()).isFalse();
        assertThat(strict.check(flat(4, 100.11699 * 1.251)).accepted()).isFalse();

        BarGuard off = new BarGuard(BTC, M15, Double.POSITIVE_INFINITY);
        off.check(flat(0, 100));
        assertThat(off.check(flat(1, 1e-9)).accepted()).isTrue();
    }

    @Test
    void givesResearchTheBarsThatTradingWouldHaveSeen() {
        BarSeries whole = TestBars.closes(100, 101, 1000, 102, 50, 51);

        BarSeries accepted = guard.accepted(whole);

        assertThat(accepted.closes()).containsExactly(100, 101, 102, 51);
        assertThat(accepted.gaps().missingBars()).isEqualTo(2);
        assertThat(new BarGuard(BTC, M15).accepted(accepted.slice(0, 3)).closes())
                .containsExactly(100, 101, 102);
    }

    @Test
    void refusesALimitThatIsNone() {
        for (double limit : new double[] {0.0, -1.0, Double.NaN}) {
            assertThatThrownBy(() -> new BarGuard(BTC, M15, limit)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Property
    void acceptsAnOrderedSubsetAndCountsTheRest(
            @ForAll @Size(min = 1, max = 80) List<@IntRange(min = 0, max = 99) Integer> order) {
        BarGuard own = new BarGuard(BTC, M15);
        int last = -1;
        int first = -1;
        long accepted = 0;
        long missing = 0;
        for (int index : order) {
            BarVerdict verdict = own.check(flat(index, 100));
            assertThat(verdict.accepted()).isEqualTo(index > last);
            if (verdict.accepted()) {
                first = first < 0 ? index : first;
                last = index;
                accepted++;
                missing += verdict.missingBars();
            }
        }
        assertThat(accepted + missing).isEqualTo(last - first + 1);
    }

    private void refuses(Bar bar, String code, String detail) {
        BarVerdict verdict = guard.check(bar);
        assertThat(verdict.accepted()).isFalse();
        assertThat(verdict.missingBars()).isZero();
        assertThat(verdict.reason()).isNotNull();
        assertThat(String.valueOf(verdict.reason())).startsWith(code + ": ").contains(detail);
    }

    @Test
    void pricesAtWhichNothingCanBeSizedAreRefused() {
        for (double price : new double[] {1e-308, 9e-19, 1.1e15, Double.MAX_VALUE}) {
            BarVerdict verdict = new BarGuard(TestBars.BTC, TestBars.M15).check(TestBars.flat(0, price));
            assertThat(verdict.accepted()).isFalse();
            assertThat(verdict.reason().code()).isEqualTo("BAR_REFUSED");
            assertThat(verdict.reason().detail()).contains("allowed are 1.000000E-18 to 1.000000E+15");
        }
        for (double price : new double[] {BarGuard.MIN_PRICE, BarGuard.MAX_PRICE}) {
            assertThat(new BarGuard(TestBars.BTC, TestBars.M15)
                            .check(TestBars.flat(0, price))
                            .accepted())
                    .isTrue();
        }
    }
}
