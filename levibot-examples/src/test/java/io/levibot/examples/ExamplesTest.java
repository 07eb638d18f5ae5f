package io.levibot.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.Decision;
import io.levibot.api.Signal;
import io.levibot.api.spi.KillSwitchProvider;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.engine.plugin.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExamplesTest {
    @Test
    void theEmbeddedEngineDecidesEveryBarAndTrades() {
        List<Decision> decisions = new ArrayList<>();
        EmbedInYourApp.embed(decisions::add);
        assertThat(decisions).hasSize(6_000);
        assertThat(decisions).anyMatch(decision -> decision.signal() == Signal.ENTRY);
        assertThat(decisions).anyMatch(decision -> decision.signal() == Signal.EXIT);
    }

    @Test
    void theReadmeShowsTheEmbeddingThatTheBuildCompiles() throws IOException {
        String readme = squeezed(Files.readString(Path.of("../README.md")));
        String source = squeezed(Files.readString(Path.of("src/main/java/io/levibot/examples/EmbedInYourApp.java")));
        int from = source.indexOf("BarSeriesbars=");
        String body = source.substring(from, source.indexOf("decided.accept(decision));", from));
        assertThat(readme).contains(body.replace("java.util.List.of", "List.of"));
    }

    @Test
    void theCustomPluginsAreFoundByServiceLoader() {
        Plugins plugins = Plugins.load(ExamplesTest.class.getClassLoader());
        assertThat(plugins.names(PredictorProvider.class)).contains("example-momentum", "lightgbm", "heuristic");
        assertThat(plugins.names(KillSwitchProvider.class)).contains("example-equity-floor");
        assertThat(plugins.report().failures()).isEmpty();
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }
}
