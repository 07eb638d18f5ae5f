package io.levibot.examples.host;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import io.levibot.api.LevibotException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes, and what holds for all of them: JSON errors, bounded bodies, a small pool of threads, no caching. */
final class HttpHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpHost.class);
    private static final long MAX_BODY_BYTES = 16 * 1024;
    private static final int THREADS = 16;
    private static final int SPARE_THREADS = 4;
    private static final int INTERNAL_ERROR = 500;
    private static final int NOT_FOUND = 404;
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry meters;
    private final Javalin server;

    /** The answers to everything but metrics. */
    record Endpoints(HealthEndpoint health, ModelEndpoints model, KillEndpoint kill, AutomationEndpoints automation) {}

    HttpHost(Endpoints endpoints, PrometheusMeterRegistry meters) {
        this.meters = meters;
        this.server = Javalin.create(config -> {
            configure(config);
            routes(config.routes, endpoints);
            failures(config.routes);
        });
    }

    void start(String address, int port) {
        try {
            server.start(address, port);
        } catch (JavalinBindException e) {
            throw new LevibotException(
                    "http", "cannot listen on port " + port + " of " + address + ": " + e.getMessage(), e);
        }
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.http.maxRequestSize = MAX_BODY_BYTES;
        config.http.prefer405over404 = true;
        config.jetty.threadPool = new QueuedThreadPool(THREADS, SPARE_THREADS);
        config.jetty.modifyServer(jetty -> jetty.setErrorHandler(new JsonErrors()));
        config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    }

    private void routes(RoutesConfig routes, Endpoints endpoints) {
        routes.before(context -> {
            context.header("Cache-Control", "no-store");
            context.header("X-Content-Type-Options", "nosniff");
        });
        routes.get("/healthz", endpoints.health()::answer);
        routes.get("/ml/predict", endpoints.model()::predict);
        routes.get("/ml/model/status", endpoints.model()::status);
        routes.post("/ml/model/reload", endpoints.model()::reload);
        routes.get("/ml/kill", endpoints.kill()::answer);
        routes.post("/ml/kill", endpoints.kill()::answer);
        routes.post("/automation/start", endpoints.automation()::start);
        routes.post("/automation/stop", endpoints.automation()::stop);
        routes.get("/automation/status", endpoints.automation()::status);
        routes.get("/automation/predictions", endpoints.model()::predictions);
        routes.get("/metrics/prom", this::scrape);
        routes.get("/metrics", this::scrape);
    }

    private static void failures(RoutesConfig routes) {
        routes.exception(Refusal.class, (refusal, context) -> refusal.send(context));
        routes.exception(HttpResponseException.class, (refusal, context) -> {
            refusal.getDetails().forEach((name, value) -> LOG.debug("{}: {}", name, value));
            Refusal.send(context, refusal.getStatus(), String.valueOf(refusal.getMessage()));
        });
        routes.exception(LevibotException.class, (failure, context) -> {
            LOG.warn("{} {} failed: {}", context.method(), context.path(), failure.getMessage());
            Refusal.send(context, INTERNAL_ERROR, String.valueOf(failure.getMessage()));
        });
        routes.exception(RuntimeException.class, (failure, context) -> {
            LOG.error("{} {} failed", context.method(), context.path(), failure);
            Refusal.send(context, INTERNAL_ERROR, "internal error; the log says more");
        });
        routes.error(NOT_FOUND, context -> {
            if (context.resultInputStream() == null) {
                Refusal.send(context, NOT_FOUND, "there is nothing here");
            }
        });
    }

    /** Answers what never reaches a route: a request that cannot be read, or an address that is too long. */
    private static final class JsonErrors extends ErrorHandler {
        @Override
        protected void generateResponse(
                Request request,
                Response response,
                int code,
                @Nullable String message,
                @Nullable Throwable cause,
                Callback callback) {
            response.setStatus(code);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
            response.write(
                    true,
                    ByteBuffer.wrap(Refusal.body(message == null ? HttpStatus.getMessage(code) : message)
                            .bytes()),
                    callback);
        }
    }

    private void scrape(Context context) {
        context.contentType(METRICS_TYPE);
        context.result(meters.scrape());
    }
}
