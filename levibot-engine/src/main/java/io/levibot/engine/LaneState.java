package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.engine.bar.GuardState;
import io.levibot.engine.feature.ExternalValue;
import io.levibot.engine.feature.PipelineState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a {@link Lane} remembers.
 *
 * @param history the remembered bars, oldest first
 * @param accepted how many bars were accepted so far
 * @param previousClose close of the bar before the newest one, NaN before the second
 * @param lastClose close of the newest bar, NaN before any
 * @param values values from outside that a new pipeline has to be offered
 * @param behind whether the features have to be made anew from the history, because a score was given up
 * @param model state of the model's features, null without a model
 * @param fallback state of the fallback's features, null without a fallback
 */
record LaneState(
        GuardState guard,
        List<Bar> history,
        long accepted,
        double previousClose,
        double lastClose,
        List<ExternalValue> values,
        boolean behind,
        @Nullable PipelineState model,
        @Nullable PipelineState fallback) {
    LaneState {
        history = List.copyOf(history);
        values = List.copyOf(values);
    }
}
