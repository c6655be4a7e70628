package io.lotusconsole.storage;

import io.lotusconsole.prover.SectorDamage;
import io.lotusconsole.storage.LocalVanilla.Outcome;
import java.util.List;
import java.util.Locale;

/**
 * What a host means that answers a read with something else than 200: by the status, and of a 500 by its words, for
 * that is all there is. Words that nobody knows say nothing of the sector.
 */
final class RemoteRefusal {
    /** Texts of Lotus and of the proof library below it, each lower case, and what they mean. First match wins. */
    private static final List<Known> KNOWN = List.of(
            // Of the host's process, whatever the sector: ENOMEM, ENFILE, EMFILE.
            new Known("os error 12)", ReadFault.FAILED),
            new Known("os error 23)", ReadFault.FAILED),
            new Known("os error 24)", ReadFault.FAILED),
            // Network file systems that are away: ENETUNREACH, ECONNABORTED, ECONNRESET, ENOTCONN, ETIMEDOUT,
            // ECONNREFUSED, EHOSTDOWN, EHOSTUNREACH, ESTALE.
            new Known("os error 101)", ReadFault.STORAGE_AWAY),
            new Known("os error 103)", ReadFault.STORAGE_AWAY),
            new Known("os error 104)", ReadFault.STORAGE_AWAY),
            new Known("os error 107)", ReadFault.STORAGE_AWAY),
            new Known("os error 110)", ReadFault.STORAGE_AWAY),
            new Known("os error 111)", ReadFault.STORAGE_AWAY),
            new Known("os error 112)", ReadFault.STORAGE_AWAY),
            new Known("os error 113)", ReadFault.STORAGE_AWAY),
            new Known("os error 116)", ReadFault.STORAGE_AWAY),
            // The same in the words of the operating system, as Java has them.
            new Known("network is unreachable", ReadFault.STORAGE_AWAY),
            new Known("software caused connection abort", ReadFault.STORAGE_AWAY),
            new Known("connection reset by peer", ReadFault.STORAGE_AWAY),
            new Known("transport endpoint is not connected", ReadFault.STORAGE_AWAY),
            new Known("connection timed out", ReadFault.STORAGE_AWAY),
            new Known("connection refused", ReadFault.STORAGE_AWAY),
            new Known("host is down", ReadFault.STORAGE_AWAY),
            new Known("no route to host", ReadFault.STORAGE_AWAY),
            new Known("stale file handle", ReadFault.STORAGE_AWAY),
            new Known("context deadline exceeded", ReadFault.TIMED_OUT),
            // storage/paths/local.go: none of its open paths holds the sector.
            new Known("path not found", ReadFault.MISSING),
            new Known("sector not found", ReadFault.MISSING),
            // filecoin-proofs, private_replica_info.rs.
            new Known("sealed replica does not exist", ReadFault.MISSING),
            new Known("no such file or directory", ReadFault.MISSING),
            new Known("os error 2)", ReadFault.MISSING),
            // Permission, input/output, a directory in place of a file or the reverse: one file, or all of a shelf.
            new Known("os error 5)", ReadFault.UNREADABLE),
            new Known("os error 13)", ReadFault.UNREADABLE),
            new Known("os error 20)", ReadFault.UNREADABLE),
            new Known("os error 21)", ReadFault.UNREADABLE),
            // storage-proofs-post, fallback vanilla.rs; filecoin-proofs.
            new Known("is invalid", ReadFault.CORRUPT),
            new Known("failed to read", ReadFault.UNREADABLE),
            new Known("invalid all zero commitment", ReadFault.CORRUPT));

    private record Known(String words, ReadFault fault) {}

    private RemoteRefusal() {}

    /** @param words the start of the body; empty for none */
    static Outcome of(int status, String words) {
        String said = "HTTP status " + status + (words.isEmpty() ? "" : ": " + words);
        return switch (status) {
            case 401, 403 -> Outcome.failed(ReadFault.UNAUTHORIZED, said);
            case 404 -> Outcome.failed(ReadFault.NOT_SERVED, said);
            // A proxy says with these that the host behind it does not answer.
            case 502, 503, 504 -> Outcome.failed(ReadFault.UNREACHABLE, said);
            case 500 -> Outcome.failed(faultOf(words), said);
            default -> Outcome.failed(ReadFault.FAILED, said);
        };
    }

    private static ReadFault faultOf(String words) {
        for (ReadFault fault : ReadFault.values()) {
            if (words.startsWith(fault.word() + ": ")) {
                return fault;
            }
        }
        for (SectorDamage damage : SectorDamage.values()) {
            if (words.contains(damage.text())) {
                return LocalVanilla.faultOf(damage);
            }
        }
        ReadFault known = knownFault(words);
        return known == null ? ReadFault.FAILED : known;
    }

    /** What words of the operating system, of Lotus or of the proof library say; null if nobody knows them. */
    static ReadFault knownFault(String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        for (Known known : KNOWN) {
            if (lower.contains(known.words())) {
                return known.fault();
            }
        }
        return null;
    }
}
