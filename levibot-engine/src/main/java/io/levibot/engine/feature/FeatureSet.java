package io.levibot.engine.feature;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.api.BarInterval;
import io.levibot.api.FeatureSchema;
import io.levibot.api.FeatureSpec;
import io.levibot.api.Symbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Ordered features together with what was learnt for them from training bars. It is kept in a model's bundle, and makes the same
 * pipeline in training, backtest and live trading.
 *
 * <p>Immutable and safe for use by several threads; the pipelines it makes are not.
 *
 * @since 0.1.0
 */
public final class FeatureSet {
    static final String COMPONENT = "features";

    private final BarInterval interval;
    private final List<FeatureColumn> columns;
    private final FeatureSchema schema;
    private final SortedMap<String, Double> parameters;
    private final FittedOn fittedOn;
    private final int lookbackBars;

    FeatureSet(
            BarInterval interval,
            List<FeatureColumn> columns,
            FeatureSchema schema,
            Map<String, Double> parameters,
            FittedOn fittedOn) {
        this.interval = interval;
        this.columns = List.copyOf(columns);
        this.schema = schema;
        this.parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        this.fittedOn = fittedOn;
        this.lookbackBars =
                columns.stream().mapToInt(FeatureColumn::lookbackBars).max().orElse(0);
    }

    /**
     * Returns the recipe of the standard features: returns over 1, 3, 6 and 12 bars, RSI, distances to three exponential means,
     * Bollinger position and width, average true range, realised volatility, z-scores of price and volume, the bar's range, hour
     * and weekday, and the regimes of volatility and trend. None depends on the level of price or volume. {@link
     * FeatureRecipe#descriptions} has formulas, look-backs and edge cases.
     *
     * @param interval of the bars
     * @return the recipe, without sentiment
     */
    public static FeatureRecipe standard(BarInterval interval) {
        return FeatureRecipe.standard(interval);
    }

    /** Returns the length of the bars. */
    public BarInterval interval() {
        return interval;
    }

    /** Returns names, order and freshness rules of the columns. */
    public FeatureSchema schema() {
        return schema;
    }

    /** Returns the learnt numbers by name; unmodifiable, in name order. */
    public SortedMap<String, Double> parameters() {
        return parameters;
    }

    /** Returns which bars the numbers were learnt from. */
    public FittedOn fittedOn() {
        return fittedOn;
    }

    /**
     * Returns how many bars the longest feature depends on. A pipeline that was given this many bars has the same values as one
     * that was given all history.
     */
    public int lookbackBars() {
        return lookbackBars;
    }

    /** Returns what each column is, in order. */
    public List<FeatureDescription> descriptions() {
        return columns.stream().map(FeatureColumn::description).toList();
    }

    /** Returns the columns whose values do not come from a symbol's own bars, in the order of the columns. */
    public List<FeatureSpec> outsideColumns() {
        return columns.stream()
                .filter(FeatureColumn::isExternal)
                .map(FeatureColumn::spec)
                .toList();
    }

    /** Returns the columns that come from other instruments, in the order of the columns. */
    public List<CrossSource> crossSources() {
        List<CrossSource> sources = new ArrayList<>();
        for (FeatureColumn column : columns) {
            CrossSource source = column.cross();
            if (source != null) {
                sources.add(source);
            }
        }
        return sources;
    }

    /** Returns a new join of the columns that come from other instruments, which has seen no bar yet. */
    public CrossFeatures newCrossFeatures() {
        return new CrossFeatures(this, crossSources());
    }

    /**
     * @param symbol whose bars it will get
     * @return a new pipeline whose frames have one row
     */
    public FeaturePipeline newPipeline(Symbol symbol) {
        return newPipeline(symbol, 1);
    }

    /**
     * @param symbol whose bars it will get
     * @param rows most rows that a frame shall have, at least 1: a sequence model's look-back
     * @return a new pipeline
     */
    public FeaturePipeline newPipeline(Symbol symbol, int rows) {
        return new FeaturePipeline(this, columns, symbol, rows);
    }

    /** Returns the state as JSON; {@link #fromJson} reads it back to the bit. */
    public JsonNode toJson() {
        return FeatureSetJson.write(this, columns);
    }

    /**
     * @param json what {@link #toJson} returned
     * @param where what is read (a file name), for messages
     * @return the set
     * @throws io.levibot.api.ArtifactException if a field is missing, unknown or out of range
     */
    public static FeatureSet fromJson(JsonNode json, String where) {
        return FeatureSetJson.read(json, where);
    }

    @Override
    public String toString() {
        return "FeatureSet[" + schema + ", " + interval + ", fitted until " + fittedOn.until() + "]";
    }
}
