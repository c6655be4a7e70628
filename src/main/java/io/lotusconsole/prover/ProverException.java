package io.lotusconsole.prover;

import java.nio.file.Path;

/**
 * Why there is no proof or no verdict, by what the caller can do about it.
 *
 * <p>The message is one clause, fit for an operator. It may carry text of the proof library, which may name
 * paths and is not escaped.
 */
public abstract sealed class ProverException extends Exception {
    private static final long serialVersionUID = 1L;

    private ProverException(String message, Throwable cause) {
        super(message, cause);
    }

    /** There is no proof library in this process. Nothing that proves or verifies can work. */
    public static final class Unavailable extends ProverException {
        private static final long serialVersionUID = 1L;

        private final String remedy;

        /** @param remedy what makes one, as one sentence */
        public Unavailable(String reason, String remedy, Throwable cause) {
            super("there is no proof library: " + reason, cause);
            this.remedy = remedy;
        }

        public String remedy() {
            return remedy;
        }
    }

    /** An argument is wrong; nothing was tried, and trying again cannot help. */
    public static final class Rejected extends ProverException {
        private static final long serialVersionUID = 1L;

        public Rejected(String message) {
            super(message, null);
        }
    }

    /** A sector's files are damaged or not there. Other sectors are not concerned, unless it is the storage. */
    public static final class BadSector extends ProverException {
        private static final long serialVersionUID = 1L;

        private final long sectorNumber;
        private final SectorDamage damage;

        /** @param detail what the proof library or the file system said; empty for nothing */
        public BadSector(long sectorNumber, SectorDamage damage, Path file, String detail) {
            super(
                    "sector " + sectorNumber + ": " + damage.text() + " (" + file + ")"
                            + (detail.isEmpty() ? "" : ": " + detail),
                    null);
            this.sectorNumber = sectorNumber;
            this.damage = damage;
        }

        public long sectorNumber() {
            return sectorNumber;
        }

        public SectorDamage damage() {
            return damage;
        }
    }

    /** A parameter file is missing or is not the published one. {@code lotus-worker fetch-params} mends that. */
    public static final class BadParameters extends ProverException {
        private static final long serialVersionUID = 1L;

        public BadParameters(String message) {
            super(message, null);
        }
    }

    /** The vanilla proofs do not belong to the request: challenges of other randomness, changed or cut bytes. */
    public static final class BadVanillaProof extends ProverException {
        private static final long serialVersionUID = 1L;

        public BadVanillaProof(String message) {
            super(message, null);
        }
    }

    /** The proof library failed in a way that has no name here. */
    public static final class Failed extends ProverException {
        private static final long serialVersionUID = 1L;

        public Failed(String message) {
            super(message, null);
        }
    }

    /**
     * The proof library lost a thread of its own to a panic, and nothing it does can be relied on any more: a later
     * proof may never end. Only a new process mends that.
     */
    public static final class Broken extends ProverException {
        private static final long serialVersionUID = 1L;

        public Broken(String message) {
            super(
                    "the proof library broke and this process has to be restarted: " + message
                            + " (damaged parameter files are a known cause)",
                    null);
        }
    }

    /** The proof library panicked, as over an argument that it did not expect. It stays loaded and usable. */
    public static final class Panicked extends ProverException {
        private static final long serialVersionUID = 1L;

        public Panicked(String message) {
            super("the proof library panicked: " + message, null);
        }
    }

    /** As many proofs as may wait are waiting already. */
    public static final class QueueFull extends ProverException {
        private static final long serialVersionUID = 1L;

        public QueueFull(int waitingMax) {
            super(waitingMax + " proofs are waiting already", null);
        }
    }

    /** The thread was interrupted while it waited for its turn. The proof was not begun. */
    public static final class Abandoned extends ProverException {
        private static final long serialVersionUID = 1L;

        public Abandoned() {
            super("the proof was given up before its turn came", null);
        }
    }
}
