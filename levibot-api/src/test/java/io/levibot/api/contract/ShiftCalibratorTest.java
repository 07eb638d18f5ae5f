package io.levibot.api.contract;

import io.levibot.api.spi.CalibratorProvider;
import io.levibot.tck.CalibratorContract;
import java.util.Map;

class ShiftCalibratorTest extends CalibratorContract {
    @Override
    protected CalibratorProvider provider() {
        return new ShiftCalibratorProvider();
    }

    @Override
    protected Map<String, String> badValues() {
        return Map.of("half-width", "6");
    }

    @Override
    protected ClassLoader lookupLoader() {
        return new ServiceListing(service(), ShiftCalibratorProvider.class);
    }
}
