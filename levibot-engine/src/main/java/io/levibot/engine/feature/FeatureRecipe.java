package io.levibot.engine.feature;

import io.levibot.api.BarInterval;
import io.levibot.api.DataException;
import io.levibot.api.FeatureSchema;
import io.levibot.api.FeatureSpec;
import io.levibot.api.MissingRule;
import io.levibot.api.Symbol;
import io.levibot.engine.bar.BarSeries;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;

/**
 * Which features, in which order, for bars of which length; nothing learnt yet. {@link #fit} on training bars makes it usable.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class FeatureRecipe {
    /** Fewest values of a feature that its quantiles may be learnt from. */
    public static final int MIN_FIT_VALUES = 30;

    /** How old a sentiment value may be: a day. */
    public static final Duration SENTIMENT_MAX_AGE = Duration.ofDays(1);

    /** Column of the sentiment's impact, in [-1, 1]. */
    public static final String SENTIMENT_IMPACT = "snews_impact";

    /** Column of the sentiment's confidence, in [0, 1]. */
    public static final String SENTIMENT_CONFIDENCE = "snews_conf";

    private static final Duration SHORT_BARS = Duration.ofMinutes(5);

    private final BarInterval interval;
    private final List<FeatureColumn> columns;
    private final FeatureSchema schema;

    private FeatureRecipe(BarInterval interval, List<FeatureColumn> columns) {
        this.interval = interval;
        this.columns = List.copyOf(columns);
        this.schema =
                new FeatureSchema(columns.stream().map(FeatureColumn::spec).toList());
    }

    static FeatureRecipe standard(BarInterval interval) {
        return of(
                interval,
                StandardFeatures.all().stream().map(f -> f.description().name()).toList());
    }

    /**
     * @param interval of the bars
     * @param names bar features of the standard catalogue, in the order of the columns; may be empty
     * @return a recipe of these
     * @throws IllegalArgumentException if there is no such feature, or a name occurs twice
     */
    public static FeatureRecipe of(BarInterval interval, List<String> names) {
        Objects.requireNonNull(interval, "interval");
        List<FeatureColumn> columns = new ArrayList<>();
        for (String name : names) {
            StandardFeatures.get(name);
            columns.add(FeatureColumn.ofBars(new FeatureSpec(name, maxAge(interval), MissingRule.ABSTAIN)));
        }
        return new FeatureRecipe(interval, columns);
    }

    /**
     * Adds a column whose values come from outside through {@link FeaturePipeline#offer}.
     *
     * @param spec name, maximum age and rule; a model that was trained with {@link MissingRule#PASS_NAN} can do without the value
     * @return a recipe with that column at the end
     * @throws IllegalArgumentException if the name is taken, or belongs to a bar feature
     */
    public FeatureRecipe withExternal(FeatureSpec spec) {
        if (StandardFeatures.contains(spec.name())) {
            throw new IllegalArgumentException(
                    "external column '" + spec.name() + "': that name belongs to a bar feature");
        }
        List<FeatureColumn> more = new ArrayList<>(columns);
        more.add(FeatureColumn.external(spec));
        return new FeatureRecipe(interval, more);
    }

    /**
     * Adds a bar feature of another instrument, joined as of the bar's close; {@link CrossFeatures} has the rule. The column is
     * called {@code FEATURE_at_SYMBOL} in lower case.
     *
     * @param feature a standard bar feature that learns nothing from training bars
     * @param symbol the other instrument
     * @return a recipe with that column at the end
     * @throws IllegalArgumentException if there is no such feature, it learns from training bars, or the name is taken
     */
    public FeatureRecipe withCross(String feature, Symbol symbol) {
        CrossSource source = new CrossSource(feature, symbol);
        List<FeatureColumn> more = new ArrayList<>(columns);
        more.add(FeatureColumn.cross(new FeatureSpec(source.column(), maxAge(interval), MissingRule.ABSTAIN), source));
        return new FeatureRecipe(interval, more);
    }

    /**
     * Adds {@value #SENTIMENT_IMPACT} and {@value #SENTIMENT_CONFIDENCE}, which are NaN while there is no news younger than
     * {@link #SENTIMENT_MAX_AGE}.
     *
     * @return a recipe with these two columns at the end
     */
    public FeatureRecipe withSentiment() {
        return withExternal(new FeatureSpec(SENTIMENT_IMPACT, SENTIMENT_MAX_AGE, MissingRule.PASS_NAN))
                .withExternal(new FeatureSpec(SENTIMENT_CONFIDENCE, SENTIMENT_MAX_AGE, MissingRule.PASS_NAN));
    }

    /** Returns the length of the bars. */
    public BarInterval interval() {
        return interval;
    }

    /** Returns names, order and freshness rules of the columns. */
    public FeatureSchema schema() {
        return schema;
    }

    /** Returns how many bars the longest feature depends on; with fewer some are missing. */
    public int lookbackBars() {
        return columns.stream().mapToInt(FeatureColumn::lookbackBars).max().orElse(0);
    }

    /** Returns what each column is, in order. */
    public List<FeatureDescription> descriptions() {
        return columns.stream().map(FeatureColumn::description).toList();
    }

    /**
     * Learns what is to be learnt from training bars.
     *
     * @param training bars of the training block and of nothing later
     * @return a set that can make pipelines
     * @throws DataException if the bars are of another interval or too few
     */
    public FeatureSet fit(BarSeries training) {
        return fit(List.of(training));
    }

    /**
     * Learns from several symbols together: their values are pooled.
     *
     * @param training bars of the training block of each symbol and of nothing later
     * @return a set that can make pipelines
     * @throws DataException if the bars are of another interval or too few
     */
    public FeatureSet fit(List<BarSeries> training) {
        List<BarSeries> filled =
                training.stream().filter(bars -> !bars.isEmpty()).toList();
        for (BarSeries bars : filled) {
            if (!bars.interval().equals(interval)) {
                throw new DataException(
                        FeatureSet.COMPONENT,
                        "training bars of " + bars.symbol() + " are " + bars.interval() + " long, the recipe is for "
                                + interval);
            }
        }
        FittedOn range = FittedOn.of(filled);
        return new FeatureSet(interval, columns, schema, parameters(filled), range);
    }

    /**
     * Makes the set without any bars.
     *
     * @return a set that can make pipelines
     * @throws IllegalStateException if a feature has something to learn
     */
    public FeatureSet unfitted() {
        if (!nothingToLearn()) {
            throw new IllegalStateException("the recipe has features that learn from training bars: fit it");
        }
        return new FeatureSet(interval, columns, schema, Collections.emptySortedMap(), FittedOn.NOTHING);
    }

    private boolean nothingToLearn() {
        return columns.stream()
                .filter(column -> !column.isExternal())
                .allMatch(column ->
                        StandardFeatures.get(column.name()).parameters().isEmpty());
    }

    private SortedMap<String, Double> parameters(List<BarSeries> training) {
        return nothingToLearn() ? Collections.emptySortedMap() : StandardFeatures.fitVolatilityRegime(training);
    }

    /** Two bars; for bars of up to five minutes never more than five minutes. */
    private static Duration maxAge(BarInterval interval) {
        Duration two = interval.length().multipliedBy(2);
        boolean isShort = interval.length().compareTo(SHORT_BARS) <= 0;
        return isShort && two.compareTo(SHORT_BARS) > 0 ? SHORT_BARS : two;
    }
}
