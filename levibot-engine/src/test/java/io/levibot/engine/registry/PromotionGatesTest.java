package io.levibot.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.levibot.calibration.stats.SharpeEstimate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class PromotionGatesTest {

    @Test
    void everyGatePassesOnTheNumbersOfTheSeedWithEvidence() {
        List<GateResult> gates =
                PromotionGates.all().evaluate(Contents.figures().build());

        assertThat(gates).extracting(GateResult::name).containsExactlyElementsOf(PromotionGates.NAMES);
        assertThat(gates).allMatch(GateResult::passed);
        assertThat(PromotionDecision.of(gates).outcome()).isEqualTo(PromotionDecision.Outcome.PROMOTED);
    }

    @Test
    void theBoundariesAreAsStated() {
        assertVerdict("ece", GateVerdict.PASS, Contents.figures().ece(0.06, 0.05, 0.05));
        assertVerdict("ece", GateVerdict.FAIL, Contents.figures().ece(0.06, 0.02, Math.nextUp(0.05)));
        assertVerdict("ece", GateVerdict.FAIL, Contents.figures().ece(0.06, Math.nextUp(0.05), 0.05));
        assertVerdict("ece", GateVerdict.PASS, Contents.figures().logLoss(0.68, 0.68));
        assertVerdict("ece", GateVerdict.FAIL, Contents.figures().logLoss(0.68, Math.nextUp(0.68)));
        assertVerdict("ece", GateVerdict.PASS, Contents.figures().rows(4000, 4000));
        assertVerdict("ece", GateVerdict.INSUFFICIENT_DATA, Contents.figures().rows(3999, 4000));
        assertVerdict("sharpe", GateVerdict.FAIL, Contents.figures().sharpe(1.2, 0.006));
        assertVerdict("sharpe", GateVerdict.PASS, Contents.figures().sharpe(Math.nextUp(1.2), 0.006));
        assertVerdict("sharpe", GateVerdict.PASS, Contents.figures().deflatedSharpe(0.95, 40, 7.5));
        assertVerdict("sharpe", GateVerdict.FAIL, Contents.figures().deflatedSharpe(Math.nextDown(0.95), 40, 7.5));
        assertVerdict("max-drawdown", GateVerdict.FAIL, Contents.figures().maxDrawdown(0.15, 0.2));
        assertVerdict("max-drawdown", GateVerdict.PASS, Contents.figures().maxDrawdown(Math.nextDown(0.15), 0.9));
        assertVerdict("auc", GateVerdict.FAIL, Contents.figures().auc(0.7, 0.5));
        assertVerdict("auc", GateVerdict.PASS, Contents.figures().auc(0.52, Math.nextUp(0.5)));
    }

    @Test
    void aFigureThatIsNotDefinedNeverPasses() {
        EvaluationFigures nothing = EvaluationFigures.builder().build();

        assertThat(PromotionGates.all().evaluate(nothing))
                .allMatch(gate -> gate.verdict() == GateVerdict.INSUFFICIENT_DATA);
        assertVerdict(
                "sharpe", GateVerdict.INSUFFICIENT_DATA, Contents.figures().sharpe(Double.NaN, Double.NaN));
        assertVerdict(
                "sharpe", GateVerdict.INSUFFICIENT_DATA, Contents.figures().deflatedSharpe(Double.NaN, 1, 1));
        assertVerdict("ece", GateVerdict.INSUFFICIENT_DATA, Contents.figures().logLoss(Double.NaN, 0.1));
    }

    @Test
    void saysByHowMuchWithObservationsAndTrials() {
        EvaluationFigures figures = Contents.figures()
                .ece(0.08, 0.0525, 0.0715)
                .sharpe(0.9, 0.005)
                .deflatedSharpe(0.5, 40, 7.5)
                .build();

        List<GateResult> gates = PromotionGates.all().evaluate(figures);

        assertThat(gates.get(0).toString())
                .isEqualTo(
                        "ece FAIL: FAILED by 0.0025: ECE 0.0525 (<= 0.05), FAILED by 0.0215: upper 95 % bound 0.0715 (<= 0.05), "
                                + "calibrated log loss 0.68 (<= raw log loss 0.69) [n 5000, trials 0]");
        assertThat(gates.get(1).toString())
                .isEqualTo(
                        "sharpe FAIL: FAILED by 0.3: Sharpe 0.9 (> 1.2), FAILED by 0.45: deflated Sharpe 0.5 (>= 0.95), "
                                + "effective trials 7.5, entries 120, track record 5000 bars, minimum not defined [n 5000, trials 40]");
    }

    /** The deflated ratio of a record of just that length is 0.95: what is shorter fails the gate already. */
    @Test
    void saysHowLongATrackRecordMustBe() {
        SharpeEstimate shape = new SharpeEstimate(0.03, 5000, -0.2, 5, 0.1);
        double luck = shape.trialsWithoutSkill2025(7.5).expectedMaximum();
        EvaluationFigures figures =
                Contents.figures().sharpe(2.5, 0.03).returns(-0.2, 5, 0.1).build();
        double needed = figures.minimumTrackRecord();

        assertThat(new SharpeEstimate(0.03, needed, -0.2, 5, 0.1).probabilisticSharpe2025(luck))
                .isCloseTo(0.95, within(1e-12));
        assertThat(PromotionGates.all().evaluate(figures).get(1).detail())
                .contains("track record 5000 bars, minimum " + (long) Math.ceil(needed));
        EvaluationFigures hopeless =
                Contents.figures().sharpe(2.5, 0.0).returns(-0.2, 5, 0.1).build();
        assertThat(hopeless.minimumTrackRecord()).isInfinite();
        assertThat(PromotionGates.all().evaluate(hopeless).get(1).detail()).contains("minimum more than can be had");
        assertThat(EvaluationFigures.builder().build().minimumTrackRecord()).isNaN();
    }

    @Test
    void printsTheRowsThatAPerfectModelWouldNeed() {
        GateResult ece = PromotionGates.all()
                .evaluate(Contents.figures().rows(700, 2900).build())
                .get(0);

        assertThat(ece.detail())
                .contains("INSUFFICIENT: 700 rows, where a perfect model needs 2900 to pass in 90 % of cases");
    }

    @Test
    void aGateThatIsSwitchedOffSaysSoAndDoesNotRefuse() {
        EvaluationFigures bad =
                Contents.figures().ece(0.2, 0.2, 0.3).auc(0.4, 0.3).build();

        PromotionDecision decision = PromotionDecision.of(
                PromotionGates.all().without(List.of("auc", "ece")).evaluate(bad));

        assertThat(decision.outcome()).isEqualTo(PromotionDecision.Outcome.PROMOTED);
        assertThat(decision.reason()).endsWith("switched off: ece, auc");
        assertThat(decision.gates().get(0).passed()).isFalse();
        assertThat(decision.gates().get(0).detail()).startsWith("not judged; would be FAIL");
    }

    @Test
    void anUnknownGateCannotBeSwitchedOff() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PromotionGates.all().without(List.of("ecc")))
                .withMessageContaining("[ecc]")
                .withMessageContaining("ece");
    }

    @Test
    void anOverrideIsKeptAndShownOnlyWhereItWasNeeded() {
        List<GateResult> failing = PromotionGates.all()
                .evaluate(Contents.figures().sharpe(0.1, 0.0).build());
        List<GateResult> passing =
                PromotionGates.all().evaluate(Contents.figures().build());

        assertThat(PromotionDecision.of(failing).outcome()).isEqualTo(PromotionDecision.Outcome.REFUSED);
        PromotionDecision overridden = PromotionDecision.of(failing).overriddenBecause("demonstration");
        assertThat(overridden.outcome()).isEqualTo(PromotionDecision.Outcome.PROMOTED);
        assertThat(overridden.reason()).startsWith("OVERRIDDEN because demonstration; sharpe FAIL");
        assertThat(overridden.effectiveOverride()).contains("demonstration");
        assertThat(PromotionDecision.of(passing)
                        .overriddenBecause("demonstration")
                        .effectiveOverride())
                .isEmpty();
    }

    @Test
    void noGateAtAllIsNoDecision() {
        assertThatIllegalArgumentException().isThrownBy(() -> PromotionDecision.of(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PromotionDecision.of(
                                PromotionGates.all().evaluate(Contents.figures().build()))
                        .overriddenBecause(" "));
    }

    @Property
    void aWorseFigureNeverTurnsARefusalIntoAPass(
            @ForAll @DoubleRange(min = 0.0, max = 1.0) double one,
            @ForAll @DoubleRange(min = 0.0, max = 1.0) double two) {
        double better = Math.min(one, two);
        double worse = Math.max(one, two);

        boolean passesWorse = passes(worse);
        assertThat(passesWorse && !passes(better)).isFalse();
    }

    private static boolean passes(double badness) {
        EvaluationFigures figures = Contents.figures()
                .ece(0.1, badness * 0.1, badness * 0.1)
                .maxDrawdown(badness, badness)
                .sharpe(5.0 - 5.0 * badness, 0.0)
                .build();
        return PromotionDecision.of(PromotionGates.all().evaluate(figures)).outcome()
                == PromotionDecision.Outcome.PROMOTED;
    }

    private static void assertVerdict(String gate, GateVerdict verdict, EvaluationFigures.Builder figures) {
        GateResult result = PromotionGates.all().evaluate(figures.build()).stream()
                .filter(each -> each.name().equals(gate))
                .findFirst()
                .orElseThrow();
        assertThat(result.verdict()).as(result.toString()).isEqualTo(verdict);
    }
}
