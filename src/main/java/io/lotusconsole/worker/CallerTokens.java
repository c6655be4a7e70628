package io.lotusconsole.worker;

import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.rpc.TokenVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a caller's token is worth: everything if it is the worker's own, else what the miner says of it ({@code
 * AuthVerify}), as a real worker does ({@code cli/worker/worker.go}).
 *
 * <p>Good answers are kept for {@link #KEPT_MILLIS}. Tokens that were never good are asked for at a limited rate;
 * beyond it, and while the miner is away, the caller's connection is closed, which a miner takes for "try another".
 * Tokens are kept as digests only. Safe for several threads; an unknown token blocks for one call to the miner.
 */
final class CallerTokens implements TokenVerifier {
    static final long KEPT_MILLIS = 60_000;

    /** Carried by callers with the worker's own token, besides the permissions of Lotus. */
    static final String OWN = "own";

    static final String READ = "read";
    static final String ADMIN = "admin";

    /** Unknown tokens that are asked for at once, and then one more every {@link #MISS_MILLIS}. */
    static final int MISSES_MAX = 30;

    private static final long MISS_MILLIS = 200;
    private static final int REMEMBERED_MAX = 1_000;
    private static final int TOKEN_CHARS_MAX = 8_192;

    /** How the miner is asked. */
    interface Authority {
        /** What a token allows. */
        List<String> permissionsOf(String token) throws RpcException;
    }

    private record Verdict(Set<String> permissions, long nanos) {}

    private final byte[] own;
    private final Authority miner;

    /** Digest of each token that was good once to the last good verdict. Guarded by itself, as is the rest. */
    private final Map<String, Verdict> good = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Verdict> eldest) {
            return size() > REMEMBERED_MAX;
        }
    };

    private double misses = MISSES_MAX;
    private long missNanos = System.nanoTime();

    /** @param own the token in the worker's repository */
    CallerTokens(String own, Authority miner) {
        this.own = own.getBytes(StandardCharsets.UTF_8);
        this.miner = miner;
    }

    @Override
    public Set<String> permissionsOf(String token) throws IOException {
        if (MessageDigest.isEqual(own, token.getBytes(StandardCharsets.UTF_8))) {
            return Set.of(READ, "write", "sign", ADMIN, OWN);
        }
        if (token.length() > TOKEN_CHARS_MAX) {
            return null;
        }
        String digest = digest(token);
        synchronized (good) {
            Verdict known = good.get(digest);
            if (known != null && System.nanoTime() - known.nanos() < KEPT_MILLIS * 1_000_000) {
                return known.permissions();
            }
            if (known == null && !mayAsk()) {
                throw new IOException("too many unknown tokens at a time");
            }
        }
        return ask(token, digest);
    }

    private Set<String> ask(String token, String digest) throws IOException {
        try {
            Set<String> permissions = Set.copyOf(miner.permissionsOf(token));
            synchronized (good) {
                good.put(digest, new Verdict(permissions, System.nanoTime()));
            }
            return permissions;
        } catch (RpcException.Remote e) {
            synchronized (good) {
                good.remove(digest);
            }
            return null;
        } catch (RpcException e) {
            throw new IOException("the miner cannot be asked for the token: " + e.getMessage(), e);
        }
    }

    private boolean mayAsk() {
        long now = System.nanoTime();
        misses = Math.min(MISSES_MAX, misses + (now - missNanos) / (MISS_MILLIS * 1e6));
        missNanos = now;
        if (misses < 1) {
            return false;
        }
        misses--;
        return true;
    }

    private static String digest(String token) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
