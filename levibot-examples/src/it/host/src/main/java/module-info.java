/** A stranger's application. An automatic module binds no services, so the application names those that it wants found. */
module com.example.host {
    requires io.levibot.api;
    requires io.levibot.engine;

    uses io.levibot.api.spi.CalibratorProvider;
    uses io.levibot.api.spi.KillSwitchProvider;
    uses io.levibot.api.spi.PredictorProvider;
    uses io.levibot.api.spi.SentimentScorerProvider;
    uses io.levibot.api.spi.ThresholdPolicyProvider;

    provides io.levibot.api.spi.PredictorProvider with
            com.example.host.ReversionProvider;
}
