package io.levibot.examples.report;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Headless Chromium, where it is installed. */
final class Chromium {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");
    private static final long LONGEST_SECONDS = 120;

    private final Path executable;

    private Chromium(Path executable) {
        this.executable = executable;
    }

    static Optional<Chromium> onThisMachine() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            for (String name : NAMES) {
                Path candidate = Path.of(folder.isEmpty() ? "." : folder, name);
                if (Files.isExecutable(candidate)) {
                    return Optional.of(new Chromium(candidate));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * What the browser made of a page.
     *
     * @param document after scripts have run
     * @param messages what it said on the way, console messages among them
     */
    record Opened(String document, String messages) {}

    /** Opens a file, without any network, and returns its document once it is loaded. */
    Opened open(Path page, Path scratch) throws IOException, InterruptedException {
        Path messages = scratch.resolve("chromium.log");
        List<String> command = new ArrayList<>(List.of(
                executable.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-extensions",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--user-data-dir=" + scratch.resolve("profile"),
                "--enable-logging=stderr",
                "--window-size=1000,1000",
                "--virtual-time-budget=10000",
                "--dump-dom",
                page.toUri().toString()));
        Path document = scratch.resolve("document.html");
        Process process = new ProcessBuilder(command)
                .redirectError(messages.toFile())
                .redirectOutput(document.toFile())
                .start();
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the browser does not end: " + Files.readString(messages));
            }
            return new Opened(Files.readString(document), Files.readString(messages));
        } finally {
            process.destroyForcibly();
        }
    }
}
