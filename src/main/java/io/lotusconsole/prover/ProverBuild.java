package io.lotusconsole.prover;

/**
 * What a proof library was built with.
 *
 * @param version of our library
 * @param proofsVersion of filecoin-proofs-api
 * @param isDevnet whether it seals sectors and makes test parameters
 */
public record ProverBuild(String version, String proofsVersion, boolean isDevnet, boolean isCuda, boolean isOpenCl) {
    /** Whether a GPU can be used at all. */
    public boolean hasGpuSupport() {
        return isCuda || isOpenCl;
    }
}
