package io.lotusconsole.rpc;

import java.io.IOException;
import java.util.Set;

/** What a caller's token is worth. Called for every HTTP request and WebSocket, by several threads at a time. */
@FunctionalInterface
public interface TokenVerifier {
    /**
     * The permissions a token carries. May block; callers wait meanwhile.
     *
     * @return null if the token is refused, which the caller sees as HTTP 401
     * @throws IOException if that cannot be found out now; the connection is closed without an answer, for
     *     a go-jsonrpc caller gives up on 401 and tries elsewhere on a lost connection
     */
    Set<String> permissionsOf(String token) throws IOException;
}
