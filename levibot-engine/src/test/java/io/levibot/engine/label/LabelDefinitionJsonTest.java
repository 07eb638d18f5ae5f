package io.levibot.engine.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.ArtifactException;
import io.levibot.api.CostModel;
import io.levibot.engine.internal.Json;
import io.levibot.engine.label.TripleBarrier.Ambiguity;
import io.levibot.engine.label.TripleBarrier.Timeout;
import io.levibot.engine.label.TripleBarrier.Touch;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelDefinitionJsonTest {

    @Property
    void everyDefinitionComesBackToTheBit(
            @ForAll @IntRange(min = 1, max = 10_000) int horizon,
            @ForAll long seed,
            @ForAll Touch touch,
            @ForAll Ambiguity ambiguity,
            @ForAll Timeout timeout) {
        SplittableRandom random = new SplittableRandom(seed);
        double first = 999 * random.nextDouble() + 1e-9;
        double second = 1000 * random.nextDouble();
        comesBack(new HorizonDirection(horizon));
        comesBack(new CostAware(horizon, new CostModel(first, second, 0)));
        comesBack(new TripleBarrier(first, second, Math.max(2, horizon), horizon, touch, ambiguity, timeout));
    }

    @Test
    void readsTheDocumentedForm() {
        assertThat(read("{\"type\":\"horizon_direction\",\"horizonBars\":3}")).isEqualTo(new HorizonDirection(3));
        assertThat(read("{\"type\":\"cost_aware\",\"horizonBars\":3,"
                        + "\"costs\":{\"feeBps\":5.0,\"halfSpreadBps\":1.0,\"slippageBps\":1.0}}"))
                .isEqualTo(new CostAware(3, CostModel.DEFAULT));
        assertThat(read("{\"type\":\"triple_barrier\",\"horizonBars\":12,\"profitMultiple\":3.0,\"stopMultiple\":2.0,"
                        + "\"volatilityBars\":20,\"touch\":\"HIGH_LOW\",\"ambiguity\":\"STOP_FIRST\","
                        + "\"timeout\":\"NOT_HAPPENED\"}"))
                .isEqualTo(TripleBarrier.of(3, 2, 20, 12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"type\":\"tomorrow\",\"horizonBars\":3}",
                "{\"type\":\"horizon_direction\",\"horizonBars\":0}",
                "{\"type\":\"horizon_direction\",\"horizonBars\":3.5}",
                "{\"type\":\"horizon_direction\",\"horizonBars\":3,\"more\":1}",
                "{\"type\":\"cost_aware\",\"horizonBars\":3}",
                "{\"type\":\"cost_aware\",\"horizonBars\":3,\"costs\":{\"feeBps\":-5.0,\"halfSpreadBps\":1,\"slippageBps\":1}}",
                "{\"type\":\"triple_barrier\",\"horizonBars\":12,\"profitMultiple\":0,\"stopMultiple\":2.0,\"volatilityBars\":20,"
                        + "\"touch\":\"CLOSE\",\"ambiguity\":\"MISSING\",\"timeout\":\"NOT_HAPPENED\"}",
                "{\"type\":\"triple_barrier\",\"horizonBars\":12,\"profitMultiple\":1,\"stopMultiple\":2.0,\"volatilityBars\":20,"
                        + "\"touch\":\"MAYBE\",\"ambiguity\":\"MISSING\",\"timeout\":\"NOT_HAPPENED\"}"
            })
    void refusesWhatIsNoDefinition(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("label.json");
    }

    private static void comesBack(LabelDefinition definition) {
        byte[] written = Json.compact(definition.toJson());
        LabelDefinition read = LabelDefinition.fromJson(Json.parse(written, "test", "label.json"), "label.json");
        assertThat(read).isEqualTo(definition);
        assertThat(Json.compact(read.toJson())).isEqualTo(written);
    }

    private static LabelDefinition read(String json) {
        return LabelDefinition.fromJson(Json.parse(json, "test", "label.json"), "label.json");
    }
}
