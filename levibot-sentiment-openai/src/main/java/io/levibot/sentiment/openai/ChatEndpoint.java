package io.levibot.sentiment.openai;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.LogLevel;
import com.openai.core.RequestOptions;
import com.openai.core.Timeout;
import com.openai.core.http.HttpResponseFor;
import com.openai.errors.OpenAIException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.completions.CompletionUsage;
import io.levibot.api.SentimentFailure.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;

/**
 * Asks by one request to Chat Completions. That API rather than Responses, because a judgement is one stateless question, and
 * because it is the one that other servers of the OpenAI protocol speak too.
 *
 * <p>The client is built from the configuration alone: it reads no environment variable and no system property, does not retry,
 * follow redirects, log, or send telemetry headers. It owns a few daemon threads of OkHttp (connection clean-up and time-outs).
 */
final class ChatEndpoint implements Endpoint {
    private static final String USER_AGENT = "levibot-sentiment-openai";

    private final OpenAIClient client;
    private final Prompt prompt;
    private final AnswerReader reader;
    private final ServiceErrors errors;

    ChatEndpoint(OpenAiSettings settings, ApiKey key, InstantSource clock) {
        this.prompt = new Prompt(settings);
        this.reader = new AnswerReader(settings.assets());
        this.errors = new ServiceErrors(clock);
        this.client = OpenAIOkHttpClient.builder()
                .apiKey(key.reveal())
                .baseUrl(settings.baseUrl().toString())
                .maxRetries(0)
                .followRedirects(false)
                .logLevel(LogLevel.OFF)
                .disableTelemetry(true)
                .putHeader("User-Agent", USER_AGENT)
                .addInterceptor(new ResponseLimit())
                .clock(clock.withZone(ZoneOffset.UTC))
                // The defaults of these two start threads of their own, which nothing here needs.
                .sleeper(new NoSleeper())
                .streamHandlerExecutor(Runnable::run)
                .build();
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // the second try closes it; it sorts failures otherwise than the first
    public Attempt ask(HeadlineText text, Duration timeout) {
        RequestOptions options = RequestOptions.builder()
                .timeout(Timeout.builder().connect(timeout).request(timeout).build())
                .build();
        try (HttpResponseFor<ChatCompletion> response =
                client.chat().completions().withRawResponse().create(prompt.request(text), options)) {
            return read(response);
        } catch (OpenAIException e) {
            return errors.sort(e);
        } catch (RuntimeException e) {
            // The client checks its arguments and its own state by other exceptions, whose messages may hold anything.
            return new Attempt.Abandoned("the client failed (" + e.getClass().getSimpleName() + ")");
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private Attempt read(HttpResponseFor<ChatCompletion> response) {
        try {
            return sorted(response.parse());
        } catch (RuntimeException e) {
            // The client reads fields when they are asked for: what is missing or of another type shows only now.
            return new Attempt.Unjudged(Kind.INVALID_ANSWER, "the service's answer is not a chat completion", 0);
        }
    }

    private Attempt sorted(ChatCompletion completion) {
        long tokens = completion.usage().map(CompletionUsage::totalTokens).orElse(0L);
        if (completion.choices().size() != 1) {
            return new Attempt.Unjudged(Kind.INVALID_ANSWER, "the answer does not have exactly one choice", tokens);
        }
        ChatCompletion.Choice choice = completion.choices().get(0);
        if (choice.message().refusal().isPresent()) {
            return new Attempt.Unjudged(Kind.REFUSED, "the model declined to judge the headline", tokens);
        }
        return switch (choice.finishReason().asString()) {
            case "stop" ->
                choice.message()
                        .content()
                        .flatMap(reader::read)
                        .<Attempt>map(judgement -> new Attempt.Judged(judgement, tokens))
                        .orElseGet(() -> new Attempt.Unjudged(
                                Kind.INVALID_ANSWER, "the answer is not of the required schema", tokens));
            case "length" ->
                new Attempt.Unjudged(
                        Kind.TRUNCATED, "the answer was cut off at the configured number of tokens", tokens);
            case "content_filter" ->
                new Attempt.Unjudged(Kind.REFUSED, "the service's content filter withheld the answer", tokens);
            default ->
                new Attempt.Unjudged(
                        Kind.INVALID_ANSWER, "the answer ended for a reason that a judgement does not have", tokens);
        };
    }
}
