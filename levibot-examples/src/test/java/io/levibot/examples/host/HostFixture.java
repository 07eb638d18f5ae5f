package io.levibot.examples.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.levibot.api.Bar;
import io.levibot.api.LevibotException;
import io.levibot.api.Symbol;
import io.levibot.api.spi.KillSwitch;
import io.levibot.api.spi.SentimentScorer;
import io.levibot.engine.EngineConfig;
import io.levibot.engine.SimulatedClock;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.bar.BarSource;
import io.levibot.examples.market.RandomWalk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A host on a free port of the loopback address, whose real time stands still until a test moves it. */
final class HostFixture implements AutoCloseable {
    static final Symbol BTC = Symbol.of("BTCUSDT");
    static final String TOKEN = "a-token-for-tests-only";
    static final BarSeries BARS = RandomWalk.generate(BTC, TinyModel.M15, 50, 3);
    static final Instant REAL_START = Instant.parse("2030-01-01T00:00:00Z");

    private static final ObjectMapper JSON = new ObjectMapper();

    final SimulatedClock real = new SimulatedClock(REAL_START);
    private final Path state;
    private final List<KillSwitch> switches = new ArrayList<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable SentimentScorer sentiment;
    private ModelSource models = Optional::empty;
    private @Nullable TradingHost host;

    HostFixture(Path state) {
        this.state = state;
    }

    record Answer(int status, String body, HttpResponse<String> response) {
        JsonNode json() throws IOException {
            assertNoNumberThatJsonLacks();
            return JSON.readTree(body);
        }

        private void assertNoNumberThatJsonLacks() {
            if (body.contains("NaN") || body.contains("Infinity")) {
                throw new AssertionError("not JSON: " + body);
            }
        }
    }

    HostFixture models(ModelSource source) {
        models = source;
        return this;
    }

    HostFixture model(HostedModel model) {
        return models(() -> Optional.of(model));
    }

    HostFixture killSwitch(KillSwitch source) {
        switches.add(source);
        return this;
    }

    HostFixture sentiment(SentimentScorer scorer) {
        sentiment = scorer;
        return this;
    }

    /** Starts the host and waits until the engine has decided every bar. */
    HostFixture start() throws Exception {
        return start(BARS.size());
    }

    HostFixture start(int bars) throws Exception {
        Path tokenFile = Files.writeString(Files.createTempFile("token", ".txt"), TOKEN + "\n");
        AllFed source = new AllFed(BARS, bars);
        host = TradingHost.start(
                new TradingHost.Settings(
                        EngineConfig.builder(TinyModel.M15, List.of(BTC)).build(),
                        state,
                        "127.0.0.1",
                        0,
                        BearerToken.read(tokenFile)),
                new TradingHost.Parts(
                        models,
                        TradingHost.Feed.replayed(source, BARS.openTime(0), real, Pace.ofSource()),
                        switches,
                        sentiment));
        Files.delete(tokenFile);
        if (!source.fed.await(30, TimeUnit.SECONDS)) {
            throw new LevibotException("test", "the feed hangs");
        }
        return this;
    }

    TradingHost host() {
        if (host == null) {
            throw new IllegalStateException("not started");
        }
        return host;
    }

    Answer get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)).GET());
    }

    Answer post(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.noBody());
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    Answer postWithToken(String path) throws Exception {
        return post(path, "Authorization", "Bearer " + TOKEN);
    }

    Answer send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body(), response);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + host().port() + path);
    }

    @Override
    public void close() {
        if (host != null) {
            host.close();
        }
    }

    /** Tells when the bars are all decided: the feed asks for a bar after the last one. */
    private static final class AllFed implements BarSource {
        private final CountDownLatch fed = new CountDownLatch(1);
        private final Iterator<Bar> bars;

        AllFed(BarSeries series, int count) {
            List<Bar> list = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                list.add(series.bar(i));
            }
            bars = list.iterator();
        }

        @Override
        public @Nullable Bar next() {
            if (bars.hasNext()) {
                return bars.next();
            }
            fed.countDown();
            return null;
        }

        @Override
        public void close() {
            fed.countDown();
        }
    }
}
