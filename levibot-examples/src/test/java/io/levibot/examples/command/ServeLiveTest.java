package io.levibot.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.Symbol;
import io.levibot.engine.SimulatedClock;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.registry.ModelRegistry;
import io.levibot.examples.binance.ExchangeDouble;
import io.levibot.examples.binance.Pause;
import io.levibot.examples.market.RandomWalk;
import java.io.BufferedReader;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code serve --live} against an exchange on the loopback address, in a time that the test moves. */
final class ServeLiveTest {
    private static final Symbol BTC = Symbol.of("BTCUSDT");
    private static final BarInterval M15 = BarInterval.parse("15m");
    private static final BarSeries BARS = RandomWalk.generate(BTC, M15, 1_201, 7);
    private static final int SERVED = 1_200;

    @TempDir
    private Path directory;

    /** Meets the feed each time it has nothing to do but wait. */
    private static final class Meeting implements Pause {
        private final SynchronousQueue<Boolean> waits = new SynchronousQueue<>();
        private final SynchronousQueue<Boolean> goes = new SynchronousQueue<>();

        @Override
        public void sleep(java.time.Duration time) throws InterruptedException {
            waits.put(true);
            goes.take();
        }

        void awaitWaiting() throws InterruptedException {
            assertThat(waits.poll(30, TimeUnit.SECONDS)).as("the feed waits").isTrue();
        }

        void letGo() throws InterruptedException {
            goes.put(true);
        }
    }

    private static JsonNode get(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body());
    }

    @Test
    void decidesTheExchangesClosedCandlesAndSealsItsJournal() throws Exception {
        Instant end = BARS.closeTime(SERVED - 1);
        SimulatedClock real = new SimulatedClock(end.plusSeconds(5));
        Meeting meeting = new Meeting();
        ModelRegistry.open(directory.resolve("registry"), real); // which holds no champion yet
        try (ExchangeDouble exchange = new ExchangeDouble(BARS.slice(0, SERVED), real.instant());
                PipedReader reader = new PipedReader()) {
            CommandLine line = CommandRunner.commandLine(new ServeCommand(real, meeting));
            PrintWriter out = new PrintWriter(new PipedWriter(reader));
            line.setOut(out);
            Thread command = new Thread(() -> line.execute(
                    "--live",
                    "--base-url",
                    exchange.url().toString(),
                    "--symbol",
                    "BTCUSDT",
                    "--interval",
                    "15m",
                    "--registry",
                    directory.resolve("registry").toString(),
                    "--state",
                    directory.resolve("state").toString(),
                    "--port",
                    "0"));
            command.start();
            String listening = new BufferedReader(reader).readLine();
            int port = Integer.parseInt(listening.replaceAll(".*127\\.0\\.0\\.1:(\\d+),.*", "$1"));

            meeting.awaitWaiting();
            JsonNode health = get(port, "/healthz");
            assertThat(health.path("live").asBoolean()).isTrue();
            assertThat(health.path("symbols")
                            .path("BTCUSDT")
                            .path("staleness_sec")
                            .asDouble())
                    .isEqualTo(5.0);
            assertThat(get(port, "/ml/predict?symbol=BTCUSDT").path("signal").asText())
                    .isEqualTo("ABSTAIN");

            Bar next = BARS.bar(SERVED);
            exchange.add(next);
            exchange.setTime(next.closeTime().plusSeconds(2));
            real.advanceTo(next.closeTime().plusSeconds(2));
            meeting.letGo();
            meeting.awaitWaiting();
            assertThat(get(port, "/healthz")
                            .path("symbols")
                            .path("BTCUSDT")
                            .path("staleness_sec")
                            .asDouble())
                    .isEqualTo(2.0);

            command.interrupt();
            command.join(30_000);
            assertThat(command.isAlive()).isFalse();
        }
        try (Stream<Path> journals = Files.list(directory.resolve("state"))) {
            Path journal = journals.filter(file -> file.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow();
            Console verified = Console.run("verify", "--journal", journal.toString());
            assertThat(verified.out()).startsWith("SEALED");
            assertThat(Files.readString(journal).split("\"type\":\"bar\"", -1).length)
                    .isGreaterThan(1);
        }
    }
}
