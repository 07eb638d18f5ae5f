package io.levibot.api.contract;

import io.levibot.api.spi.CalibratorProvider;

/** The calibrator contract on whatever the run is about. */
class CalibratorSubject extends ShiftCalibratorTest {
    @Override
    protected CalibratorProvider provider() {
        return ContractRun.subject(CalibratorProvider.class);
    }

    @Override
    protected ClassLoader lookupLoader() {
        return new ServiceListing(service(), provider().getClass());
    }
}
