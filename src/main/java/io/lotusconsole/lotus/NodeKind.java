package io.lotusconsole.lotus;

/** The processes of a Lotus installation, and where each says how to be reached. */
public enum NodeKind {
    MINER("StorageMiner", "lotus-miner", "MINER_API_INFO", "STORAGE_API_INFO", "/rpc/v0", "lotus-miner", "admin"),
    FULL_NODE("FullNode", "the full node", "FULLNODE_API_INFO", null, "/rpc/v1", "lotus", "read"),
    WORKER("Worker", "lotus-worker", "WORKER_API_INFO", null, "/rpc/v0", "lotus-miner", "admin");

    private final String lotusName;
    private final String title;
    private final String variable;
    private final String deprecatedVariable;
    private final String rpcPath;
    private final String tokenProgram;
    private final String permission;

    NodeKind(
            String lotusName,
            String title,
            String variable,
            String deprecatedVariable,
            String rpcPath,
            String tokenProgram,
            String permission) {
        this.lotusName = lotusName;
        this.title = title;
        this.variable = variable;
        this.deprecatedVariable = deprecatedVariable;
        this.rpcPath = rpcPath;
        this.tokenProgram = tokenProgram;
        this.permission = permission;
    }

    /** The name in Lotus's error texts. */
    public String lotusName() {
        return lotusName;
    }

    /** The name in ours. */
    public String title() {
        return title;
    }

    /** The environment variable with {@code TOKEN:ADDRESS}. */
    public String variable() {
        return variable;
    }

    /** Its former name, or null. */
    public String deprecatedVariable() {
        return deprecatedVariable;
    }

    /** The path its API is served under. */
    public String rpcPath() {
        return rpcPath;
    }

    /** The program whose {@code auth} commands make tokens for it. */
    public String tokenProgram() {
        return tokenProgram;
    }

    /** What a token must allow for all that the console asks of it. */
    public String permission() {
        return permission;
    }
}
