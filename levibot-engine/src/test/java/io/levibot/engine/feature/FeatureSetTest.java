package io.levibot.engine.feature;

import static io.levibot.engine.bar.TestBars.BTC;
import static io.levibot.engine.bar.TestBars.M15;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.levibot.api.ArtifactException;
import io.levibot.api.BarInterval;
import io.levibot.api.DataException;
import io.levibot.api.FeatureSpec;
import io.levibot.api.MissingRule;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.bar.TestBars;
import io.levibot.engine.internal.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureSetTest {
    private final BarSeries training = TestBars.randomWalk(200, 9);
    private final FeatureSet set = FeatureSet.standard(M15).withSentiment().fit(training);

    @Test
    void remembersWhatItWasFittedOn() {
        assertThat(set.fittedOn()).isEqualTo(new FittedOn(training.openTime(0), training.closeTime(199), 200));
        assertThat(set.parameters()).containsOnlyKeys("regime_vol_low", "regime_vol_high");
        assertThat(set.parameters().get("regime_vol_low"))
                .isPositive()
                .isLessThan(set.parameters().get("regime_vol_high"));
    }

    @Test
    void learnsTercilesOfTrainingVolatility() {
        // 1 to 7: order statistics at 1/3 * 6 = 2 and 2/3 * 6 = 4
        double[] sorted = {1, 2, 3, 4, 5, 6, 7};
        assertThat(Volatilities.quantile(sorted, 1 / 3.0)).isEqualTo(3.0);
        assertThat(Volatilities.quantile(sorted, 2 / 3.0)).isEqualTo(5.0);
        assertThat(Volatilities.quantile(new double[] {1, 2}, 0.5)).isEqualTo(1.5);
        assertThat(Volatilities.quantile(new double[] {8}, 1 / 3.0)).isEqualTo(8.0);
    }

    @Test
    void poolsSymbolsAndSkipsEmptyOnes() {
        BarSeries other = TestBars.randomWalk(150, 10);
        FeatureSet pooled = FeatureSet.standard(M15).fit(List.of(training, other, training.slice(0, 0)));

        assertThat(pooled.fittedOn().bars()).isEqualTo(350);
        assertThat(pooled.parameters()).isNotEqualTo(set.parameters());
    }

    @Test
    void refusesTooFewOrOtherTrainingBars() {
        refuses(() -> FeatureSet.standard(M15).fit(List.of()), "no training bars");
        refuses(() -> FeatureSet.standard(M15).fit(training.slice(0, 49)), "29 values", "at least 30");
        refuses(() -> FeatureSet.standard(BarInterval.parse("1h")).fit(training), "15m long, the recipe is for 1h");
        assertThat(FeatureSet.standard(M15).fit(training.slice(0, 50))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"1m,PT2M", "3m,PT5M", "5m,PT5M", "15m,PT30M", "1d,PT48H"})
    void letsBarFeaturesAgeByTwoBarsButShortOnesByFiveMinutesAtMost(String interval, Duration maxAge) {
        assertThat(FeatureSet.standard(BarInterval.parse(interval)).schema().features())
                .hasSize(22)
                .allMatch(spec -> spec.maxAge().equals(maxAge) && spec.missing() == MissingRule.ABSTAIN);
    }

    @Test
    void addsSentimentOnlyWhenAsked() {
        assertThat(set.schema().features().subList(22, 24))
                .extracting(FeatureSpec::name)
                .containsExactly("snews_impact", "snews_conf");
        assertThat(set.schema().features().get(22).missing()).isEqualTo(MissingRule.PASS_NAN);
        assertThat(set.descriptions().get(22).lookbackBars()).isZero();
    }

    @Test
    void refusesNamesThatAreUnknownOrTaken() {
        assertThatThrownBy(() -> FeatureRecipe.of(M15, List.of("rsi_15")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("no bar feature 'rsi_15'", "rsi_14");
        FeatureSpec taken = new FeatureSpec("rsi_14", Duration.ofHours(1), MissingRule.PASS_NAN);
        assertThatThrownBy(() -> FeatureRecipe.of(M15, List.of()).withExternal(taken))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FeatureSet.standard(M15).withSentiment().withSentiment())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("occurs twice");
    }

    @Property(tries = 50)
    void comesBackFromJsonToTheBit(@ForAll long seed) {
        FeatureSet fitted = FeatureSet.standard(M15).withSentiment().fit(Markets.rough(200, seed));
        byte[] written = Json.pretty(fitted.toJson());

        FeatureSet read = FeatureSet.fromJson(Json.parse(written, "test", "features.json"), "features.json");

        assertThat(Json.pretty(read.toJson())).isEqualTo(written);
        assertThat(read.schema().fingerprint()).isEqualTo(fitted.schema().fingerprint());
        assertThat(read.parameters()).isEqualTo(fitted.parameters());
        assertThat(read.fittedOn()).isEqualTo(fitted.fittedOn());
        assertThat(read.lookbackBars()).isEqualTo(fitted.lookbackBars());
        BarSeries bars = TestBars.randomWalk(450, seed);
        assertThat(Arrays.deepEquals(FeaturePrefixTest.rows(read, bars), FeaturePrefixTest.rows(fitted, bars)))
                .isTrue();
    }

    @Test
    void readsTheDocumentedForm() {
        String json = """
                {"format":1,"interval":"15m","features":[
                {"name":"regime_vol","origin":"BARS","maxAgeMillis":1800000,"missing":"ABSTAIN"},
                {"name":"funding","origin":"EXTERNAL","maxAgeMillis":28800000,"missing":"PASS_NAN"}],
                "parameters":{"regime_vol_high":0.002,"regime_vol_low":0.001},
                "fittedOn":{"from":"2024-01-01T00:00:00Z","until":"2024-02-01T00:00:00Z","bars":2976}}
                """;
        FeatureSet read = FeatureSet.fromJson(Json.parse(json, "test", "f"), "f");

        assertThat(read.lookbackBars()).isEqualTo(21);
        assertThat(new String(Json.compact(read.toJson()), StandardCharsets.UTF_8))
                .isEqualTo(json.replace("\n", ""));
        assertThat(read.newPipeline(BTC).schema().size()).isEqualTo(2);
    }

    @Test
    void refusesDamagedJson() {
        refusesJson(root -> root.put("format", 2), "$.format");
        refusesJson(root -> root.remove("interval"), "has no field 'interval'");
        refusesJson(root -> root.put("interval", "15x"), "$.interval", "15x");
        refusesJson(root -> root.put("more", 1), "unknown fields [more]");
        refusesJson(root -> feature(root, 0).put("name", "ret_2"), "$.features[0].name", "no such bar feature");
        refusesJson(root -> feature(root, 0).put("origin", "EXTERNAL"), "belongs to a bar feature");
        refusesJson(root -> feature(root, 22).put("name", "Bad Name"), "$.features[22]");
        refusesJson(root -> feature(root, 1).put("name", "ret_1"), "occurs twice");
        refusesJson(root -> feature(root, 0).put("maxAgeMillis", 0), "$.features[0].maxAgeMillis");
        refusesJson(root -> feature(root, 0).put("missing", "PERHAPS"), "$.features[0].missing");
        refusesJson(root -> object(root, "parameters").remove("regime_vol_low"), "regime_vol_low");
        refusesJson(root -> object(root, "parameters").put("other", 1.0), "unknown fields [other]");
        refusesJson(root -> object(root, "parameters").put("regime_vol_low", 9.0), "low <= high");
        refusesJson(root -> object(root, "parameters").put("regime_vol_low", "1"), "regime_vol_low");
        refusesJson(root -> object(root, "fittedOn").put("until", "2000-01-01T00:00:00Z"), "$.fittedOn");
        refusesJson(root -> object(root, "fittedOn").put("bars", 0), "$.fittedOn.bars");
    }

    private static ObjectNode feature(ObjectNode root, int index) {
        return (ObjectNode) root.get("features").get(index);
    }

    private static ObjectNode object(ObjectNode root, String name) {
        return (ObjectNode) root.get(name);
    }

    private void refusesJson(Consumer<ObjectNode> damage, String... messages) {
        JsonNode json = set.toJson().deepCopy();
        damage.accept((ObjectNode) json);
        assertThatThrownBy(() -> FeatureSet.fromJson(json, "features.json"))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("features.json")
                .hasMessageContainingAll(messages);
    }

    private static void refuses(ThrowingCallable call, String... messages) {
        assertThatThrownBy(call).isInstanceOf(DataException.class).hasMessageContainingAll(messages);
    }
}
