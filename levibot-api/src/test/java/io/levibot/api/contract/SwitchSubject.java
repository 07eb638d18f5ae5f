package io.levibot.api.contract;

import io.levibot.api.spi.KillSwitchProvider;

/** The kill source contract on whatever the run is about. */
class SwitchSubject extends FlagFileSwitchTest {
    @Override
    protected KillSwitchProvider provider() {
        return ContractRun.subject(KillSwitchProvider.class);
    }

    @Override
    protected ClassLoader lookupLoader() {
        return new ServiceListing(service(), provider().getClass());
    }
}
