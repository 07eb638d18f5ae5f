package io.levibot.engine.plugin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The class names that {@code META-INF/services} files list, with the file that lists each. Only for naming what ServiceLoader
 * failed on: its errors often do not. Never fails itself; what cannot be read is left out.
 */
final class ServiceFiles {
    private static final String FOLDER = "META-INF/services/";
    private static final int MAX_LINES = 10_000;

    private final Map<String, String> originByClass;

    private ServiceFiles(Map<String, String> originByClass) {
        this.originByClass = originByClass;
    }

    static ServiceFiles none() {
        return new ServiceFiles(Map.of());
    }

    static ServiceFiles of(ClassLoader loader, Class<?> type) {
        Map<String, String> origins = new LinkedHashMap<>();
        try {
            Enumeration<URL> files = loader.getResources(FOLDER + type.getName());
            while (files.hasMoreElements()) {
                URL file = files.nextElement();
                for (String name : names(file)) {
                    origins.putIfAbsent(name, origin(file.toString()));
                }
            }
        } catch (IOException e) {
            return new ServiceFiles(origins);
        }
        return new ServiceFiles(origins);
    }

    /** The listed names in the order of the search. */
    List<String> classes() {
        return new ArrayList<>(originByClass.keySet());
    }

    String originOf(String className) {
        return originByClass.getOrDefault(className, PluginReport.Failure.UNKNOWN);
    }

    /** The listed class that a message mentions as a whole word, or "unknown". */
    String mentionedIn(String message) {
        for (String word : message.split("[\\s:,]+")) {
            if (originByClass.containsKey(word)) {
                return word;
            }
        }
        return PluginReport.Failure.UNKNOWN;
    }

    /** The origin whose services file a message mentions, or "unknown". */
    static String originIn(String message) {
        for (String word : message.split("\\s+")) {
            int folder = word.indexOf(FOLDER);
            if (folder > 0) {
                return origin(word);
            }
        }
        return PluginReport.Failure.UNKNOWN;
    }

    /** Cuts the address of a services file down to the jar or directory that holds it. */
    private static String origin(String address) {
        int folder = address.indexOf(FOLDER);
        String root = folder < 0 ? address : address.substring(0, folder);
        root = root.startsWith("jar:") ? root.substring("jar:".length()) : root;
        root = root.endsWith("!/") ? root.substring(0, root.length() - 2) : root;
        return root.startsWith("file:") ? root.substring("file:".length()) : root;
    }

    private static List<String> names(URL file) {
        List<String> names = new ArrayList<>();
        try {
            URLConnection connection = file.openConnection();
            connection.setUseCaches(false); // a cached jar would stay open after its class loader is closed
            try (InputStream in = connection.getInputStream();
                    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                for (int i = 0; i < MAX_LINES; i++) {
                    String line = reader.readLine();
                    if (line == null) {
                        break;
                    }
                    String name = line.replaceFirst("#.*", "").strip();
                    if (!name.isEmpty()) {
                        names.add(name);
                    }
                }
            }
        } catch (IOException e) {
            return names;
        }
        return names;
    }
}
