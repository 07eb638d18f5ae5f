package io.levibot.examples.architecture.house.model;

import io.levibot.examples.architecture.house.BrokenRule;
import io.levibot.examples.architecture.house.calibration.Calibrator;
import io.levibot.examples.architecture.house.engine.Engine;
import io.levibot.examples.architecture.house.examples.Example;
import io.levibot.examples.architecture.house.sentiment.Sentiment;

@BrokenRule("the model sees only the api")
public final class SeesTooMuch {
    private SeesTooMuch() {}

    static void seesEngine() {
        Engine.touch();
    }

    static void seesCalibrator() {
        Calibrator.touch();
    }

    static void seesSentiment() {
        Sentiment.touch();
    }

    static void seesExample() {
        Example.touch();
    }
}
