package io.levibot.sentiment.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Pretends to be the service, on a free port of loopback: gives the replies it was told to, then good ones. */
final class FakeService implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // Else the JDK's server lets every second packet of a response wait for the acknowledgement of the first, 40
        // ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /**
     * What was asked.
     *
     * @param path of the address
     * @param authorization the header of that name
     * @param userAgent the header of that name
     * @param headerNames all header names
     * @param body the JSON
     */
    record Request(String path, String authorization, String userAgent, List<String> headerNames, JsonNode body) {
        JsonNode message(int index) {
            return body.path("messages").path(index);
        }
    }

    FakeService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    FakeService then(Reply... next) {
        replies.addAll(List.of(next));
        return this;
    }

    /** Lets no reply out until {@link #open}. */
    FakeService hold() {
        gate = new CountDownLatch(1);
        return this;
    }

    void open() {
        gate.countDown();
    }

    List<Request> requests() {
        return requests;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(new Request(
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")),
                    List.copyOf(exchange.getRequestHeaders().keySet()),
                    JSON.readTree(exchange.getRequestBody())));
            gate.await();
            Reply queued = replies.poll();
            Reply reply = queued == null ? Reply.good() : queued;
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        open();
        server.stop(0);
        threads.shutdownNow();
    }
}
