package io.levibot.examples.host;

import io.levibot.api.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The secret that loosening and starting need. Only its digest is kept, so that it cannot leak by a message or a dump; given
 * tokens are compared in constant time. Immutable.
 */
public final class BearerToken {
    private static final Logger LOG = LoggerFactory.getLogger(BearerToken.class);
    private static final int MAX_BYTES = 1024;
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._~+/=-]{16,512}");
    private static final String SCHEME = "Bearer ";

    private final byte @Nullable [] digest;

    private BearerToken(byte @Nullable [] digest) {
        this.digest = digest;
    }

    /** Returns the token of a host that has none: whatever needs it is refused. */
    public static BearerToken none() {
        return new BearerToken(null);
    }

    /**
     * Reads a token once.
     *
     * @param file holds the token on one line
     * @return the token
     * @throws ConfigException if the file cannot be read or holds no token of 16 to 512 characters; never shows what it holds
     */
    public static BearerToken read(Path file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new ConfigException(
                    "host",
                    "token file " + file + " cannot be read: " + e.getClass().getSimpleName(),
                    e);
        }
        String token = new String(bytes, StandardCharsets.UTF_8).strip();
        if (!ALLOWED.matcher(token).matches()) {
            throw new ConfigException(
                    "host",
                    "token file " + file
                            + " holds no token: allowed is one line of 16 to 512 of A-Z a-z 0-9 . _ ~ + / = -");
        }
        warnIfOthersCanRead(file);
        return new BearerToken(sha256(token));
    }

    private static void warnIfOthersCanRead(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (permissions.contains(PosixFilePermission.OTHERS_READ)) {
                LOG.warn("Everyone on this machine can read the token file {}", file);
            }
        } catch (IOException | UnsupportedOperationException e) {
            LOG.debug("The permissions of the token file cannot be told");
        }
    }

    /**
     * @param authorization value of the Authorization header, null if there is none
     * @return whether it carries this token
     */
    boolean admits(@Nullable String authorization) {
        return digest != null
                && authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && MessageDigest.isEqual(
                        digest, sha256(authorization.substring(SCHEME.length()).strip()));
    }

    /** Returns whether there is a token at all. */
    boolean exists() {
        return digest != null;
    }

    @Override
    public String toString() {
        return digest == null ? "BearerToken[none]" : "BearerToken[hidden]";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
