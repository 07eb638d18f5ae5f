package io.levibot.sentiment.openai;

import java.util.regex.Pattern;

/** The secret that requests are authorised with. Its text leaves this object only for the HTTP client. */
final class ApiKey {
    // Anything else would be refused by the HTTP client later, in a message that could repeat the value.
    private static final Pattern ALLOWED = Pattern.compile("[\\x21-\\x7E]{1,512}");

    private final String value;

    private ApiKey(String value) {
        this.value = value;
    }

    static boolean isAllowed(String text) {
        return ALLOWED.matcher(text).matches();
    }

    /**
     * @param text 1 to 512 printable ASCII characters without a space
     * @return the key
     * @throws IllegalArgumentException if a character is not allowed; the message does not show it
     */
    static ApiKey of(String text) {
        if (!isAllowed(text)) {
            throw new IllegalArgumentException(
                    "API key: allowed are 1 to 512 printable ASCII characters without a space");
        }
        return new ApiKey(text);
    }

    /** Returns the secret itself. */
    String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
