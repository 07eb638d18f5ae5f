package io.levibot.engine.registry;

import io.levibot.api.Artifact;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.CalibratorInfo;
import java.util.Objects;

/**
 * The calibrator of a bundle.
 *
 * @param plugin which calibrator plugin fitted it and restores it
 * @param artifact its saved state
 * @param info how and on what it was fitted
 * @since 0.1.0
 */
public record CalibratorPart(PluginFacts plugin, Artifact artifact, CalibratorInfo info) {
    /** Refuses nulls. */
    public CalibratorPart {
        Objects.requireNonNull(plugin, "plugin");
        Objects.requireNonNull(artifact, "artifact");
        Objects.requireNonNull(info, "info");
    }

    /**
     * @param plugin which plugin fitted it
     * @param calibrator the fitted calibrator
     * @return the part
     */
    public static CalibratorPart of(PluginFacts plugin, Calibrator calibrator) {
        return new CalibratorPart(plugin, calibrator.state(), calibrator.info());
    }
}
