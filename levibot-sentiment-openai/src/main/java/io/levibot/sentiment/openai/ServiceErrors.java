package io.levibot.sentiment.openai;

import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIInvalidDataException;
import com.openai.errors.OpenAIServiceException;
import io.levibot.api.SentimentFailure.Kind;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Sorts what the client throws into kinds of failure.
 *
 * <p>Messages are made here of status and error codes only. What the service wrote is left out, since it can repeat a part of the
 * key, the headline, or whatever a proxy put there.
 */
final class ServiceErrors {
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final int REQUEST_TIMEOUT = 408;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int FIRST_SERVER_ERROR = 500;

    private final InstantSource clock;

    ServiceErrors(InstantSource clock) {
        this.clock = clock;
    }

    Attempt sort(OpenAIException failure) {
        if (failure instanceof OpenAIServiceException answered) {
            return status(answered);
        }
        if (caused(failure, OversizedAnswerException.class)) {
            return new Attempt.Unjudged(Kind.INVALID_ANSWER, "the service's answer is too long for a judgement", 0);
        }
        if (Thread.currentThread().isInterrupted()) {
            return new Attempt.Abandoned("interrupted while waiting for the service");
        }
        // OkHttp reports the end of its call timeout as a plain InterruptedIOException.
        if (caused(failure, SocketTimeoutException.class) || caused(failure, InterruptedIOException.class)) {
            return new Attempt.Passing(Kind.TIMEOUT, "no answer within the time allowed");
        }
        return new Attempt.Passing(Kind.UNAVAILABLE, "the service cannot be reached (" + deepest(failure) + ")");
    }

    private Attempt status(OpenAIServiceException answered) {
        int status = answered.statusCode();
        String code = code(answered);
        String said = "the service answered " + status + (code.isEmpty() ? "" : " " + code);
        if (code.equals("insufficient_quota")) {
            return new Attempt.Lasting(Kind.BUDGET_EXHAUSTED, said + ": the account's quota is used up");
        }
        if (code.equals("content_filter") || code.equals("content_policy_violation")) {
            return new Attempt.Unjudged(Kind.REFUSED, said, 0);
        }
        if (status == TOO_MANY_REQUESTS) {
            return passing(Kind.RATE_LIMITED, said, answered);
        }
        if (status == REQUEST_TIMEOUT || status == CONFLICT || status >= FIRST_SERVER_ERROR) {
            return passing(Kind.UNAVAILABLE, said, answered);
        }
        // A bad request may be the headline's doing; a key, model or address that is wrong is not.
        return status == 400 || status == 422
                ? new Attempt.Unjudged(Kind.REJECTED_REQUEST, said, 0)
                : new Attempt.Lasting(Kind.REJECTED_REQUEST, said + ": check the key, the model and the address");
    }

    private Attempt passing(Kind kind, String said, OpenAIServiceException answered) {
        return new Attempt.Passing(new Outcome.Failed(kind, said), RetryAfter.read(answered.headers(), clock));
    }

    private static String code(OpenAIServiceException answered) {
        try {
            return wellFormed(answered.code())
                    .or(() -> wellFormed(answered.type()))
                    .orElse("");
        } catch (OpenAIInvalidDataException e) {
            return "";
        }
    }

    private static Optional<String> wellFormed(Optional<String> code) {
        return code.filter(text -> CODE.matcher(text).matches());
    }

    private static boolean caused(Throwable failure, Class<? extends Throwable> type) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String deepest(Throwable failure) {
        Throwable deepest = failure;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            deepest = cause;
        }
        return deepest.getClass().getSimpleName();
    }
}
