package io.levibot.api.contract;

import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.KillSwitch;
import io.levibot.api.spi.KillSwitchProvider;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** A correct kill source: a file must say {@code go}. */
public final class FlagFileSwitchProvider implements KillSwitchProvider {
    @Override
    public String name() {
        return "flag-file";
    }

    @Override
    public Set<ConfigKey> configKeys() {
        return Set.of(
                ConfigKey.of("file", "file to watch, required"),
                ConfigKey.of("strict", "whether anything but go trips, true or false, default true"));
    }

    @Override
    public KillSwitch create(PluginConfig config, PluginContext context) {
        config.flag("strict", true);
        return new FlagFile(Path.of(config.required("file")));
    }

    private record FlagFile(Path file) implements KillSwitch {
        @Override
        public String id() {
            return "flag-file";
        }

        @Override
        public KillVerdict check(EngineVitals vitals) {
            try {
                String text = Files.readString(file).strip();
                return text.equals("go")
                        ? KillVerdict.clear()
                        : KillVerdict.trip(KillState.HALTED, "the flag says " + text, KillVerdict.OnTrip.KEEP);
            } catch (IOException e) {
                return KillVerdict.trip(KillState.HALTED, "the flag cannot be read", KillVerdict.OnTrip.KEEP);
            }
        }
    }
}
