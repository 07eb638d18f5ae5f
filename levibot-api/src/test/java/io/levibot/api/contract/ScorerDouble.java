package io.levibot.api.contract;

import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.SentimentScorer;
import io.levibot.api.spi.SentimentScorerProvider;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The correct scorer provider, with a place to break it. */
public final class ScorerDouble implements SentimentScorerProvider {
    private final CannedScorerProvider good = new CannedScorerProvider();
    private final UnaryOperator<SentimentScorer> wrapper;

    public ScorerDouble() {
        this(UnaryOperator.identity());
    }

    ScorerDouble(UnaryOperator<SentimentScorer> wrapper) {
        this.wrapper = wrapper;
    }

    @Override
    public String name() {
        return good.name();
    }

    @Override
    public Set<ConfigKey> configKeys() {
        return good.configKeys();
    }

    @Override
    public SentimentScorer create(PluginConfig config, PluginContext context) {
        return wrapper.apply(good.create(config, context));
    }
}
