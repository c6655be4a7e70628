package io.lotusconsole.embedded;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.rpc.RpcFault;
import io.lotusconsole.rpc.RpcMethod;
import io.lotusconsole.rpc.TokenVerifier;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** What miner and full node have in common ({@code node/impl/common/common.go}). */
final class CommonMethods {
    static final String READ = "read";
    static final String ADMIN = "admin";

    private CommonMethods() {}

    /**
     * @param apiVersion {@code major << 16 | minor << 8 | patch}
     * @param blockDelaySeconds length of an epoch
     */
    static List<RpcMethod> of(
            TokenAuthority authority,
            String version,
            long apiVersion,
            long blockDelaySeconds,
            String session,
            Instant started) {
        return List.of(
                method("Version", READ, 0, (call, out) -> out.object()
                        .text("Version", version)
                        .integer("APIVersion", apiVersion)
                        .integer("BlockDelay", blockDelaySeconds)
                        .text("Agent", "lotus-console")
                        .end()),
                method("Session", READ, 0, (call, out) -> out.element(session)),
                method("StartTime", READ, 0, (call, out) -> out.element(started.toString())),
                verifying("AuthVerify", authority),
                method("AuthNew", ADMIN, 1, (call, out) -> {
                    List<String> allow = call.param(0, "*[]auth.Permission", JsonCursor::texts);
                    byte[] token = authority.issue(allow).getBytes(StandardCharsets.UTF_8);
                    out.element(Base64.getEncoder().encodeToString(token));
                }));
    }

    /** A call that answers what a token allows. */
    static RpcMethod verifying(String name, TokenAuthority authority) {
        return method(name, READ, 1, (call, out) -> {
            List<String> allowed;
            try {
                allowed = authority.verify(call.text(0));
            } catch (TokenAuthority.RefusedException e) {
                throw RpcFault.ordinary(e.getMessage());
            }
            if (allowed == null) {
                out.nothing();
                return;
            }
            out.array();
            allowed.forEach(out::element);
            out.endArray();
        });
    }

    static RpcMethod method(String name, String permission, int params, RpcMethod.Immediate body) {
        return RpcMethod.immediate("Filecoin." + name, permission, params, body);
    }

    /** A token is worth what it lists; one of another secret is refused. */
    static TokenVerifier verifier(TokenAuthority authority) {
        return token -> {
            try {
                List<String> allowed = authority.verify(token);
                return allowed == null ? Set.of() : Set.copyOf(allowed);
            } catch (TokenAuthority.RefusedException e) {
                return null;
            }
        };
    }
}
