package io.levibot.engine.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The default promotion gates. Each demands the acceptance number at the point estimate and, because a bare number proves
 * nothing on a short history, evidence for it. A figure that is not defined never passes. Pure and immutable.
 *
 * <table>
 * <caption>Gates</caption>
 * <tr><th>name</th><th>point estimate</th><th>evidence</th></tr>
 * <tr><td>{@code ece}</td><td>ECE &lt;= 0.05</td><td>upper end of its basic 95 % block-bootstrap interval &lt;= 0.05; calibrated log
 * loss not above the raw one; with fewer rows than a perfect model needs to pass in 90 % of cases: INSUFFICIENT_DATA</td></tr>
 * <tr><td>{@code sharpe}</td><td>annualised Sharpe ratio &gt; 1.2</td><td>deflated Sharpe ratio &gt;= 0.95, every trial
 * counted; the minimum track record length is reported, not judged, since for a record that is shorter the deflated ratio is
 * below 0.95 already</td></tr>
 * <tr><td>{@code max-drawdown}</td><td>maximum drawdown &lt; 0.15</td><td>its bootstrap bound is reported, not judged</td></tr>
 * <tr><td>{@code auc}</td><td>0.60 is a target, reported</td><td>lower end of the 95 % interval &gt; 0.50</td></tr>
 * </table>
 *
 * @since 0.1.0
 */
public final class PromotionGates {
    /** Largest expected calibration error, at the point estimate and at the upper bound. */
    public static final double MAX_ECE = 0.05;

    /** The annualised Sharpe ratio must be above this. */
    public static final double SHARPE_ABOVE = 1.2;

    /** Smallest deflated Sharpe ratio: a probability. */
    public static final double MIN_DEFLATED_SHARPE = 0.95;

    /** The maximum drawdown must be below this fraction. */
    public static final double DRAWDOWN_BELOW = 0.15;

    /** The lower end of the AUC's interval must be above this. */
    public static final double AUC_LOWER_ABOVE = 0.50;

    /** What the AUC is hoped to reach; reported only. */
    public static final double AUC_TARGET = 0.60;

    /** The gates' names in the order in which they are reported. */
    public static final List<String> NAMES = List.of("ece", "sharpe", "max-drawdown", "auc");

    private final Set<String> off;

    private PromotionGates(Set<String> off) {
        this.off = Set.copyOf(off);
    }

    /** Returns the gates, all switched on. */
    public static PromotionGates all() {
        return new PromotionGates(Set.of());
    }

    /**
     * @param names gates to switch off; they are still reported, as SWITCHED_OFF
     * @return gates of which those are off
     * @throws IllegalArgumentException if there is no gate of a name
     */
    public PromotionGates without(Collection<String> names) {
        Set<String> unknown = new TreeSet<>(names);
        NAMES.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("no gates " + unknown + "; there are " + NAMES);
        }
        Set<String> all = new LinkedHashSet<>(off);
        all.addAll(names);
        return new PromotionGates(all);
    }

    /**
     * @param figures of the served bundle on its untouched block
     * @return what each gate found, in the order of {@link #NAMES}
     */
    public List<GateResult> evaluate(EvaluationFigures figures) {
        return List.of(ece(figures), sharpe(figures), drawdown(figures), auc(figures));
    }

    private GateResult ece(EvaluationFigures f) {
        Judgement judgement = new Judgement();
        judgement.atMost("ECE", f.ece(), MAX_ECE);
        judgement.atMost("upper 95 % bound", f.eceUpper(), MAX_ECE);
        judgement.atMost("calibrated log loss", f.logLoss(), f.logLossRaw(), "raw log loss ");
        if (f.labelledRows() < f.rowsNeeded()) {
            judgement.insufficient(f.labelledRows() + " rows, where a perfect model needs "
                    + (f.rowsNeeded() == Long.MAX_VALUE ? "more than can be had" : f.rowsNeeded())
                    + " to pass in 90 % of cases");
        }
        String required = "ECE and its upper 95 % bound <= 0.05, log loss not above the raw one";
        return result("ece", required, f.ece(), f.eceUpper(), f.labelledRows(), 0, judgement);
    }

    private GateResult sharpe(EvaluationFigures f) {
        Judgement judgement = new Judgement();
        judgement.above("Sharpe", f.sharpe(), SHARPE_ABOVE);
        judgement.atLeast("deflated Sharpe", f.deflatedSharpe(), MIN_DEFLATED_SHARPE);
        judgement.note("effective trials " + shown(f.effectiveTrials()) + ", entries " + f.trades());
        judgement.note("track record " + f.bars() + " bars, minimum " + shownLength(f.minimumTrackRecord()));
        String required = "annualised Sharpe > 1.2 and deflated Sharpe >= 0.95";
        return result("sharpe", required, f.sharpe(), f.deflatedSharpe(), f.bars(), f.trials(), judgement);
    }

    private GateResult drawdown(EvaluationFigures f) {
        Judgement judgement = new Judgement();
        judgement.below("maximum drawdown", f.maxDrawdown(), DRAWDOWN_BELOW);
        judgement.note("bootstrap bound " + shown(f.maxDrawdownUpper()));
        String required = "maximum drawdown < 0.15";
        return result("max-drawdown", required, f.maxDrawdown(), f.maxDrawdownUpper(), f.bars(), f.trials(), judgement);
    }

    private GateResult auc(EvaluationFigures f) {
        Judgement judgement = new Judgement();
        judgement.above("lower 95 % bound", f.aucLower(), AUC_LOWER_ABOVE);
        judgement.note("AUC " + shown(f.auc()) + " (target 0.60)");
        return result("auc", "lower 95 % bound of AUC > 0.50", f.auc(), f.aucLower(), f.labelledRows(), 0, judgement);
    }

    private GateResult result(
            String name, String required, double measured, double bound, long n, long trials, Judgement judgement) {
        boolean isOff = off.contains(name);
        return new GateResult(
                name,
                required,
                measured,
                bound,
                n,
                trials,
                isOff ? GateVerdict.SWITCHED_OFF : judgement.verdict(),
                isOff ? "not judged; would be " + judgement.verdict() + ": " + judgement.detail() : judgement.detail());
    }

    private static String shownLength(double bars) {
        if (Double.isNaN(bars)) {
            return "not defined";
        }
        return bars > Long.MAX_VALUE ? "more than can be had" : Long.toString((long) Math.ceil(bars));
    }

    private static String shown(double value) {
        return Double.isNaN(value) ? "not defined" : Texts.rounded(value);
    }

    /** Gathers the parts of one gate. Any part that is not defined makes the evidence insufficient. */
    private static final class Judgement {
        private final List<String> parts = new ArrayList<>();
        private boolean failed;
        private boolean insufficient;

        void atMost(String what, double value, double limit) {
            atMost(what, value, limit, "");
        }

        void atMost(String what, double value, double limit, String limitName) {
            judge(what, value, limit, value <= limit, "<=", limitName);
        }

        void atLeast(String what, double value, double limit) {
            judge(what, value, limit, value >= limit, ">=", "");
        }

        void above(String what, double value, double limit) {
            judge(what, value, limit, value > limit, ">", "");
        }

        void below(String what, double value, double limit) {
            judge(what, value, limit, value < limit, "<", "");
        }

        void insufficient(String why) {
            insufficient = true;
            parts.add("INSUFFICIENT: " + why);
        }

        void note(String text) {
            parts.add(text);
        }

        GateVerdict verdict() {
            if (insufficient) {
                return GateVerdict.INSUFFICIENT_DATA;
            }
            return failed ? GateVerdict.FAIL : GateVerdict.PASS;
        }

        String detail() {
            return String.join(", ", parts);
        }

        private void judge(String what, double value, double limit, boolean met, String relation, String limitName) {
            String demand = " (" + relation + " " + limitName + shown(limit) + ")";
            if (Double.isNaN(value) || Double.isNaN(limit)) {
                insufficient = true;
                parts.add("INSUFFICIENT: " + what + " " + shown(value) + demand);
            } else if (met) {
                parts.add(what + " " + shown(value) + demand);
            } else {
                failed = true;
                parts.add("FAILED by " + shown(Math.abs(value - limit)) + ": " + what + " " + shown(value) + demand);
            }
        }
    }
}
