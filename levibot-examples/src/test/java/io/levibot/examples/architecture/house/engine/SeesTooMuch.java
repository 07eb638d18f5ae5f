package io.levibot.examples.architecture.house.engine;

import io.levibot.examples.architecture.house.BrokenRule;
import io.levibot.examples.architecture.house.calibration.Calibrator;
import io.levibot.examples.architecture.house.calibration.internal.Hidden;
import io.levibot.examples.architecture.house.calibration.threshold.Sweep;
import io.levibot.examples.architecture.house.examples.Example;
import io.levibot.examples.architecture.house.model.Model;
import io.levibot.examples.architecture.house.sentiment.Sentiment;

@BrokenRule("the engine sees of other modules only the statistics")
public final class SeesTooMuch {
    private SeesTooMuch() {}

    static void seesCalibrator() {
        Calibrator.touch();
    }

    static void seesSweep() {
        Sweep.touch();
    }

    static void seesHidden() {
        Hidden.touch();
    }

    static void seesModel() {
        Model.touch();
    }

    static void seesSentiment() {
        Sentiment.touch();
    }

    static void seesExample() {
        Example.touch();
    }
}
