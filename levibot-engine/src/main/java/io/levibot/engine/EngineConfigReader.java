package io.levibot.engine;

import io.levibot.api.BarInterval;
import io.levibot.api.ConfigException;
import io.levibot.api.CostModel;
import io.levibot.api.Symbol;
import io.levibot.engine.execution.ForeignOrders;
import io.levibot.engine.execution.Rounding;
import io.levibot.engine.risk.RiskLimits;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads what {@link EngineConfig#asMap} wrote. */
final class EngineConfigReader {
    private static final String LIMIT = "limit.";

    private final SortedMap<String, String> left;

    EngineConfigReader(SortedMap<String, String> map) {
        this.left = new TreeMap<>(map);
    }

    EngineConfig read() {
        try {
            EngineConfig.Builder builder = EngineConfig.builder(
                            BarInterval.parse(take("interval")),
                            Arrays.stream(take("symbols").split(","))
                                    .map(Symbol::of)
                                    .toList())
                    .startingCash(new BigDecimal(take("starting-cash")))
                    .rounding(new Rounding(
                            Integer.parseInt(take("quantity-scale")), Integer.parseInt(take("money-scale"))))
                    .costs(new CostModel(
                            Double.parseDouble(take("fee-bps")),
                            Double.parseDouble(take("half-spread-bps")),
                            Double.parseDouble(take("slippage-bps"))))
                    .historyBars(Integer.parseInt(take("history-bars")))
                    .exposure(Double.parseDouble(take("exposure")))
                    .maxStaleness(Duration.parse(take("max-staleness")))
                    .stallAfter(Duration.parse(take("stall-after")))
                    .topContributions(Integer.parseInt(take("top-contributions")))
                    .foreignOrders(ForeignOrders.valueOf(take("foreign-orders")));
            if (left.containsKey("fallback.predictor")) {
                builder.fallback(new EngineConfig.Fallback(
                        take("fallback.predictor"),
                        Double.parseDouble(take("fallback.entry-score")),
                        Double.parseDouble(take("fallback.exit-score"))));
            }
            if (left.containsKey(SizerText.KIND)) {
                builder.sizing(SizerText.read(this::take));
            }
            builder.limits(RiskLimits.fromMap(takeLimits()));
            refuseUnknown();
            return builder.build();
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new ConfigException("engine", "configuration cannot be read: " + e.getMessage(), e);
        }
    }

    private SortedMap<String, String> takeLimits() {
        SortedMap<String, String> limits = new TreeMap<>();
        left.forEach((key, value) -> {
            if (key.startsWith(LIMIT)) {
                limits.put(key.substring(LIMIT.length()), value);
            }
        });
        left.keySet().removeIf(key -> key.startsWith(LIMIT));
        return limits;
    }

    private String take(String key) {
        String value = left.remove(key);
        if (value == null) {
            throw new ConfigException("engine", "configuration key '" + key + "' is missing");
        }
        return value;
    }

    private void refuseUnknown() {
        if (!left.isEmpty()) {
            throw new ConfigException("engine", "unknown configuration keys " + left.keySet());
        }
    }
}
