package io.levibot.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.PositionSide;
import io.levibot.api.Prediction;
import io.levibot.api.Signal;
import io.levibot.api.Thresholds;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.PositionView;
import io.levibot.api.spi.ThresholdPolicy;
import io.levibot.api.spi.ThresholdPolicyProvider;
import io.levibot.api.spi.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rules of {@link ThresholdPolicy} and its provider.
 *
 * @since 0.1.0
 */
public abstract class ThresholdPolicyContract extends ProviderContract<ThresholdPolicy, ThresholdPolicyProvider> {
    private static final int GRID = 200;

    /** For subclasses. */
    protected ThresholdPolicyContract() {}

    @Override
    protected final Class<ThresholdPolicyProvider> service() {
        return ThresholdPolicyProvider.class;
    }

    /** Returns a context whose artifact is the state of a policy made from {@link #config}. */
    @Override
    protected PluginContext context() {
        return super.context().toBuilder().artifact(configured().state()).build();
    }

    private ThresholdPolicy configured() {
        ThresholdPolicyProvider provider = provider();
        return provider.create(PluginConfig.of(provider, config()), super.context());
    }

    @Test
    @Tag("POL-01")
    @DisplayName("POL-01 enters only when flat and exits only when not")
    void entersFlatAndExitsHeld() {
        ThresholdPolicy policy = configured();

        for (Question question : questions()) {
            Signal signal = question.ask(policy).signal();
            if (question.position().side() == PositionSide.FLAT) {
                assertThat(signal).as("%s", question).isNotEqualTo(Signal.EXIT);
            } else {
                assertThat(signal).as("%s", question).isNotEqualTo(Signal.ENTRY);
            }
        }
    }

    @Test
    @Tag("POL-02")
    @DisplayName("POL-02 never enters without a probability")
    void doesNotEnterWithoutProbability() {
        ThresholdPolicy policy = configured();

        for (Position position : positions()) {
            assertThat(policy.decide(Prediction.none(), position).signal())
                    .as("%s", position)
                    .isNotEqualTo(Signal.ENTRY);
        }
    }

    @Test
    @Tag("POL-03")
    @DisplayName("POL-03 never enters at or below the entry threshold that it shows")
    void keepsToItsEntryThreshold() {
        ThresholdPolicy policy = configured();
        double entry = policy.thresholds().entry();
        Position flat = new Position(PositionSide.FLAT, 0, 0.0);

        for (Question question : questions()) {
            if (question.position().equals(flat) && question.prediction().probability() <= entry) {
                assertThat(question.ask(policy).signal()).as("%s", question).isNotEqualTo(Signal.ENTRY);
            }
        }
        assertThat(policy.decide(sure(entry), flat).signal())
                .as("at the threshold")
                .isNotEqualTo(Signal.ENTRY);
    }

    @Test
    @Tag("POL-04")
    @DisplayName("POL-04 the same question has the same answer, whatever was asked before")
    void holdsNoState() {
        ThresholdPolicy policy = configured();
        List<Question> questions = questions();
        List<Verdict> expected = answers(policy, questions);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(7L));

        for (int i : order) {
            assertThat(questions.get(i).ask(policy)).as("%s", questions.get(i)).isEqualTo(expected.get(i));
        }
        assertThat(answers(configured(), questions)).as("another instance").isEqualTo(expected);
    }

    @Test
    @Tag("POL-05")
    @DisplayName("POL-05 gives the same answers on every thread")
    void agreesOnEveryThread() {
        ThresholdPolicy policy = configured();
        List<Question> questions = questions();
        List<Verdict> expected = answers(policy, questions);

        assertThat(Parallel.run(thread -> answers(policy, questions)))
                .allSatisfy(answers -> assertThat(answers).isEqualTo(expected));
    }

    @Test
    @Tag("POL-06")
    @DisplayName("POL-06 restored from its state it decides the same and has the same state")
    void roundTrips() {
        ThresholdPolicy policy = configured();
        ThresholdPolicyProvider provider = provider();
        PluginContext context =
                super.context().toBuilder().artifact(policy.state()).build();

        for (PluginConfig config : List.of(PluginConfig.of(provider, config()), PluginConfig.empty(provider))) {
            ThresholdPolicy restored = provider.create(config, context);

            assertThat(answers(restored, questions())).isEqualTo(answers(policy, questions()));
            assertThat(restored.thresholds()).isEqualTo(policy.thresholds());
            assertThat(restored.state()).isEqualTo(policy.state());
        }
    }

    @Test
    @Tag("POL-07")
    @DisplayName("POL-07 always shows the same thresholds")
    void showsOneSetOfThresholds() {
        ThresholdPolicy policy = configured();
        Thresholds before = policy.thresholds();
        answers(policy, questions());

        assertThat(policy.thresholds()).isEqualTo(before);
    }

    private static List<Verdict> answers(ThresholdPolicy policy, List<Question> questions) {
        List<Verdict> answers = new ArrayList<>();
        for (Question question : questions) {
            answers.add(question.ask(policy));
        }
        assertThat(answers).doesNotContainNull();
        return answers;
    }

    private static List<Question> questions() {
        List<Prediction> predictions = new ArrayList<>(List.of(Prediction.none()));
        for (int i = 0; i <= GRID; i++) {
            double probability = (double) i / GRID;
            predictions.add(sure(probability));
            predictions.add(new Prediction(
                    probability, probability, Math.max(0.0, probability - 0.2), Math.min(1.0, probability + 0.2)));
        }
        List<Question> questions = new ArrayList<>();
        for (Position position : positions()) {
            for (Prediction prediction : predictions) {
                questions.add(new Question(prediction, position));
            }
        }
        return questions;
    }

    private static Prediction sure(double probability) {
        return new Prediction(probability, probability, probability, probability);
    }

    private static List<Position> positions() {
        return List.of(
                new Position(PositionSide.FLAT, 0, 0.0),
                new Position(PositionSide.LONG, 0, 0.0),
                new Position(PositionSide.LONG, 1, -0.5),
                new Position(PositionSide.LONG, 100_000, 3.0),
                new Position(PositionSide.SHORT, 5, 0.01));
    }

    private record Position(PositionSide side, int barsHeld, double openReturn) implements PositionView {}

    private record Question(Prediction prediction, Position position) {
        Verdict ask(ThresholdPolicy policy) {
            return policy.decide(prediction, position);
        }
    }
}
