package io.levibot.engine;

import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.feature.ExternalValue;
import io.levibot.engine.registry.ServingModel;
import java.util.function.Function;

/** Repeats the steps of a journal with an engine that follows it. */
final class EngineRepeat {
    private final TradingEngine engine;
    private final EngineCore core;
    private final BarFeed feed;
    private final OperatorActs acts;

    EngineRepeat(TradingEngine engine, EngineCore core, BarFeed feed, OperatorActs acts) {
        this.engine = engine;
        this.core = core;
        this.feed = feed;
        this.acts = acts;
    }

    /**
     * Repeats a step.
     *
     * @param input what caused it
     * @param models loads a bundle by its id
     */
    void step(EngineEvent.Input input, Function<String, ServingModel> models) {
        core.clock.standAt(input.at());
        if (input instanceof EngineEvent.BarReceived received) {
            if (received.answer() == EngineEvent.BarReceived.Answer.GIVEN_UP) {
                core.laneOf(received.bar().symbol()).scriptUnanswered();
            }
            feed.onBar(received.bar());
        } else if (input instanceof EngineEvent.BarsMissed missed) {
            feed.missed(missed);
        } else if (input instanceof EngineEvent.ValueReceived value) {
            feed.offer(value.symbol(), new ExternalValue(value.feature(), value.value(), value.availableAt()));
        } else if (input instanceof EngineEvent.OperatorActed acted) {
            core.inBook(() -> acts.perform(acted));
        } else if (input instanceof EngineEvent.Checked) {
            core.inBook(() -> core.desk.repeatCheck(input.at()));
        } else if (input instanceof EngineEvent.ModelSwapped swapped) {
            engine.swapModel(models.apply(swapped.toBundle()));
        } else if (input instanceof EngineEvent.Restarted || input instanceof EngineEvent.Opened) {
            core.inBook(core.desk::resume);
        } else if (input instanceof EngineEvent.Closed) {
            close(input);
        } else {
            throw new IllegalArgumentException("no step begins with " + input);
        }
    }

    /** A clean close in a journal is not the engine's own end: what it remembers is still asked for. */
    private void close(EngineEvent.Input closing) {
        core.inBook(() -> {
            core.events.emit(closing);
            core.desk.stop();
            core.started = false;
        });
    }
}
