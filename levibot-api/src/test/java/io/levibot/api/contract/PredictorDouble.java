package io.levibot.api.contract;

import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.api.spi.PredictorTrainer;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** The correct predictor provider, with places to break it. */
public final class PredictorDouble implements PredictorProvider {
    private final LinearPredictorProvider good = new LinearPredictorProvider();
    private final BiFunction<PluginConfig, PluginContext, Predictor> creating;
    private final UnaryOperator<PredictorTrainer> training;

    public PredictorDouble() {
        this(new LinearPredictorProvider()::create, UnaryOperator.identity());
    }

    PredictorDouble(
            BiFunction<PluginConfig, PluginContext, Predictor> creating, UnaryOperator<PredictorTrainer> training) {
        this.creating = creating;
        this.training = training;
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
    public Predictor create(PluginConfig config, PluginContext context) {
        return creating.apply(config, context);
    }

    @Override
    public Optional<PredictorTrainer> trainer(PluginConfig config, PluginContext context) {
        return good.trainer(config, context).map(training);
    }
}
