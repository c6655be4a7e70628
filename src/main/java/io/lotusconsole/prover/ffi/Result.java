package io.lotusconsole.prover.ffi;

import com.sun.jna.Memory;
import io.lotusconsole.prover.ProverException;
import java.nio.charset.StandardCharsets;

/** One call's {@code Buf}: memory of the library that is copied out and given back. Used by one thread, once. */
final class Result extends Memory {
    static final int DATA_OFFSET = 0;
    static final int LEN_OFFSET = 8;
    static final int NANOS_OFFSET = 16;
    static final int BYTES = 24;

    /** Longer results are no result of this library: a winning vanilla proof at 64 GiB has 200 KB. */
    private static final long LENGTH_MAX = 1L << 30;

    private final Entries entries;

    Result(Entries entries) {
        super(BYTES);
        this.entries = entries;
        clear();
    }

    /**
     * The bytes of a call of an entry that ended with this status. Gives the library its memory back in every case.
     *
     * @throws ProverException by the status
     */
    byte[] take(String entry, int status) throws ProverException {
        byte[] bytes = copyAndFree();
        switch (status) {
            case Entries.DONE -> {
                return bytes;
            }
            case Entries.FAILED -> throw LibraryErrors.failed(entry, text(bytes));
            case Entries.REJECTED -> throw new ProverException.Rejected(text(bytes));
            case Entries.PANICKED -> throw new ProverException.Panicked(text(bytes));
            case Entries.BROKEN -> throw new ProverException.Broken(text(bytes));
            default -> throw new IllegalStateException("the proof library returned the status " + status);
        }
    }

    /** Nanoseconds that the call spent in the library. */
    long nanos() {
        return getLong(NANOS_OFFSET);
    }

    private byte[] copyAndFree() {
        try {
            long length = getLong(LEN_OFFSET);
            if (length < 0 || length > LENGTH_MAX) {
                throw new IllegalStateException("the proof library returned " + length + " bytes");
            }
            return length == 0 ? new byte[0] : getPointer(DATA_OFFSET).getByteArray(0, (int) length);
        } finally {
            entries.lcp_buf_free(this);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
