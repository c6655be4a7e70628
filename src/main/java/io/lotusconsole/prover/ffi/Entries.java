package io.lotusconsole.prover.ffi;

import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Pointer;

/**
 * The entries of the proof library, in its own spelling; {@code src/main/rust/src/lib.rs} says what each does.
 *
 * <p>Entries that return a status fill {@code out}, which is given back to {@link #lcp_buf_free}. All may be
 * called from several threads at once.
 */
interface Entries extends Library {
    /** The version of the entries and layouts that this mapping is written for. */
    int ABI_VERSION = 2;

    int DONE = 0;
    int FAILED = 1;
    int REJECTED = 2;
    int PANICKED = 3;
    int BROKEN = 4;

    int lcp_abi_version();

    void lcp_layout(int[] out);

    void lcp_buf_free(Pointer out);

    long lcp_live_buffers();

    int lcp_features(Pointer out);

    int lcp_devices(Pointer out);

    int lcp_set_parameter_dir(byte[] dir, long dirLen, Pointer out);

    int lcp_parameters(Pointer out);

    int lcp_set_log(LogCallback callback, int level, Pointer out);

    int lcp_comm_r(byte[] pAux, long pAuxLen, Pointer out);

    int lcp_winning_sector(long proof, byte[] randomness, byte[] proverId, long sectorCount, Pointer out);

    int lcp_challenges(long proof, byte[] randomness, byte[] proverId, long[] sectors, long sectorCount, Pointer out);

    int lcp_vanilla_proof(
            long proof,
            long sector,
            byte[] commR,
            byte[] cacheDir,
            long cacheDirLen,
            byte[] sealed,
            long sealedLen,
            long[] challenges,
            long challengeCount,
            Pointer out);

    int lcp_winning_post(long proof, byte[] randomness, byte[] proverId, byte[] vanilla, long vanillaLen, Pointer out);

    int lcp_window_post(
            long proof,
            byte[] randomness,
            byte[] proverId,
            Pointer vanilla,
            long vanillaLen,
            long[] lens,
            long proofCount,
            long partitionIndex,
            Pointer out);

    int lcp_verify_winning(
            long proof,
            byte[] randomness,
            byte[] proverId,
            long[] sectors,
            byte[] commRs,
            long sectorCount,
            byte[] proofBytes,
            long proofLen,
            Pointer out);

    int lcp_verify_window(
            long proof,
            byte[] randomness,
            byte[] proverId,
            long[] sectors,
            byte[] commRs,
            long sectorCount,
            byte[] proofBytes,
            long proofLen,
            Pointer out);

    /** The two entries that only a library with the feature {@code devnet} has. */
    interface Devnet extends Library {
        int lcp_devnet_seal(
                long proof,
                byte[] proverId,
                long sector,
                byte[] ticket,
                byte[] data,
                long dataLen,
                byte[] cacheDir,
                long cacheDirLen,
                byte[] sealed,
                long sealedLen,
                Pointer out);

        int lcp_devnet_parameters(long proof, byte[] dir, long dirLen, Pointer out);
    }

    /** Called by the library with a line of its log. */
    interface LogCallback extends Callback {
        void log(int level, Pointer target, long targetLen, Pointer message, long messageLen);
    }
}
