package io.levibot.engine.research;

import io.levibot.api.DataException;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.ThresholdPolicy;
import java.time.Instant;

/**
 * Looks whether a candidate is what its steps would have made from their blocks. The types lead through the steps in order, but
 * anyone may put a record together by hand; figures of a candidate that learnt from rows which it is judged on would prove
 * nothing.
 *
 * <p>Whatever is deterministic and cheap is simply done again: the calibrator fitted on the calibrate block, the sweep on the
 * tune block. Features say themselves what they were learnt from. The model is not trained again.
 */
final class LeakCheck {
    private static final String COMPONENT = "leak";

    private LeakCheck() {}

    /**
     * @param workflow made the candidate, or is said to have made it
     * @param tuned the candidate
     * @throws DataException if a step saw rows that it must not have seen; says which step
     */
    static void require(Workflow workflow, Tuned tuned) {
        Calibrated calibrated = tuned.calibrated();
        Trained trained = calibrated.trained();
        Instant trainEnd = trained.blocks().train().until();
        Instant learntUntil = trained.dataset().features().fittedOn().until();
        if (learntUntil.isAfter(trainEnd)) {
            throw refused("the features were learnt from bars until " + learntUntil + ", but the train block ends at "
                    + trainEnd);
        }
        Calibrator fitted = workflow.calibrate(trained).calibrator();
        if (!fitted.state().equals(calibrated.calibrator().state())) {
            throw refused("the calibrator is not the one that '"
                    + trained.plan().calibrator().name() + "' fits on the calibrate block, "
                    + trained.blocks().calibrate());
        }
        ThresholdPolicy swept = workflow.tune(calibrated).policy();
        if (!swept.state().equals(tuned.policy().state())) {
            throw refused("the policy is not the one that a sweep of the tune block finds, "
                    + trained.blocks().tune());
        }
    }

    private static DataException refused(String what) {
        return new DataException(COMPONENT, what + ": its figures would not be out of sample, so none are made");
    }
}
