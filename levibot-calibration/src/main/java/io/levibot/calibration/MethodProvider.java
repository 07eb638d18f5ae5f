package io.levibot.calibration;

import io.levibot.api.spi.CalibrationSet;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.CalibratorInfo;
import io.levibot.api.spi.CalibratorProvider;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the calibrator providers of this package share: the guard on the number of rows, the facts, and restoring from saved
 * state.
 */
abstract class MethodProvider implements CalibratorProvider {
    private final String name;
    private final SampleGuard guard;
    private final Set<ConfigKey> keys;

    MethodProvider(String name, SampleGuard guard, ConfigKey... more) {
        this.name = name;
        this.guard = guard;
        Set<ConfigKey> all = new LinkedHashSet<>(guard.keys());
        all.addAll(List.of(more));
        this.keys = Collections.unmodifiableSet(all);
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Set<ConfigKey> configKeys() {
        return keys;
    }

    @Override
    public Calibrator create(PluginConfig config, PluginContext context) {
        check(config);
        return CalibratorState.read(name, context.requiredArtifact(name));
    }

    @Override
    public final Calibrator fit(CalibrationSet set, PluginConfig config, PluginContext context) {
        Sample sample = Sample.of(set);
        guard.configured(config).require(name, sample);
        return fit(sample, config, context);
    }

    /** Returns the least data that the method takes by default. */
    final SampleGuard guard() {
        return guard;
    }

    /** Refuses a configuration whose values are malformed or out of range, without fitting anything. */
    void check(PluginConfig config) {
        guard.configured(config);
    }

    /** Fits to a sample whose size has been checked. */
    abstract Calibrator fit(Sample sample, PluginConfig config, PluginContext context);

    /** Joins a fitted map with the facts of its fit. */
    final FittedCalibrator fitted(Sample sample, ScoreMap map, Map<String, String> details) {
        Map<String, String> all = new TreeMap<>(details);
        all.putAll(map.facts());
        return new FittedCalibrator(info(sample, all), map);
    }

    /** Returns the facts of a fit. */
    final CalibratorInfo info(Sample sample, Map<String, String> details) {
        TreeMap<String, String> all = new TreeMap<>(details);
        all.put("library", LibraryVersion.TEXT);
        return new CalibratorInfo(name, sample.size(), sample.positives(), sample.weightSum(), sample.scale(), all);
    }
}
