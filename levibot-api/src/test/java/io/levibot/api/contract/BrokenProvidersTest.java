package io.levibot.api.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.ConfigException;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.tck.ProviderContract;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenProvidersTest {
    private static final PredictorProvider GOOD = new LinearPredictorProvider();
    private static final Map<String, PredictorProvider> BROKEN = broken();

    @ParameterizedTest
    @MethodSource("rules")
    void failsItsRule(String rule) {
        Class<?> contract = rule.equals("PROV-02") ? Unlisted.class : PredictorSubject.class;
        ContractRun.assertFails(rule, contract, BROKEN.get(rule));
    }

    @Test
    void everyRuleIsBrokenOnce() {
        assertThat(rules()).isEqualTo(ContractRun.rulesOf(ProviderContract.class));
    }

    static Set<String> rules() {
        return BROKEN.keySet();
    }

    private static Map<String, PredictorProvider> broken() {
        Map<String, PredictorProvider> broken = new TreeMap<>();
        broken.put("PROV-01", new Hidden("linear", GOOD.configKeys()));
        broken.put("PROV-02", new LinearPredictorProvider());
        broken.put("PROV-03", new Hidden("Linear Model", GOOD.configKeys()));
        Set<ConfigKey> twice = new HashSet<>(GOOD.configKeys());
        twice.add(ConfigKey.of("gain", "the same key with another description"));
        broken.put("PROV-04", new Hidden("linear", twice));
        Set<ConfigKey> anything = new HashSet<>(GOOD.configKeys());
        anything.add(ConfigKey.of("tck-no-such-key", "a provider that takes any key"));
        broken.put("PROV-05", new Hidden("linear", anything));
        broken.put("PROV-06", creating((config, context) -> GOOD.create(PluginConfig.empty(GOOD), context)));
        broken.put("PROV-07", creating((config, context) -> {
            try {
                return GOOD.create(config, context);
            } catch (ConfigException e) {
                throw new ConfigException("linear", e.getMessage() + " given " + config.text("licence"), e);
            }
        }));
        Map<PluginContext, Predictor> shared = new ConcurrentHashMap<>();
        broken.put(
                "PROV-08",
                creating((config, context) -> shared.computeIfAbsent(context, key -> GOOD.create(config, context))));
        broken.put("PROV-09", creating((config, context) -> {
            if (context.artifact().isEmpty()) {
                throw new NullPointerException("artifact");
            }
            return GOOD.create(config, context);
        }));
        broken.put("PROV-10", creating((config, context) -> {
            String text = context.artifact()
                    .filter(artifact -> artifact.names().contains("linear.txt"))
                    .map(artifact -> artifact.text("linear.txt"))
                    .orElse("");
            return GOOD.create(
                    config, context.artifact().isPresent() && text.length() < 10 ? restored(context) : context);
        }));
        broken.put(
                "PROV-11",
                creating((config, context) -> GOOD.create(
                        config,
                        context.artifact()
                                        .map(artifact -> artifact.names().contains("tck-foreign.json"))
                                        .orElse(false)
                                ? restored(context)
                                : context)));
        return broken;
    }

    private static PluginContext restored(PluginContext context) {
        return context.toBuilder()
                .artifact(LinearPredictorProvider.artifact(LinearPredictorTest.SCHEMA, 1.0, 1.0, 1.0))
                .build();
    }

    private static PredictorProvider creating(BiFunction<PluginConfig, PluginContext, Predictor> creating) {
        return new PredictorDouble(creating, UnaryOperator.identity());
    }

    /** A subject that nobody lists. */
    static class Unlisted extends PredictorSubject {
        @Override
        protected ClassLoader lookupLoader() {
            return getClass().getClassLoader();
        }
    }

    /** Correct but for its name and keys, and that ServiceLoader cannot construct it. */
    private record Hidden(String name, Set<ConfigKey> configKeys) implements PredictorProvider {
        @Override
        public Predictor create(PluginConfig config, PluginContext context) {
            Map<String, String> values = new TreeMap<>();
            for (String key : Set.of("gain", "licence")) {
                Optional<String> value = config.text(key);
                value.ifPresent(text -> values.put(key, text));
            }
            return GOOD.create(PluginConfig.of(GOOD, values), context);
        }
    }
}
