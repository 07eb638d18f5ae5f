package io.levibot.examples.binance;

import io.levibot.api.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * GETs small JSON documents. A failure that may pass (no connection, a timeout, 429, 5xx) is tried again, at most {@value
 * #ATTEMPTS} times in all, after pauses that double or that the server asks for; any other one ends at once. Redirects are not
 * followed and an answer above {@value #MAX_BYTES} bytes is refused.
 */
final class RestClient {
    static final int ATTEMPTS = 5;
    static final int MAX_BYTES = 4 << 20;

    private static final String COMPONENT = "binance";
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SHOWN_CHARACTERS = 200;
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private final URI base;
    private final HttpClient http;
    private final Pause pause;

    RestClient(URI base, Pause pause) {
        this.base = checked(base);
        this.pause = pause;
        this.http = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    private static URI checked(URI base) {
        String scheme = base.getScheme();
        if (!("https".equals(scheme) || "http".equals(scheme)) || base.getHost() == null || base.getQuery() != null) {
            throw new IllegalArgumentException(
                    "base URL '" + base + "': allowed are http and https URLs with a host and without a query");
        }
        return base;
    }

    /**
     * @param pathAndQuery what to add to the base URL, beginning with a slash
     * @return the body of a 200 answer
     * @throws DataException if there is none, after all attempts
     */
    byte[] get(String pathAndQuery) throws InterruptedException {
        URI uri = URI.create(base.toString().replaceAll("/+$", "") + pathAndQuery);
        Duration wait = FIRST_PAUSE;
        for (int attempt = 1; ; attempt++) {
            Answer answer = attempt(uri);
            if (answer.body() != null) {
                return answer.body();
            }
            if (!answer.mayPass() || attempt == ATTEMPTS) {
                throw new DataException(
                        COMPONENT,
                        "GET " + uri + " failed" + (answer.mayPass() ? " " + attempt + " times" : "") + ": "
                                + answer.problem());
            }
            Duration asked = answer.retryAfter();
            pause.sleep(asked.compareTo(wait) > 0 ? asked : wait);
            wait = wait.multipliedBy(2);
        }
    }

    private Answer attempt(URI uri) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(ANSWER_TIMEOUT)
                .header("Accept", "application/json")
                .GET()
                .build();
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                byte[] body = in.readNBytes(MAX_BYTES + 1);
                return body.length > MAX_BYTES
                        ? Answer.failed(Answer.Outlook.FINAL, "the answer is larger than " + MAX_BYTES + " bytes")
                        : judged(response, body);
            }
        } catch (IOException e) {
            return Answer.failed(Answer.Outlook.MAY_PASS, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private static Answer judged(HttpResponse<InputStream> response, byte[] body) {
        int status = response.statusCode();
        if (status == 200) {
            return Answer.ok(body);
        }
        String said = new String(body, 0, Math.min(body.length, SHOWN_CHARACTERS), StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}", " ");
        String problem = "status " + status + (said.isBlank() ? "" : ", " + said);
        boolean mayPass = status == TOO_MANY_REQUESTS || status >= 500;
        String after = response.headers().firstValue("Retry-After").orElse("");
        Duration asked = SECONDS.matcher(after).matches() ? Duration.ofSeconds(Long.parseLong(after)) : Duration.ZERO;
        if (asked.compareTo(LONGEST_PAUSE) > 0) {
            return Answer.failed(Answer.Outlook.FINAL, problem + "; it asks to wait " + asked.toSeconds() + " s");
        }
        return new Answer(null, mayPass ? Answer.Outlook.MAY_PASS : Answer.Outlook.FINAL, problem, asked);
    }
}
