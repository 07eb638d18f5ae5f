package io.levibot.calibration;

import io.levibot.api.Artifact;
import io.levibot.api.ArtifactException;
import io.levibot.api.spi.CalibratorInfo;
import io.levibot.api.spi.ScoreScale;
import io.levibot.calibration.internal.StateFields;
import io.levibot.calibration.internal.StateWriter;
import java.util.List;
import java.util.Map;

/**
 * Saved state of a fitted calibrator: one JSON entry with the facts and the map, exact to the bit. The reader takes nothing on
 * trust: unknown, missing or duplicate fields, NaN, unsorted knots and a map that could fall or leave [0, 1] are refused.
 */
final class CalibratorState {
    /** Name of the artifact's entry. */
    static final String ENTRY = "calibrator.json";

    private static final String FORMAT = "levibot-calibrator";
    private static final int VERSION = 1;

    private CalibratorState() {}

    static Artifact write(CalibratorInfo info, ScoreMap map) {
        StateWriter out = new StateWriter();
        writeInfo(out, info);
        out.object("map", () -> {
            out.text("kind", map.kind());
            map.write(out);
        });
        return Artifact.of(Map.of(ENTRY, out.finish()));
    }

    static void writeInfo(StateWriter out, CalibratorInfo info) {
        out.text("format", FORMAT);
        out.integer("version", VERSION);
        out.text("method", info.method());
        out.text("scale", info.scale().name());
        out.integer("samples", info.samples());
        out.number("positives", info.positives());
        out.number("weightSum", info.weightSum());
        out.texts("details", info.details());
    }

    static FittedCalibrator read(String method, Artifact artifact) {
        StateFields in = fields(method, artifact);
        try {
            CalibratorInfo info = readInfo(method, in);
            ScoreMap map = readMap(in.object("map"), info.scale());
            in.end();
            return new FittedCalibrator(info, map);
        } catch (IllegalArgumentException e) {
            throw new ArtifactException(method, "saved state holds what no fit can give: " + e.getMessage(), e);
        }
    }

    static StateFields fields(String method, Artifact artifact) {
        if (!artifact.names().equals(List.of(ENTRY))) {
            throw new ArtifactException(
                    method, "saved state has the entries " + artifact.names() + "; allowed is " + ENTRY + " alone");
        }
        return StateFields.parse(method, artifact.bytes(ENTRY));
    }

    static CalibratorInfo readInfo(String method, StateFields in) {
        if (!in.text("format").equals(FORMAT) || in.count("version", Integer.MAX_VALUE) != VERSION) {
            throw new ArtifactException(
                    method, "saved state is not of format " + FORMAT + " version " + VERSION + "; fit it anew");
        }
        if (!in.text("method").equals(method)) {
            throw in.refuse("method", method + ", the provider that is asked to restore it");
        }
        return new CalibratorInfo(
                method,
                in.count("samples", Integer.MAX_VALUE),
                in.number("positives"),
                in.number("weightSum"),
                in.choice("scale", ScoreScale.class),
                in.texts("details"));
    }

    private static ScoreMap readMap(StateFields in, ScoreScale scale) {
        ScoreMap map = switch (in.text("kind")) {
            case IdentityMap.KIND -> new IdentityMap(scale);
            case LinearLogitMap.KIND -> LinearLogitMap.read(in, scale);
            case QuadraticLogitMap.KIND -> QuadraticLogitMap.read(in, scale);
            case BetaMap.KIND -> BetaMap.read(in, scale);
            case InterpolatedMap.KIND -> InterpolatedMap.read(in);
            case StepMap.KIND -> StepMap.read(in);
            default -> throw in.refuse("kind", "a kind of map that this version knows");
        };
        in.end();
        return map;
    }
}
