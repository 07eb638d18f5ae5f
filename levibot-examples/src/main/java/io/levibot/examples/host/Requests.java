package io.levibot.examples.host;

import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads requests. Parameters come in the query or as form fields; a body above the host's limit is refused before. */
final class Requests {
    private static final int LONGEST = 500;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;

    private Requests() {}

    /** Returns a parameter of the query or form, or null if it is missing or blank. */
    static @Nullable String optional(Context context, String name) {
        String value = context.queryParam(name);
        return checked(name, value == null && isPost(context) ? context.formParam(name) : value);
    }

    /**
     * Returns a parameter of the query alone, cut off where it is too long: neither a body nor a long text can keep the request
     * from being served.
     */
    static String cutInQuery(Context context, String name, String fallback) {
        List<String> values = inQuery(context, name);
        String value = values.isEmpty() ? "" : values.get(0);
        String read = checked(name, value.length() > LONGEST ? value.substring(0, LONGEST) : value);
        return read == null ? fallback : read;
    }

    /** Returns every value of a parameter of the query, as it was given; one text that is no value if none can be read. */
    static List<String> inQuery(Context context, String name) {
        try {
            return context.queryParams(name);
        } catch (RuntimeException e) {
            return List.of(
                    "(unreadable)"); // as %zz is: whatever the server throws, it must not keep anybody from stopping
        }
    }

    static boolean isPost(Context context) {
        return "POST".equals(context.method().name());
    }

    private static @Nullable String checked(String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (value.length() > LONGEST) {
            throw new Refusal(BAD_REQUEST, "parameter '" + name + "' is longer than " + LONGEST + " characters");
        }
        return value.replaceAll("\\p{Cntrl}", " ").strip();
    }

    static String optional(Context context, String name, String fallback) {
        String value = optional(context, name);
        return value == null ? fallback : value;
    }

    static String required(Context context, String name) {
        String value = optional(context, name);
        if (value == null) {
            throw new Refusal(BAD_REQUEST, "parameter '" + name + "' is missing");
        }
        return value;
    }

    static void requireToken(Context context, BearerToken token) {
        if (token.admits(context.header("Authorization"))) {
            return;
        }
        context.header("WWW-Authenticate", "Bearer");
        throw new Refusal(
                UNAUTHORIZED,
                token.exists()
                        ? "a valid bearer token is required: Authorization: Bearer TOKEN"
                        : "this host was started without a token file, so nothing that needs the token is possible");
    }
}
