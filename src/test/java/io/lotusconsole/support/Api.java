package io.lotusconsole.support;

import java.util.Set;

/** The servers that a console talks to, and the paths under which each answers. */
public enum Api {
    /** A {@code lotus-miner run}; it has no {@code /rpc/v1}. */
    MINER(Set.of("/rpc/v0")),
    /** A {@code lotus daemon}. */
    FULL_NODE(Set.of("/rpc/v0", "/rpc/v1")),
    /** A {@code lotus-worker run}. */
    WORKER(Set.of("/rpc/v0"));

    private final Set<String> paths;

    Api(Set<String> paths) {
        this.paths = paths;
    }

    boolean serves(String path) {
        return paths.contains(path);
    }
}
