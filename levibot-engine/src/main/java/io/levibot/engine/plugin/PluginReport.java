package io.levibot.engine.plugin;

import io.levibot.api.spi.Provider;
import java.util.List;
import java.util.Objects;

/**
 * What a search for plugins found, and what it could not load. For people and for health pages; holds no configuration values.
 *
 * @param found usable providers, by type in the order of the search and then by name
 * @param failures providers that could not be used, in the order in which they were met
 * @since 0.1.0
 */
public record PluginReport(List<Found> found, List<Failure> failures) {

    /**
     * A usable provider.
     *
     * @param type the provider interface
     * @param name the name that selects it
     * @param providerClass its class
     * @param origin the jar, directory or module that it came from
     * @since 0.1.0
     */
    public record Found(Class<? extends Provider<?>> type, String name, String providerClass, String origin) {
        /** Refuses nulls. */
        public Found {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(providerClass, "providerClass");
            Objects.requireNonNull(origin, "origin");
        }

        /** Returns the kind and name with class and origin, on one line. */
        @Override
        public String toString() {
            return PluginKind.of(type) + " '" + name + "': " + place();
        }

        /** Returns the class and where it came from. */
        String place() {
            return providerClass + " in " + origin;
        }
    }

    /**
     * A provider that could not be used.
     *
     * @param type the provider interface for which it was listed
     * @param provider its class; several, separated by commas, where only one of them can be meant; {@code unknown} if that
     *     cannot be told
     * @param origin the jar, directory or module that listed it; {@code unknown} if that cannot be told
     * @param cause why, on one line
     * @since 0.1.0
     */
    public record Failure(Class<? extends Provider<?>> type, String provider, String origin, String cause) {
        /** What stands for a class or origin that cannot be told. */
        public static final String UNKNOWN = "unknown";

        /** Refuses nulls. */
        public Failure {
            Objects.requireNonNull(type, "type");
            Objects.requireNonNull(provider, "provider");
            Objects.requireNonNull(origin, "origin");
            Objects.requireNonNull(cause, "cause");
        }

        /** Returns the kind and class with origin and cause, on one line. */
        @Override
        public String toString() {
            return PluginKind.of(type) + " " + provider + " in " + origin + " failed to load: " + cause;
        }
    }

    /** Copies the lists. */
    public PluginReport {
        found = List.copyOf(found);
        failures = List.copyOf(failures);
    }

    /** Returns one line per provider, those found first, each ended by a line feed. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        found.forEach(each -> text.append(each).append('\n'));
        failures.forEach(each -> text.append(each).append('\n'));
        return text.toString();
    }
}
