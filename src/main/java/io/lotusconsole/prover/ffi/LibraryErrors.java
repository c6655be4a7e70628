package io.lotusconsole.prover.ffi;

import io.lotusconsole.prover.ProverException;

/**
 * The typed error behind a text of the proof library, which has no codes. Each text is one that the library was
 * seen to say; an unknown one is {@link ProverException.Failed}.
 */
final class LibraryErrors {
    private LibraryErrors() {}

    static ProverException failed(String text) {
        // storage-proofs-core parameter_cache.rs
        if (text.contains("No cached parameters found")) {
            return new ProverException.BadParameters("a parameter file is missing: " + text);
        }
        if (text.contains("Invalid parameters file")) {
            return new ProverException.BadParameters("a parameter file is not the published one: " + text);
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
