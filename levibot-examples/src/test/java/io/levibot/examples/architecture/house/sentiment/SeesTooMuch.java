package io.levibot.examples.architecture.house.sentiment;

import io.levibot.examples.architecture.house.BrokenRule;
import io.levibot.examples.architecture.house.calibration.Calibrator;
import io.levibot.examples.architecture.house.engine.Engine;
import io.levibot.examples.architecture.house.examples.Example;
import io.levibot.examples.architecture.house.model.Model;

@BrokenRule("sentiment sees only the api")
public final class SeesTooMuch {
    private SeesTooMuch() {}

    static void seesEngine() {
        Engine.touch();
    }

    static void seesCalibrator() {
        Calibrator.touch();
    }

    static void seesModel() {
        Model.touch();
    }

    static void seesExample() {
        Example.touch();
    }
}
