package io.levibot.engine.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Packs folders into jars with an Automatic-Module-Name, as the build does. */
final class Jars {
    private Jars() {}

    static Path pack(Path folder, Path jar, String automaticModuleName) throws IOException {
        return pack(folder, jar, automaticModuleName, path -> true);
    }

    static Path pack(Path folder, Path jar, String automaticModuleName, Predicate<String> wanted) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Automatic-Module-Name", automaticModuleName);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                Stream<Path> all = Files.walk(folder)) {
            for (Iterator<Path> each = all.filter(Files::isRegularFile).sorted().iterator(); each.hasNext(); ) {
                Path path = each.next();
                String name = folder.relativize(path).toString().replace('\\', '/');
                if (wanted.test(name)) {
                    out.putNextEntry(new ZipEntry(name));
                    Files.copy(path, out);
                    out.closeEntry();
                }
            }
        }
        return jar;
    }
}
