package io.lotusconsole.prover.ffi;

import io.lotusconsole.prover.ProverException;

/**
 * The typed error behind a text of the proof library, which has no codes. Each text is one that the library was
 * seen to say; an unknown one is {@link ProverException.Failed}.
 */
final class LibraryErrors {
    private LibraryErrors() {}

    /** @param entry that said it, such as {@code window_post} */
    static ProverException failed(String entry, String text) {
        // storage-proofs-core parameter_cache.rs
        if (text.contains("No cached parameters found")) {
            return new ProverException.BadParameters("a parameter file is missing: " + text);
        }
        if (text.contains("Invalid parameters file")) {
            return new ProverException.BadParameters("a parameter file is not the published one: " + text);
        }
        // A key that is cut is made anew from the parameters, beside the cut one (storage-proofs-core); a changed one
        // is
        // no curve point (bellperson), and proofs themselves are decoded before this is asked.
        if (text.contains("File exists (os error 17)") || text.contains("encountered an I/O error")) {
            return new ProverException.BadParameters("a parameter or verifying key file is damaged: " + text);
        }
        if (!entry.equals("winning_post") && !entry.equals("window_post")) {
            return new ProverException.Failed(text);
        }
        // filecoin-proofs window_post.rs and winning_post.rs: openings of other challenges, or of another commR.
        if (text.contains("vanilla proofs failed to verify")) {
            return new ProverException.BadVanillaProof(
                    "the vanilla proofs do not fit the randomness and the commitments they name: " + text);
        }
        // bincode, on bytes that are no vanilla proof of this library.
        if (text.contains("io error: ") || text.contains("invalid value: ") || text.contains("invalid u8 while")) {
            return new ProverException.BadVanillaProof("a vanilla proof is cut or changed: " + text);
        }
        return new ProverException.Failed(text);
    }
}
