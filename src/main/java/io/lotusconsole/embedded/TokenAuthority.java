package io.lotusconsole.embedded;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.json.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and checks API tokens as Lotus does: JWT, HMAC-SHA256, a list of permissions, no expiry ({@code
 * node/impl/common/common.go}). Immutable; never prints its secret.
 */
final class TokenAuthority {
    /** Every permission, in the order of {@code api/permissioned.go}. */
    static final List<String> ALL = List.of("read", "write", "sign", "admin");

    static final int SECRET_BYTES = 32;

    /** Longer texts are no tokens of ours. */
    private static final int TOKEN_CHARS_MAX = 8192;

    private static final String ALGORITHM = "HmacSHA256";
    private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));

    private final SecretKeySpec secret;

    TokenAuthority(byte[] secret) {
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    /** The token is not one of ours; the message is the text Lotus answers. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String reason) {
            super("JWT Verification failed: jwt: " + reason);
        }
    }

    String issue(List<String> permissions) {
        StringBuilder payload = new StringBuilder("{\"Allow\":[");
        for (int i = 0; i < permissions.size(); i++) {
            JsonText.quote(payload.append(i == 0 ? "" : ","), permissions.get(i));
        }
        payload.append("]}");
        String signed = HEADER + '.' + encode(payload.toString().getBytes(StandardCharsets.UTF_8));
        return signed + '.' + encode(sign(signed));
    }

    /** The permissions in a token, null if its list is. */
    List<String> verify(String token) throws RefusedException {
        int last = token.lastIndexOf('.');
        int first = token.indexOf('.');
        if (first <= 0 || first == last || token.length() > TOKEN_CHARS_MAX) {
            throw new RefusedException("malformed token");
        }
        byte[] signature = decode(token.substring(last + 1));
        if (!MessageDigest.isEqual(signature, sign(token.substring(0, last)))) {
            throw new RefusedException("HMAC verification failed");
        }
        String payload = new String(decode(token.substring(first + 1, last)), StandardCharsets.UTF_8);
        try (JsonCursor cursor = new JsonCursor(payload)) {
            List<String> allow = null;
            if (cursor.beginObject()) {
                while (cursor.nextField()) {
                    if (cursor.name().equals("Allow")) {
                        allow = cursor.textsOrNull();
                    } else {
                        cursor.skip();
                    }
                }
            }
            return allow == null ? null : new ArrayList<>(allow);
        } catch (IOException e) {
            throw new RefusedException("malformed token");
        }
    }

    private byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decode(String text) throws RefusedException {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("malformed token");
        }
    }
}
