package io.levibot.engine.bar;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real market data beside the repository, for tests only; absent on most machines. */
public final class SharedData {
    private static final String FOLDER = "shared/data";

    private SharedData() {}

    /** The file, or an aborted (skipped) test that says what is missing. */
    public static Path require(String name) {
        Path directory = Path.of("").toAbsolutePath();
        for (Path at = directory; at != null; at = at.getParent()) {
            Path file = at.resolve(FOLDER).resolve(name);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        assumeTrue(false, "skipped: real data " + FOLDER + "/" + name + " is not beside " + directory);
        throw new AssertionError("not reached");
    }
}
