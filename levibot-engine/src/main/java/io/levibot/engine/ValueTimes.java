package io.levibot.engine;

import io.levibot.engine.feature.ExternalValue;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * From when on a symbol's values from outside may be used, by feature: so that their age can be told at any time without a bar
 * and without a lock. Written under the lane's lock, read by any thread.
 */
final class ValueTimes {
    private static final double MILLIS = 1e3;

    private final ConcurrentMap<String, ConcurrentSkipListSet<Long>> times = new ConcurrentHashMap<>();

    /**
     * @param past a time that has come; of the values before it only the newest is still of interest
     */
    void add(ExternalValue value, @Nullable Instant past) {
        ConcurrentSkipListSet<Long> ofFeature =
                times.computeIfAbsent(value.feature(), name -> new ConcurrentSkipListSet<>());
        ofFeature.add(value.availableAt().toEpochMilli());
        Long newest = past == null ? null : ofFeature.floor(past.toEpochMilli());
        if (newest != null) {
            ofFeature.headSet(newest).clear();
        }
    }

    /** Age in seconds of the newest value that is available by then, measured from when it was; NaN if there is none. */
    double ageSeconds(String feature, Instant now) {
        ConcurrentSkipListSet<Long> ofFeature = times.get(feature);
        Long newest = ofFeature == null ? null : ofFeature.floor(now.toEpochMilli());
        return newest == null ? Double.NaN : (now.toEpochMilli() - newest) / MILLIS;
    }
}
