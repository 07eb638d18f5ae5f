package io.levibot.sentiment.openai;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** Reads a response up to a limit and not beyond, before anything parses it. */
final class ResponseLimit implements Interceptor {
    /** A chat completion of one judgement has about 1 KiB. */
    static final long MAX_BYTES = 256 * 1024;

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request());
        try (response) {
            ResponseBody start = response.peekBody(MAX_BYTES + 1);
            if (start.contentLength() > MAX_BYTES) {
                throw new OversizedAnswerException(MAX_BYTES);
            }
            return response.newBuilder().body(start).build();
        }
    }
}
