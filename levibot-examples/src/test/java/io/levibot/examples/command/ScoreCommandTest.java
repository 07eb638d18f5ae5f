package io.levibot.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.levibot.examples.Main;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code score} as a process of its own, for its key comes from the environment, against a service on the loopback address. */
final class ScoreCommandTest {
    private static final String KEY = "sk-test-0123456789";

    @TempDir
    private Path directory;

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer service;
    private volatile String content = "{\"asset\":\"BTC\",\"impact\":0.6,\"horizon\":\"daily\",\"confidence\":0.8}";

    private record Ended(int exit, String out, String err) {}

    @BeforeEach
    void startService() throws IOException {
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/v1/chat/completions", exchange -> {
            asked.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            byte[] body = completion(content).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stopService() {
        service.stop(0);
    }

    private static String completion(String content) {
        ObjectNode body = new ObjectMapper().createObjectNode();
        body.put("id", "chatcmpl-1")
                .put("object", "chat.completion")
                .put("created", 1_709_294_400)
                .put("model", "m");
        ObjectNode choice = body.putArray("choices").addObject();
        choice.put("index", 0).put("finish_reason", "stop").putNull("logprobs");
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", content)
                .putNull("refusal");
        body.putObject("usage")
                .put("prompt_tokens", 200)
                .put("completion_tokens", 30)
                .put("total_tokens", 230);
        return body.toString();
    }

    private Ended score() throws Exception {
        Path headlines = Files.writeString(
                directory.resolve("headlines.txt"), "ETF sees record inflow\n\nMiner sells reserves\n");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "score",
                "--headlines",
                headlines.toString(),
                "--base-url",
                "http://127.0.0.1:" + service.getAddress().getPort() + "/v1",
                "--cache",
                directory.resolve("cache").toString()));
        Path out = directory.resolve("out.txt");
        Path err = directory.resolve("err.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("OPENAI_API_KEY", KEY);
        Process process = builder.start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void scoresEachHeadlineOnceAndTakesItFromTheCacheThen() throws Exception {
        Ended first = score();
        Ended second = score();

        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(first.out())
                .contains("BTC  impact +0.60 confidence 0.80 daily    ETF sees record inflow")
                .contains("2 headlines: 0 from the cache, 2 not, 0 without a score");
        assertThat(second.out()).contains("2 headlines: 2 from the cache, 0 not, 0 without a score");
        assertThat(asked.get()).isEqualTo(2);
        assertThat(first.out() + first.err() + second.err()).doesNotContain(KEY);
    }

    @Test
    void aScoreOutsideItsRangeIsNoScoreAndEndsWithOne() throws Exception {
        content = "{\"asset\":\"BTC\",\"impact\":6.0,\"horizon\":\"daily\",\"confidence\":0.8}";

        Ended ended = score();

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out()).contains("2 headlines: 0 from the cache, 2 not, 2 without a score");
        assertThat(ended.out()).doesNotContain("impact +");
    }
}
