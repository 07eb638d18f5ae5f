package io.levibot.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.spi.CalibratorProvider;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a small host in a JVM of its own with the api, the engine and a plugin on the class path, the module path or both. */
class PluginsOnEveryPathTest {
    private static final String HOST = "package host; public class Main { public static void main(String[] a) {"
            + " var plugins = io.levibot.engine.plugin.Plugins.load(Main.class.getClassLoader());"
            + " System.out.print(plugins.report()); } }";

    @TempDir
    Path directory;

    private Path api;
    private Path engine;
    private Path classPlugin;
    private Path modulePlugin;
    private Path host;

    @BeforeEach
    void build() throws Exception {
        api = placeOf(CalibratorProvider.class);
        Path classes = placeOf(Plugins.class);
        engine = Jars.pack(
                classes,
                directory.resolve("engine.jar"),
                "io.levibot.engine",
                name -> name.startsWith("io/levibot/engine/plugin/"));
        classPlugin = new PluginFolder(directory.resolve("classplugin"))
                .calibrator("cp.Provider", "\"by-class-path\"")
                .root();
        modulePlugin = module(
                "moduleplugin",
                "module mp.plugin { requires io.levibot.api; provides io.levibot.api.spi.CalibratorProvider with mp.Provider; }",
                "mp.Provider",
                PluginFolder.calibratorSource("mp.Provider", "\"by-module-path\"", ""));
        host = new PluginFolder(directory.resolve("host"))
                .compile("host.Main", HOST)
                .root();
    }

    @Test
    void findsPluginsOnTheClassPath() throws Exception {
        assertThat(run("-cp", path(api, engine, classPlugin, host)))
                .containsExactly("calibrator 'by-class-path': cp.Provider in " + classPlugin + "/");
    }

    @Test
    void findsPluginsOnTheModulePath() throws Exception {
        // An automatic module binds no services: the host's module must name those that it uses.
        Path hostModule = module(
                "hostmodule",
                "module the.host { requires io.levibot.api; requires io.levibot.engine;"
                        + " uses io.levibot.api.spi.CalibratorProvider; }",
                "host.Main",
                HOST);

        assertThat(run("-p", path(api, engine, modulePlugin, hostModule)))
                .containsExactly(
                        "calibrator 'by-module-path': mp.Provider in module mp.plugin (" + modulePlugin + "/)");
    }

    @Test
    void findsPluginsOnBothPathsFromAnEngineOnTheModulePath() throws Exception {
        assertThat(run(
                        "-p",
                        path(api, engine, modulePlugin),
                        "--add-modules",
                        "io.levibot.engine,io.levibot.api,mp.plugin",
                        "-cp",
                        path(classPlugin, host)))
                .hasSize(2)
                .anyMatch(line -> line.contains("'by-class-path'"))
                .anyMatch(line -> line.contains("'by-module-path'"));
    }

    @Test
    void findsPluginsOnBothPathsFromAnEngineOnTheClassPath() throws Exception {
        assertThat(run(
                        "-p",
                        path(api, modulePlugin),
                        "--add-modules",
                        "mp.plugin",
                        "-cp",
                        path(engine, classPlugin, host)))
                .hasSize(2)
                .anyMatch(line -> line.contains("'by-class-path'"))
                .anyMatch(line -> line.contains("'by-module-path'"));
    }

    private Path module(String folder, String declaration, String className, String source) throws Exception {
        PluginFolder module = new PluginFolder(directory.resolve(folder));
        Path sources = Files.createDirectories(directory.resolve(folder + "-src"));
        Files.writeString(sources.resolve("module-info.java"), declaration);
        List<String> options = List.of(
                "--module-path", path(api, engine, placeOf(NullMarked.class)), "--source-path", sources.toString());
        return module.compile(className, source, options)
                .compile("module-info", declaration, options)
                .root();
    }

    private List<String> run(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList(options));
        boolean modular = !Arrays.asList(options).contains("-cp");
        command.addAll(modular ? List.of("-m", "the.host/host.Main") : List.of("host.Main"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.lines().toList();
    }

    private static Path placeOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static String path(Path... parts) {
        return Stream.of(parts).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
