package io.levibot.sentiment.openai;

import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.SentimentScorer;
import io.levibot.api.spi.SentimentScorerProvider;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates scorers that ask an OpenAI model, by the name {@code openai}.
 *
 * <p>Creating one contacts nobody. Without a key it succeeds too: every headline then fails with {@code NOT_CONFIGURED}, or is
 * answered from a recording in mode {@code replay}. The environment variable of the key is read once, on creation.
 *
 * <p>A scorer blocks the calling thread for at most the configured deadline, as told by the context's clock and, within one
 * request, by the HTTP client's time-out. It is safe for concurrent use; several threads that want the same headline at once
 * lead to one request.
 *
 * @since 0.1.0
 */
public final class OpenAiSentimentProvider implements SentimentScorerProvider {
    static final String NAME = "openai";

    private static final Logger LOG = LoggerFactory.getLogger(OpenAiSentimentProvider.class);

    private final UnaryOperator<@Nullable String> environment;

    /** For ServiceLoader. */
    public OpenAiSentimentProvider() {
        this(System::getenv);
    }

    OpenAiSentimentProvider(UnaryOperator<@Nullable String> environment) {
        this.environment = environment;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<ConfigKey> configKeys() {
        return OpenAiSettings.keys();
    }

    @Override
    public SentimentScorer create(PluginConfig config, PluginContext context) {
        OpenAiSettings settings = OpenAiSettings.read(config, environment);
        ScoreStore store = new MemoryScoreStore(settings.memoryEntries(), disk(settings));
        CloseSignal closing = new CloseSignal();
        ApiKey key = settings.apiKey();
        if (settings.mode() == Mode.REPLAY || key == null) {
            if (settings.mode() != Mode.REPLAY) {
                LOG.warn("No API key is configured: every headline will fail to be scored");
            }
            return new OpenAiSentimentScorer(settings, store, null, null, closing);
        }
        Endpoint endpoint = new ChatEndpoint(settings, key, context.clock());
        PatientEndpoint service = new PatientEndpoint(endpoint, settings.limits(), closing, context.clock());
        return new OpenAiSentimentScorer(settings, store, service, endpoint, closing);
    }

    private static ScoreStore disk(OpenAiSettings settings) {
        Path directory = settings.cacheDirectory();
        return directory == null
                ? new NoScoreStore()
                : new FileScoreStore(directory, settings.cacheEntries(), settings.mode());
    }
}
