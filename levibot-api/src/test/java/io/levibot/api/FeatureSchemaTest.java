package io.levibot.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureSchemaTest {
    private static final FeatureSpec RET = new FeatureSpec("ret_1", Duration.ofMinutes(30), MissingRule.ABSTAIN);
    private static final FeatureSpec NEWS = new FeatureSpec("snews_impact", Duration.ofHours(4), MissingRule.PASS_NAN);

    @Test
    void fingerprintsItsLinesBySha256() {
        // printf 'ret_1|1800000|ABSTAIN\nsnews_impact|14400000|PASS_NAN\n' | sha256sum
        assertThat(new FeatureSchema(List.of(RET, NEWS)).fingerprint())
                .isEqualTo("e842674d6e47fd2b20188c58555474101c8a3f2bc166017dcddd418cf8bc711d");
        // printf '' | sha256sum
        assertThat(new FeatureSchema(List.of()).fingerprint())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void fingerprintsOrderAgeAndRule() {
        String reference = new FeatureSchema(List.of(RET, NEWS)).fingerprint();

        assertThat(new FeatureSchema(List.of(NEWS, RET)).fingerprint()).isNotEqualTo(reference);
        assertThat(new FeatureSchema(
                                List.of(new FeatureSpec("ret_1", Duration.ofMinutes(31), MissingRule.ABSTAIN), NEWS))
                        .fingerprint())
                .isNotEqualTo(reference);
        assertThat(new FeatureSchema(
                                List.of(new FeatureSpec("ret_1", Duration.ofMinutes(30), MissingRule.PASS_NAN), NEWS))
                        .fingerprint())
                .isNotEqualTo(reference);
        assertThat(new FeatureSchema(List.of(RET, NEWS)).fingerprint()).isEqualTo(reference);
    }

    @Test
    void doesNotChangeWithTheListItWasMadeFrom() {
        List<FeatureSpec> list = new ArrayList<>(List.of(RET, NEWS));
        FeatureSchema schema = new FeatureSchema(list);
        list.clear();

        assertThat(schema.size()).isEqualTo(2);
        assertThat(schema.indexOf("snews_impact")).isEqualTo(1);
    }

    @Test
    void namesAnUnknownFeature() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureSchema(List.of(RET)).indexOf("ret_2"))
                .withMessageContaining("ret_2")
                .withMessageContaining("[ret_1]");
    }

    @Test
    void refusesTheSameNameTwiceAndTooManyColumns() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureSchema(List.of(RET, RET)))
                .withMessageContaining("'ret_1' occurs twice");
        List<FeatureSpec> many = new ArrayList<>();
        for (int i = 0; i <= FeatureSchema.MAX_FEATURES; i++) {
            many.add(new FeatureSpec("f" + i, Duration.ofMinutes(1), MissingRule.ABSTAIN));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureSchema(many))
                .withMessageContaining("4097")
                .withMessageContaining("4096");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Ret", "1ret", "_ret", "ret-1", "ret 1", "ret|1", "ret\n1"})
    void refusesNamesThatWouldBlurTheFingerprint(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureSpec(name, Duration.ofMinutes(1), MissingRule.ABSTAIN))
                .withMessageContaining("feature name");
    }

    @Test
    void refusesAnAgeThatIsNotPositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureSpec("ret_1", Duration.ZERO, MissingRule.ABSTAIN))
                .withMessageContaining("ret_1")
                .withMessageContaining("positive");
    }

    @Test
    void copiesARowAtAnOffset() {
        FeatureSchema schema = new FeatureSchema(List.of(RET, NEWS));
        FeatureFrame frame = new FeatureFrame() {
            @Override
            public Symbol symbol() {
                return Symbol.of("BTCUSDT");
            }

            @Override
            public java.time.Instant asOf() {
                return java.time.Instant.EPOCH;
            }

            @Override
            public FeatureSchema schema() {
                return schema;
            }

            @Override
            public int rows() {
                return 2;
            }

            @Override
            public double value(int lag, int feature) {
                return 10.0 * lag + feature;
            }
        };
        double[] target = {-1, -1, -1, -1};

        frame.copyRow(1, target, 1);

        assertThat(target).containsExactly(-1, 10, 11, -1);
        assertThat(frame.value(1)).isEqualTo(1.0);
    }
}
