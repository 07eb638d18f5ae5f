package io.levibot.api.contract;

import io.levibot.api.spi.PredictorProvider;

/** The trainer contract on whatever the run is about. */
class TrainerSubject extends LinearTrainerTest {
    @Override
    protected PredictorProvider provider() {
        return ContractRun.subject(PredictorProvider.class);
    }
}
