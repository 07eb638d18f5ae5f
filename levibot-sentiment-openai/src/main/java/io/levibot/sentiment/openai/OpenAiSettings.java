package io.levibot.sentiment.openai;

import io.levibot.api.ConfigException;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The plugin's configuration, checked.
 *
 * @param apiKey the secret; null if none is configured
 * @param baseUrl where the service is, without a slash at the end
 * @param model the model that is asked
 * @param assets codes that an answer may name, MKT among them, in order
 * @param temperature sampling temperature; empty for models that take none
 * @param maxAnswerTokens most tokens of an answer
 * @param limits deadlines, retries, budgets
 * @param mode live, record or replay
 * @param cacheDirectory where scores are kept; null to keep them in memory only
 * @param cacheEntries most scores on disk
 * @param memoryEntries most scores in memory
 */
record OpenAiSettings(
        @Nullable ApiKey apiKey,
        URI baseUrl,
        String model,
        List<String> assets,
        OptionalDouble temperature,
        long maxAnswerTokens,
        Limits limits,
        Mode mode,
        @Nullable Path cacheDirectory,
        int cacheEntries,
        int memoryEntries) {

    /**
     * How long and how often the service may be asked.
     *
     * @param attempt longest time of one request
     * @param deadline longest time of one score, with all its requests and waits, by the context's clock
     * @param retries most further requests after a failed one
     * @param retryWait longest wait before a further request; a service that asks for more is left alone for that long
     * @param requestsPerDay most requests in a UTC day
     * @param tokensPerDay tokens in a UTC day after which no request is begun
     * @param breakerFailures failed scores in a row after which the service is left alone
     * @param breakerPause for how long it is left alone
     */
    record Limits(
            Duration attempt,
            Duration deadline,
            int retries,
            Duration retryWait,
            long requestsPerDay,
            long tokensPerDay,
            int breakerFailures,
            Duration breakerPause) {}

    static final String DEFAULT_KEY_VARIABLE = "OPENAI_API_KEY";
    static final String DEFAULT_BASE_URL = "https://api.openai.com/v1";
    static final String DEFAULT_MODEL = "gpt-4o-mini";
    static final String DEFAULT_ASSETS = "BTC,ETH,SOL,BNB,MKT";
    static final Duration DEFAULT_ATTEMPT = Duration.ofSeconds(15);
    static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(45);
    static final int DEFAULT_RETRIES = 2;
    static final Duration DEFAULT_RETRY_WAIT = Duration.ofSeconds(10);
    static final int DEFAULT_BREAKER_FAILURES = 5;
    static final Duration DEFAULT_BREAKER_PAUSE = Duration.ofMinutes(1);
    static final int DEFAULT_ANSWER_TOKENS = 200;
    static final int DEFAULT_CACHE_ENTRIES = 10_000;
    static final int DEFAULT_MEMORY_ENTRIES = 1_000;

    /** The asset code of the market as a whole; every list of assets holds it. */
    static final String MARKET = "MKT";

    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int MOST_ASSETS = 64;
    private static final Pattern ASSET = Pattern.compile("[A-Z0-9]{1,12}");
    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]{0,127}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    /** Copies the list. */
    OpenAiSettings {
        assets = List.copyOf(assets);
    }

    static Set<ConfigKey> keys() {
        return Set.of(
                ConfigKey.secret("api-key", "API key; default: the environment variable that api-key-env names"),
                ConfigKey.of(
                        "api-key-env", "environment variable read for the key on creation, default OPENAI_API_KEY"),
                ConfigKey.of(
                        "base-url", "https address of the service, or http on loopback, default " + DEFAULT_BASE_URL),
                ConfigKey.of("model", "model to ask, default " + DEFAULT_MODEL),
                ConfigKey.of(
                        "assets",
                        "codes that an answer may name, by commas, MKT among them, default " + DEFAULT_ASSETS),
                ConfigKey.of(
                        "temperature", "sampling temperature, 0 to 2, or none for models that take none, default 0"),
                ConfigKey.of("max-answer-tokens", "most tokens of an answer, 50 to 100000, default 200"),
                ConfigKey.of("timeout", "longest time of one request, to PT1H, default PT15S"),
                ConfigKey.of("deadline", "longest time of one score with all retries, to PT1H, default PT45S"),
                ConfigKey.of("max-retries", "further requests after one that failed in passing, 0 to 5, default 2"),
                ConfigKey.of("max-retry-wait", "longest wait before a retry, to PT1H, default PT10S"),
                ConfigKey.of("budget-requests-per-day", "most requests in a UTC day, 0 or more, default unlimited"),
                ConfigKey.of("budget-tokens-per-day", "tokens in a UTC day after which to stop, default unlimited"),
                ConfigKey.of("breaker-failures", "failed scores in a row that open the breaker, 1 to 1000, default 5"),
                ConfigKey.of("breaker-pause", "how long an open breaker lets nothing through, to PT1H, default PT1M"),
                ConfigKey.of("mode", "live, record or replay, default live"),
                ConfigKey.of("cache-dir", "directory of kept scores, one per service, default none: memory only"),
                ConfigKey.of("cache-max-entries", "most scores on disk, 1 to 1000000, default 10000"),
                ConfigKey.of("memory-max-entries", "most scores in memory, 1 to 1000000, default 1000"));
    }

    /**
     * @param config values of {@link #keys}
     * @param environment gives the value of an environment variable, or null
     * @return the checked settings
     * @throws ConfigException if a value is malformed or out of range, or a mode lacks its directory
     */
    static OpenAiSettings read(PluginConfig config, UnaryOperator<@Nullable String> environment) {
        Mode mode = config.choice("mode", Mode.class, Mode.LIVE);
        Path directory = directory(config);
        if (directory == null && mode != Mode.LIVE) {
            throw config.refuse("cache-dir", "a directory, which mode " + config.text("mode", "") + " needs");
        }
        return new OpenAiSettings(
                apiKey(config, environment),
                baseUrl(config),
                matching(config, "model", DEFAULT_MODEL, MODEL, "1 to 128 letters, digits and . _ : / @ -"),
                assets(config),
                temperature(config),
                config.integer("max-answer-tokens", DEFAULT_ANSWER_TOKENS, 50, 100_000),
                limits(config),
                mode,
                directory,
                (int) config.integer("cache-max-entries", DEFAULT_CACHE_ENTRIES, 1, 1_000_000),
                (int) config.integer("memory-max-entries", DEFAULT_MEMORY_ENTRIES, 1, 1_000_000));
    }

    /** Returns the sampling parameters in one line, as the cache key holds them. */
    String sampling() {
        String shown = temperature.isPresent() ? Double.toHexString(temperature.getAsDouble()) : "none";
        return "temperature=" + shown + ",max-answer-tokens=" + maxAnswerTokens;
    }

    /** Returns the name under which scores are published. */
    String scorer() {
        return model + "/" + Prompt.VERSION;
    }

    private static Limits limits(PluginConfig config) {
        return new Limits(
                duration(config, "timeout", DEFAULT_ATTEMPT),
                duration(config, "deadline", DEFAULT_DEADLINE),
                (int) config.integer("max-retries", DEFAULT_RETRIES, 0, 5),
                duration(config, "max-retry-wait", DEFAULT_RETRY_WAIT),
                config.integer("budget-requests-per-day", Long.MAX_VALUE, 0, Long.MAX_VALUE),
                config.integer("budget-tokens-per-day", Long.MAX_VALUE, 0, Long.MAX_VALUE),
                (int) config.integer("breaker-failures", DEFAULT_BREAKER_FAILURES, 1, 1_000),
                duration(config, "breaker-pause", DEFAULT_BREAKER_PAUSE));
    }

    private static @Nullable ApiKey apiKey(PluginConfig config, UnaryOperator<@Nullable String> environment) {
        String variable = matching(
                config, "api-key-env", DEFAULT_KEY_VARIABLE, VARIABLE, "a letter or _ and then letters, digits and _");
        Optional<String> configured = config.text("api-key");
        if (configured.isPresent()) {
            if (!ApiKey.isAllowed(configured.get())) {
                throw config.refuse("api-key", "1 to 512 printable ASCII characters without a space");
            }
            return ApiKey.of(configured.get());
        }
        String found = environment.apply(variable);
        if (found == null || found.isBlank()) {
            return null;
        }
        if (!ApiKey.isAllowed(found.strip())) {
            throw new ConfigException(
                    OpenAiSentimentProvider.NAME,
                    "environment variable " + variable
                            + ": allowed are 1 to 512 printable ASCII characters without a space");
        }
        return ApiKey.of(found.strip());
    }

    private static URI baseUrl(PluginConfig config) {
        String text = config.text("base-url", DEFAULT_BASE_URL);
        String allowed = "an https address, or http on loopback, without user, query and fragment";
        // A user part may hold a password, so a text that has one must not be shown.
        if (text.contains("@")) {
            throw new ConfigException(
                    OpenAiSentimentProvider.NAME,
                    "configuration key 'base-url' has a user part; allowed is " + allowed);
        }
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            String host = uri.getHost();
            boolean secure = "https".equals(uri.getScheme());
            boolean local = "http".equals(uri.getScheme()) && host != null && LOOPBACK.contains(host);
            if (host != null && (secure || local) && uri.getRawQuery() == null && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw config.refuse("base-url", allowed);
        }
        throw config.refuse("base-url", allowed);
    }

    private static List<String> assets(PluginConfig config) {
        List<String> assets = List.of(config.text("assets", DEFAULT_ASSETS).split(",", -1));
        boolean wellFormed =
                assets.stream().allMatch(asset -> ASSET.matcher(asset).matches());
        boolean distinct = assets.stream().distinct().count() == assets.size();
        if (!wellFormed || !distinct || assets.size() > MOST_ASSETS || !assets.contains(MARKET)) {
            throw config.refuse(
                    "assets",
                    "up to 64 different codes of 1 to 12 A-Z 0-9, separated by commas, " + MARKET + " among them");
        }
        return assets;
    }

    private static OptionalDouble temperature(PluginConfig config) {
        return config.text("temperature", "0").equals("none")
                ? OptionalDouble.empty()
                : OptionalDouble.of(config.number("temperature", 0.0, 0.0, 2.0) + 0.0);
    }

    private static @Nullable Path directory(PluginConfig config) {
        Optional<String> text = config.text("cache-dir");
        if (text.isEmpty()) {
            return null;
        }
        try {
            if (!text.get().isBlank()) {
                return Path.of(text.get());
            }
        } catch (InvalidPathException e) {
            throw config.refuse("cache-dir", "the path of a directory");
        }
        throw config.refuse("cache-dir", "the path of a directory");
    }

    private static Duration duration(PluginConfig config, String key, Duration fallback) {
        Duration duration = config.duration(key, fallback);
        if (duration.compareTo(LONGEST) > 0 || duration.compareTo(Duration.ofMillis(1)) < 0) {
            throw config.refuse(key, "PT0.001S to " + LONGEST);
        }
        return duration;
    }

    private static String matching(PluginConfig config, String key, String fallback, Pattern pattern, String allowed) {
        String value = config.text(key, fallback);
        if (!pattern.matcher(value).matches()) {
            throw config.refuse(key, allowed);
        }
        return value;
    }
}
