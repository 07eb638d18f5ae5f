package io.levibot.engine.plugin;

import io.levibot.api.spi.CalibratorProvider;
import io.levibot.api.spi.Provider;
import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A folder that looks like a stranger's plugin jar: compiled classes with a services file. */
final class PluginFolder {
    private final Path root;

    PluginFolder(Path root) throws IOException {
        this.root = Files.createDirectories(root);
    }

    Path root() {
        return root;
    }

    URL url() {
        try {
            return root.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Compiles one class and lists it as a calibrator provider. */
    PluginFolder calibrator(String className, String nameExpression) throws IOException {
        return compile(className, calibratorSource(className, nameExpression, ""))
                .list(CalibratorProvider.class, className);
    }

    static String calibratorSource(String className, String nameExpression, String members) {
        int dot = className.lastIndexOf('.');
        return "package " + className.substring(0, dot) + ";\n"
                + "import io.levibot.api.spi.*;\n"
                + "import java.util.Set;\n"
                + "public class " + className.substring(dot + 1) + " implements CalibratorProvider {\n"
                + members
                + "  public String name() { return " + nameExpression + "; }\n"
                + "  public Set<ConfigKey> configKeys() { return Set.of(ConfigKey.of(\"clip\", \"0 to 0.5\")); }\n"
                + "  public Calibrator create(PluginConfig config, PluginContext context) {\n"
                + "    if (config.flag(\"clip\", false)) { throw new IllegalStateException(\"boom\"); }\n"
                + "    return null;\n"
                + "  }\n"
                + "  public Calibrator fit(CalibrationSet s, PluginConfig c, PluginContext x) { return null; }\n"
                + "}\n";
    }

    PluginFolder compile(String className, String source) throws IOException {
        return compile(className, source, List.of());
    }

    PluginFolder compile(String className, String source, List<String> moreOptions) throws IOException {
        Path sources = Files.createDirectories(root.resolveSibling(root.getFileName() + "-src"));
        Path file = sources.resolve(className.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, source);
        List<String> options = new ArrayList<>(List.of("-d", root.toString(), "--release", "17", "-proc:none"));
        options.addAll(
                moreOptions.isEmpty()
                        ? List.of("-classpath", root + ":" + System.getProperty("java.class.path"))
                        : moreOptions);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean done = compiler.getTask(messages, manager, null, options, null, manager.getJavaFileObjects(file))
                    .call();
            if (!done) {
                throw new IllegalStateException("test plugin does not compile: " + messages);
            }
        }
        return this;
    }

    PluginFolder list(Class<? extends Provider<?>> type, String line) throws IOException {
        Path services = Files.createDirectories(root.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(type.getName()), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return this;
    }

    void delete(String className) throws IOException {
        Files.delete(root.resolve(className.replace('.', '/') + ".class"));
    }
}
