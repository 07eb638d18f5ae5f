package io.levibot.engine.risk;

import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.KillSwitch;
import io.levibot.api.spi.KillSwitchProvider;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Kill source {@code flag-file}: trips to HALTED while a file exists, whatever is in it. Whether the file exists must be known: if
 * its directory is missing or cannot be read, that trips too. No false alarms but those of whoever can write the directory.
 *
 * @since 0.1.0
 */
public final class FlagFileKillSwitchProvider implements KillSwitchProvider {
    private static final String NAME = "flag-file";
    private static final String PATH = "path";
    private static final String ON_TRIP = "on-trip";

    /** Called by ServiceLoader. */
    public FlagFileKillSwitchProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<ConfigKey> configKeys() {
        return new LinkedHashSet<>(List.of(
                ConfigKey.of(PATH, "file whose existence stops trading; required"),
                ConfigKey.of(ON_TRIP, "keep or flatten; default keep")));
    }

    @Override
    public KillSwitch create(PluginConfig config, PluginContext context) {
        KillVerdict.OnTrip onTrip = config.choice(ON_TRIP, KillVerdict.OnTrip.class, KillVerdict.OnTrip.KEEP);
        try {
            return new FlagFile(Path.of(config.required(PATH)).toAbsolutePath(), onTrip);
        } catch (InvalidPathException e) {
            throw config.refuse(PATH, "a path");
        }
    }

    private record FlagFile(Path path, KillVerdict.OnTrip onTrip) implements KillSwitch {
        @Override
        public String id() {
            return NAME;
        }

        @Override
        public KillVerdict check(EngineVitals vitals) {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return KillVerdict.trip(KillState.HALTED, "the flag file exists", onTrip);
            }
            Path directory = path.getParent();
            boolean known = Files.notExists(path, LinkOption.NOFOLLOW_LINKS)
                    && directory != null
                    && Files.isReadable(directory);
            return known
                    ? KillVerdict.clear()
                    : KillVerdict.trip(KillState.HALTED, "it cannot be told whether the flag file exists", onTrip);
        }
    }
}
