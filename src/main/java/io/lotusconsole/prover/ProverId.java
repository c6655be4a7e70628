package io.lotusconsole.prover;

/**
 * Whose proof it is: a miner actor, as the proof library wants it.
 *
 * <p>A PoSt does not bind it: a proof made for one actor verifies for another. It only selects the sector of
 * a winning PoSt, so a wrong one costs the block without any error.
 *
 * @param actorId the number of the miner's ID address, 1000 of f01000
 */
public record ProverId(long actorId) {
    public static final int BYTES = 32;

    private static final int GROUP_BITS = 7;
    private static final int GROUP_MASK = 0x7f;
    private static final int MORE = 0x80;

    /** @throws IllegalArgumentException if the number is negative */
    public ProverId {
        if (actorId < 0) {
            throw new IllegalArgumentException("an actor id is not negative: " + actorId);
        }
    }

    /** The payload of the ID address (unsigned LEB128), zeros after it. */
    public byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        long rest = actorId;
        for (int i = 0; ; i++) {
            bytes[i] = (byte) (rest & GROUP_MASK);
            rest >>>= GROUP_BITS;
            if (rest == 0) {
                return bytes;
            }
            bytes[i] |= (byte) MORE;
        }
    }

    /** The ID address on the main network. */
    @Override
    public String toString() {
        return "f0" + actorId;
    }
}
