package io.levibot.examples.architecture.house.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.levibot.examples.architecture.house.BrokenRule;
import io.levibot.examples.architecture.house.calibration.Calibrator;
import io.levibot.examples.architecture.house.engine.Engine;
import io.levibot.examples.architecture.house.model.Model;
import io.levibot.examples.architecture.house.sentiment.Sentiment;
import org.slf4j.LoggerFactory;

@BrokenRule("the api sees nothing of the house and no library but its annotations")
public final class SeesTooMuch {
    private SeesTooMuch() {}

    static void seesCalibrator() {
        Calibrator.touch();
    }

    static void seesModel() {
        Model.touch();
    }

    static void seesSentiment() {
        Sentiment.touch();
    }

    static void seesEngine() {
        Engine.touch();
    }

    static Object seesJackson() {
        return new ObjectMapper();
    }

    static Object seesLogging() {
        return LoggerFactory.getILoggerFactory();
    }
}
