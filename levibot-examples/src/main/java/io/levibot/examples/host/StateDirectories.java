package io.levibot.examples.host;

import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.state.StateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a state directory ready for its first engine. */
final class StateDirectories {
    private static final Logger LOG = LoggerFactory.getLogger(StateDirectories.class);

    private StateDirectories() {}

    /**
     * Initialises the latch of a directory that no engine ever used. A directory with a journal but no latch lost its latch: it is
     * left so, which means HALTED until somebody re-arms it.
     *
     * @throws io.levibot.api.LevibotException if it cannot be written
     */
    static void prepare(Path directory, InstantSource clock) {
        if (KillLatch.isInitialised(directory)) {
            return;
        }
        if (!Files.isDirectory(directory) || StateDirectory.journalOf(directory).isEmpty()) {
            KillLatch.initialise(directory, clock);
        } else {
            LOG.error(
                    "{} has a journal but no kill latch: it was lost, and trading stays halted until a re-arm",
                    directory);
        }
    }
}
