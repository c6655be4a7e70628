package io.lotusconsole.doctor;

import io.lotusconsole.doctor.Explainer.Explanation;
import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.proving.Answer;
import io.lotusconsole.proving.Finding;
import io.lotusconsole.proving.NodeVersion;
import io.lotusconsole.rpc.RpcException;
import java.util.List;

/** What is made of the miner's and the full node's APIs themselves. Pure. */
final class NodeVerdicts {
    static final Check MINER = new Check("miner", "API");
    static final Check MINER_VERSION = new Check("miner", "version");
    static final Check TOKEN = new Check("miner", "token");
    static final Check NODE = new Check("chain", "full node");
    static final Check NODE_VERSION = new Check("chain", "version");

    /** {@code MinerAPIVersion0} 1.5.0, which workers want exact ({@code cli/worker/worker.go}). */
    private static final long MINER_API = 1 << 16 | 5 << 8;

    /** {@code FullAPIVersion1} 2.3.0, of which major and minor count ({@code cli/util/api.go}). */
    private static final long NODE_API = 2 << 16 | 3 << 8;

    private static final long PATCH_MASK = 255;
    private static final String MADE_FOR = "This console and its workers are made for lotus-miner v1.36: install the"
            + " release of it that fits, or the release of these that fits the miner.";

    private NodeVerdicts() {}

    /** Why nothing else is known of the miner. */
    static String silence(Answer<?> version) {
        return version.cause() instanceof RpcException.Unauthorized
                ? "the miner refused the token"
                : "the miner did not answer";
    }

    /** @param authority where it answered */
    static Finding miner(Answer<NodeVersion> version, String authority, Explainer words) {
        if (version.isKnown()) {
            return MINER.ok("lotus-miner " + version.value().version() + " answers at " + authority);
        }
        if (version.cause() instanceof RpcException.Unauthorized) {
            return MINER.ok("lotus-miner answers at " + authority + ", though not with this token");
        }
        return failure(MINER, version, words);
    }

    /** A full node that nobody named is none that fails: the miner knows its own. */
    static Finding node(Answer<NodeVersion> version, String authority, Explainer words) {
        if (version.isKnown()) {
            return NODE.ok("lotus " + version.value().version() + " answers at " + authority);
        }
        if (version.cause() instanceof ApiInfoException) {
            Explanation told = words.explain(version.cause());
            return NODE.unknown(told.what(), told.remedy());
        }
        return failure(NODE, version, words);
    }

    private static Finding failure(Check check, Answer<?> answer, Explainer words) {
        Explanation told = answer.cause() == null ? null : words.explain(answer.cause());
        return told == null ? check.failure(answer.failure(), null) : check.failure(told.what(), told.remedy());
    }

    static Finding minerVersion(Answer<NodeVersion> version) {
        if (!version.isKnown()) {
            return MINER_VERSION.unknown(silence(version), null);
        }
        long api = version.value().apiVersion();
        return api == MINER_API
                ? MINER_VERSION.ok("API " + semver(api) + ", which workers want")
                : MINER_VERSION.failure(
                        "API " + semver(api) + ", and workers want " + semver(MINER_API) + ": they do not attach",
                        MADE_FOR);
    }

    static Finding nodeVersion(Answer<NodeVersion> version) {
        if (!version.isKnown()) {
            return NODE_VERSION.unknown("no full node answered", null);
        }
        long api = version.value().apiVersion();
        return (api & ~PATCH_MASK) == (NODE_API & ~PATCH_MASK)
                ? NODE_VERSION.ok("API " + semver(api))
                : NODE_VERSION.warning(
                        "API " + semver(api) + ", and this console speaks " + semver(NODE_API)
                                + ": what it tells of the chain may be wrong",
                        MADE_FOR);
    }

    private static String semver(long version) {
        return (version >> 16) + "." + (version >> 8 & PATCH_MASK) + "." + (version & PATCH_MASK);
    }

    /**
     * @param allowed what the miner says the token allows; null inside if there is no token
     * @param source the variable or file that it came from
     */
    static Finding token(Answer<List<String>> allowed, boolean hasToken, String source, Explainer words) {
        String mends = "`lotus-miner auth api-info --perm admin` on the miner's host prints one that does, with its"
                + " address, for MINER_API_INFO.";
        if (!hasToken) {
            return TOKEN.failure("there is none in " + source + ": workers cannot even be listed", mends);
        }
        if (!allowed.isKnown()) {
            if (allowed.cause() instanceof RpcException.Unauthorized
                    || allowed.cause() instanceof RpcException.Remote) {
                return failure(TOKEN, allowed, words);
            }
            return TOKEN.unknown("the miner did not answer", null);
        }
        for (String needed : List.of("read", "admin")) {
            if (allowed.value() == null || !allowed.value().contains(needed)) {
                String does = allowed.value() == null || allowed.value().isEmpty()
                        ? "nothing"
                        : String.join(", ", allowed.value());
                return TOKEN.failure("it allows " + does + ", and not " + needed, mends);
            }
        }
        return TOKEN.ok("it allows " + String.join(", ", allowed.value()));
    }
}
