package io.levibot.calibration.stats;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Forecasts for property tests: with and without ties, from timid to certain. */
final class Samples extends DomainContextBase {

    /** A forecast, its outcome and a whole weight. */
    record Row(double probability, int outcome, int weight) {}

    /** At least two rows with both outcomes. */
    record Sample(List<Row> rows) {

        Sample {
            rows = List.copyOf(rows);
        }

        BinaryForecasts forecasts() {
            return BinaryForecasts.of(probabilities(), outcomes());
        }

        BinaryForecasts weighted() {
            return BinaryForecasts.weighted(
                    probabilities(),
                    outcomes(),
                    rows.stream().mapToDouble(Row::weight).toArray());
        }

        /** Each row as often as its weight says. */
        Sample repeated() {
            List<Row> repeated = new ArrayList<>();
            for (Row row : rows) {
                for (int i = 0; i < row.weight(); i++) {
                    repeated.add(new Row(row.probability(), row.outcome(), 1));
                }
            }
            return new Sample(repeated);
        }

        Sample reversed() {
            List<Row> reversed = new ArrayList<>(rows);
            Collections.reverse(reversed);
            return new Sample(reversed);
        }

        double[] probabilities() {
            return rows.stream().mapToDouble(Row::probability).toArray();
        }

        int[] outcomes() {
            return rows.stream().mapToInt(Row::outcome).toArray();
        }
    }

    @Provide
    Arbitrary<Sample> samples() {
        Arbitrary<Double> tied = Arbitraries.integers().between(0, 20).map(i -> i / 20.0);
        Arbitrary<Double> fine = Arbitraries.doubles().between(0, 1).ofScale(9);
        Arbitrary<Row> row = Combinators.combine(
                        Arbitraries.oneOf(tied, fine),
                        Arbitraries.integers().between(0, 1),
                        Arbitraries.integers().between(1, 4))
                .as(Row::new);
        return row.list().ofMinSize(0).ofMaxSize(60).map(rows -> {
            List<Row> both = new ArrayList<>(rows);
            both.add(new Row(0.35, 0, 2));
            both.add(new Row(0.65, 1, 1));
            return new Sample(both);
        });
    }
}
