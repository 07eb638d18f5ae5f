package io.levibot.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;

/**
 * What turns a trained bundle into one that can be served.
 *
 * @param calibrator the fitted calibrator
 * @param policy the tuned policy
 * @param figures its figures on the untouched test block
 * @param gates what the promotion gates found when it was evaluated
 * @param evaluation the whole evaluation, free JSON: metrics with intervals and trial counts; copied in and out
 * @param drift reference for drift monitors, free JSON; copied in and out
 * @param golden rows with expected score and probability, at least one, all of the same shape
 * @since 0.1.0
 */
public record Completion(
        CalibratorPart calibrator,
        PolicyPart policy,
        EvaluationFigures figures,
        List<GateResult> gates,
        JsonNode evaluation,
        JsonNode drift,
        List<GoldenRow> golden) {
    /** Most golden rows that a bundle may have. */
    public static final int MAX_GOLDEN_ROWS = 10_000;

    /** @throws IllegalArgumentException if there is no golden row, rows differ in shape, or JSON is no object or not finite */
    public Completion {
        Objects.requireNonNull(calibrator, "calibrator");
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(figures, "figures");
        gates = List.copyOf(gates);
        evaluation = FreeJson.object("evaluation", evaluation);
        drift = FreeJson.object("drift reference", drift);
        golden = List.copyOf(golden);
        if (golden.isEmpty() || golden.size() > MAX_GOLDEN_ROWS) {
            throw new IllegalArgumentException(golden.size() + " golden rows: allowed are 1 to " + MAX_GOLDEN_ROWS);
        }
        GoldenRow first = golden.get(0);
        if (golden.stream().anyMatch(row -> row.features() != first.features())) {
            throw new IllegalArgumentException("golden rows differ in their number of features");
        }
    }

    /** Returns a copy of the evaluation's JSON. */
    @Override
    public JsonNode evaluation() {
        return evaluation.deepCopy();
    }

    /** Returns a copy of the drift reference's JSON. */
    @Override
    public JsonNode drift() {
        return drift.deepCopy();
    }
}
