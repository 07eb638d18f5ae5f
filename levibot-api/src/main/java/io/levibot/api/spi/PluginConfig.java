package io.levibot.api.spi;

import io.levibot.api.ConfigException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Configuration values of one plugin, checked against the keys that its provider knows. Immutable. {@link #toString} and every
 * message show a secret as {@code ***}.
 *
 * @since 0.1.0
 */
public final class PluginConfig {
    private final String owner;
    private final SortedMap<String, String> values;
    private final Set<String> secrets;

    private PluginConfig(String owner, SortedMap<String, String> values, Set<String> secrets) {
        this.owner = owner;
        this.values = values;
        this.secrets = secrets;
    }

    /**
     * @param provider whose keys are allowed
     * @param values text by key
     * @return the checked configuration
     * @throws ConfigException if a key is unknown; the known ones are listed
     */
    public static PluginConfig of(Provider<?> provider, Map<String, String> values) {
        Set<String> known = new TreeSet<>();
        Set<String> secrets = new TreeSet<>();
        for (ConfigKey key : provider.configKeys()) {
            known.add(key.name());
            if (key.sensitivity() == ConfigKey.Sensitivity.SECRET) {
                secrets.add(key.name());
            }
        }
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new ConfigException(
                    provider.name(),
                    "unknown configuration " + (unknown.size() == 1 ? "key " : "keys ") + unknown + "; known are "
                            + known);
        }
        return new PluginConfig(provider.name(), new TreeMap<>(values), secrets);
    }

    /**
     * @param provider the plugin's provider
     * @return a configuration without values: every key takes its default
     */
    public static PluginConfig empty(Provider<?> provider) {
        return of(provider, Map.of());
    }

    /**
     * @param key a key
     * @return its text, if given
     */
    public Optional<String> text(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /**
     * @param key a key
     * @param fallback used if the key is not given
     * @return its text
     */
    public String text(String key, String fallback) {
        return values.getOrDefault(key, fallback);
    }

    /**
     * @param key a key
     * @return its text
     * @throws ConfigException if it is not given
     */
    public String required(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new ConfigException(owner, "configuration key '" + key + "' is required");
        }
        return value;
    }

    /**
     * @param key a key
     * @param fallback used if the key is not given
     * @param min smallest allowed value
     * @param max largest allowed value
     * @return its value as a finite double; NaN is refused
     * @throws ConfigException if the text is not a number in the range
     */
    public double number(String key, double fallback, double min, double max) {
        String value = values.get(key);
        if (value == null) {
            return fallback;
        }
        try {
            double number = Double.parseDouble(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw refused(key, value, "a number from " + min + " to " + max, e);
        }
        throw refused(key, value, "a number from " + min + " to " + max, null);
    }

    /**
     * @param key a key
     * @param fallback used if the key is not given
     * @param min smallest allowed value
     * @param max largest allowed value
     * @return its value as a whole number
     * @throws ConfigException if the text is not a whole number in the range
     */
    public long integer(String key, long fallback, long min, long max) {
        String value = values.get(key);
        if (value == null) {
            return fallback;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw refused(key, value, "a whole number from " + min + " to " + max, e);
        }
        throw refused(key, value, "a whole number from " + min + " to " + max, null);
    }

    /**
     * @param key a key
     * @param fallback used if the key is not given
     * @return true for {@code true}, false for {@code false}
     * @throws ConfigException if the text is neither
     */
    public boolean flag(String key, boolean fallback) {
        String value = values.get(key);
        if (value == null) {
            return fallback;
        }
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw refused(key, value, "true or false", null);
        };
    }

    /**
     * @param key a key
     * @param fallback used if the key is not given
     * @return its value as a positive duration in the ISO-8601 form, for example {@code PT30S}
     * @throws ConfigException if the text is not a positive duration
     */
    public Duration duration(String key, Duration fallback) {
        String value = values.get(key);
        if (value == null) {
            return fallback;
        }
        try {
            Duration duration = Duration.parse(value);
            if (!duration.isNegative() && !duration.isZero()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            throw refused(key, value, "a positive ISO-8601 duration such as PT30S", e);
        }
        throw refused(key, value, "a positive ISO-8601 duration such as PT30S", null);
    }

    /**
     * @param key a key
     * @param type an enum
     * @param fallback used if the key is not given
     * @param <E> the enum's type
     * @return the constant whose lower-case name, with - for _, is the value
     * @throws ConfigException if there is no such constant
     */
    public <E extends Enum<E>> E choice(String key, Class<E> type, E fallback) {
        String value = values.get(key);
        if (value == null) {
            return fallback;
        }
        Set<String> allowed = new TreeSet<>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            if (name.equals(value)) {
                return constant;
            }
            allowed.add(name);
        }
        throw refused(key, value, "one of " + allowed, null);
    }

    /**
     * Makes the error for a value that parses but makes no sense, without showing a secret.
     *
     * @param key the key
     * @param allowed what is allowed
     * @return the error, to be thrown by the caller
     */
    public ConfigException refuse(String key, String allowed) {
        return refused(key, values.getOrDefault(key, "(absent)"), allowed, null);
    }

    /** Returns the given values by key, without the secret ones, in key order: what may be stored in a bundle. */
    public SortedMap<String, String> storable() {
        SortedMap<String, String> plain = new TreeMap<>(values);
        plain.keySet().removeAll(secrets);
        return plain;
    }

    @Override
    public String toString() {
        SortedMap<String, String> shown = new TreeMap<>(values);
        shown.replaceAll((key, value) -> secrets.contains(key) ? "***" : value);
        return owner + shown;
    }

    private ConfigException refused(
            String key, String value, String allowed, @org.jspecify.annotations.Nullable Throwable cause) {
        String shown = secrets.contains(key) ? "***" : "'" + value + "'";
        String message = "configuration key '" + key + "' is " + shown + "; allowed is " + allowed;
        // The cause of a secret's refusal would repeat the secret.
        return cause == null || secrets.contains(key)
                ? new ConfigException(owner, message)
                : new ConfigException(owner, message, cause);
    }
}
