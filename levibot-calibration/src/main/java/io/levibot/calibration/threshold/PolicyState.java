package io.levibot.calibration.threshold;

import io.levibot.api.Artifact;
import io.levibot.api.Thresholds;
import io.levibot.calibration.internal.StateFields;
import io.levibot.calibration.internal.StateWriter;
import java.util.Map;

/**
 * What a hysteresis policy is made of.
 *
 * @param thresholds entry and exit
 * @param maxWidth widest accepted interval, 0 to 1
 * @param viable false if the sweep found nothing worth trading: the policy then never enters
 */
record PolicyState(Thresholds thresholds, double maxWidth, boolean viable) {
    private static final String ENTRY_NAME = "policy.json";
    private static final int FORMAT = 1;
    private static final String VIABLE = "VIABLE";
    private static final String NONE_VIABLE = "NONE_VIABLE";

    /** The policy of a sweep that found nothing: it never enters, and leaves whatever is held. */
    static PolicyState noneViable(double maxWidth) {
        return new PolicyState(new Thresholds(1.0, 1.0), maxWidth, false);
    }

    Artifact artifact() {
        StateWriter json = new StateWriter();
        json.integer("format", FORMAT);
        json.text("policy", HysteresisPolicyProvider.NAME);
        json.number("entry", thresholds.entry());
        json.number("exit", thresholds.exit());
        json.number("maxWidth", maxWidth);
        json.text("outcome", viable ? VIABLE : NONE_VIABLE);
        return Artifact.of(Map.of(ENTRY_NAME, json.finish()));
    }

    static PolicyState read(Artifact artifact) {
        StateFields fields = StateFields.parse(HysteresisPolicyProvider.NAME, artifact.bytes(ENTRY_NAME));
        if (fields.count("format", Integer.MAX_VALUE) != FORMAT) {
            throw fields.refuse("format", Integer.toString(FORMAT));
        }
        if (!fields.text("policy").equals(HysteresisPolicyProvider.NAME)) {
            throw fields.refuse("policy", HysteresisPolicyProvider.NAME);
        }
        double entry = fields.number("entry");
        double exit = fields.number("exit");
        double maxWidth = fields.number("maxWidth");
        String outcome = fields.text("outcome");
        fields.end();
        if (!(0.0 <= exit && exit <= entry && entry <= 1.0)) {
            throw fields.refuse("entry", "0 <= exit <= entry <= 1");
        }
        if (!(maxWidth >= 0.0 && maxWidth <= 1.0)) {
            throw fields.refuse("maxWidth", "0 to 1");
        }
        if (!outcome.equals(VIABLE) && !outcome.equals(NONE_VIABLE)) {
            throw fields.refuse("outcome", VIABLE + " or " + NONE_VIABLE);
        }
        return new PolicyState(new Thresholds(entry, exit), maxWidth, outcome.equals(VIABLE));
    }
}
