package io.lotusconsole.embedded;

/**
 * Who made a proof, or was asked to.
 *
 * @param hostname a worker's; {@link #MINER} for the miner itself
 * @param session a worker's UUID; null for the miner itself
 */
public record ProofMaker(String hostname, String session) {
    /** The embedded miner, where no worker of the kind is enabled. */
    public static final ProofMaker MINER = new ProofMaker("miner", null);

    public boolean isMiner() {
        return session == null;
    }
}
