package io.levibot.examples.study;

import io.levibot.engine.registry.EvaluationFigures;
import io.levibot.engine.registry.PromotionGates;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The results of many seeds, and how they read as a table. */
final class SeedTally {
    private final List<SeedResult> results;

    SeedTally(List<SeedResult> results) {
        this.results = List.copyOf(results);
    }

    int seeds() {
        return results.size();
    }

    /** Returns how many candidates passed every gate that is switched on. */
    int promoted() {
        return (int) results.stream().filter(SeedResult::promoted).count();
    }

    /** Returns how many candidates passed a gate. */
    int passed(String gate) {
        return (int) results.stream().filter(result -> result.passed(gate)).count();
    }

    /** Returns the mean of a figure over the seeds where it is defined; NaN if it is nowhere. */
    double mean(ToDoubleFunction<EvaluationFigures> figure) {
        return Arrays.stream(values(figure)).average().orElse(Double.NaN);
    }

    /** Returns the lines of the table: the promoted, each gate's passes, and means with their range over the seeds. */
    List<String> lines(String who) {
        StringBuilder passes = new StringBuilder();
        for (String gate : PromotionGates.NAMES) {
            passes.append("  ").append(gate).append(' ').append(passed(gate));
        }
        return List.of(
                String.format(Locale.ROOT, "%-9s promoted %d of %d; passed:%s", who, promoted(), seeds(), passes),
                shown("AUC", EvaluationFigures::auc),
                shown("upper bound of ECE", EvaluationFigures::eceUpper),
                shown("Sharpe, annual, net of costs", EvaluationFigures::sharpe),
                shown("deflated Sharpe", EvaluationFigures::deflatedSharpe),
                shown("maximum drawdown", EvaluationFigures::maxDrawdown),
                shown("entries", figures -> figures.trades()));
    }

    /** Returns one line for each candidate that was refused, with the gates that refuse it and by how much. */
    List<String> refusals(String who) {
        return results.stream()
                .filter(result -> !result.promoted())
                .map(result -> String.format(
                        Locale.ROOT,
                        "%-9s seed %d refused: %s",
                        who,
                        result.seed(),
                        result.decision().reason()))
                .toList();
    }

    private String shown(String name, ToDoubleFunction<EvaluationFigures> figure) {
        double[] values = values(figure);
        if (values.length == 0) {
            return String.format(Locale.ROOT, "          %-29s not defined in any seed", name);
        }
        return String.format(
                Locale.ROOT,
                "          %-29s mean %8.3f, median %8.3f, from %8.3f to %8.3f (defined in %d seeds)",
                name,
                mean(figure),
                values[values.length / 2],
                values[0],
                values[values.length - 1],
                values.length);
    }

    private double[] values(ToDoubleFunction<EvaluationFigures> figure) {
        return results.stream()
                .map(SeedResult::figures)
                .mapToDouble(figure)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
    }
}
