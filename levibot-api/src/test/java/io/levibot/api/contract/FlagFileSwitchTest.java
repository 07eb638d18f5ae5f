package io.levibot.api.contract;

import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.KillSwitchProvider;
import io.levibot.tck.CalmVitals;
import io.levibot.tck.KillSwitchContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

class FlagFileSwitchTest extends KillSwitchContract {
    @TempDir
    private Path directory;

    @Override
    protected KillSwitchProvider provider() {
        return new FlagFileSwitchProvider();
    }

    @Override
    protected Map<String, String> config() {
        return Map.of("file", flag().toString());
    }

    @Override
    protected Map<String, String> badValues() {
        return Map.of("strict", "maybe");
    }

    @Override
    protected EngineVitals arrangeCalm() {
        return write("go");
    }

    @Override
    protected EngineVitals arrangeTrip() {
        return write("stop");
    }

    @Override
    protected Optional<Runnable> unreadable() {
        return Optional.of(() -> {
            try {
                Files.delete(flag());
                Files.createDirectory(flag());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    protected ClassLoader lookupLoader() {
        return new ServiceListing(service(), FlagFileSwitchProvider.class);
    }

    private Path flag() {
        return directory.resolve("flag");
    }

    private EngineVitals write(String text) {
        try {
            Files.writeString(flag(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new CalmVitals();
    }
}
