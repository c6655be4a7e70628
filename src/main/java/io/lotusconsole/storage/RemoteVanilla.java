package io.lotusconsole.storage;

import io.lotusconsole.http.CallGroup;
import io.lotusconsole.http.HttpFault;
import io.lotusconsole.http.PooledPoster;
import io.lotusconsole.json.DocumentFormat;
import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.lotus.wire.PoStCodec;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.prover.VanillaProof;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.storage.LocalVanilla.Outcome;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Asks other hosts for vanilla proofs: {@code POST <base URL>/vanilla/single}. Safe for many threads. */
public final class RemoteVanilla implements AutoCloseable {
    /** At 32 GiB a vanilla proof has 25 KB for window and 165 KB for winning. */
    static final int ANSWER_BYTES_MAX = 16 << 20;

    /** How much of an error's text is kept. */
    private static final int WORDS_MAX = 500;

    private final PooledPoster poster;

    /**
     * @param bearerToken the miner's, which its index's hosts take; null for none
     * @param certificates PEM file to trust instead of the JDK's store, or null
     * @throws HttpFault if that file cannot be used
     */
    public RemoteVanilla(String bearerToken, Path certificates) throws HttpFault {
        poster = new PooledPoster(bearerToken, certificates);
    }

    /** The body of the request, as Lotus writes it ({@code storage/paths/remote.go}, {@code SingleVanillaParams}). */
    static byte[] request(long minerActor, ChallengedSector sector, RegisteredPoStProof proof) {
        StringWriter text = new StringWriter();
        try (DocumentWriter out = new DocumentWriter(text, DocumentFormat.NDJSON)) {
            out.object().integer("Miner", minerActor);
            PoStCodec.write(out, "Sector", sector);
            out.integer("ProofType", proof.networkCode()).end();
        }
        return text.toString().strip().getBytes(StandardCharsets.UTF_8);
    }

    /** Asks one host. Blocks at most to the limit, which is at least 1. */
    Outcome read(String baseUrl, byte[] request, ChallengedSector sector, long timeoutMillis, CallGroup group) {
        try {
            PooledPoster.Answer answer =
                    poster.post(baseUrl + "/vanilla/single", request, ANSWER_BYTES_MAX, timeoutMillis, group);
            return answer.status() == 200
                    ? proof(answer.body(), sector)
                    : RemoteRefusal.of(answer.status(), words(answer.body()));
        } catch (HttpFault e) {
            return Outcome.failed(faultOf(e.kind()), e.getMessage());
        }
    }

    private static Outcome proof(byte[] body, ChallengedSector sector) {
        VanillaProof proof;
        try {
            proof = VanillaProof.ofOwned(body);
            if (proof.sectorNumber() == sector.sectorNumber()
                    && proof.sealedCid().equals(sector.sealedCid())) {
                return new Outcome(proof, null, "");
            }
        } catch (IllegalArgumentException e) {
            return Outcome.failed(ReadFault.BAD_ANSWER, "an answer that is no vanilla proof: " + e.getMessage());
        }
        return Outcome.failed(ReadFault.BAD_ANSWER, "a vanilla proof of another sector: " + proof.sectorNumber());
    }

    private static String words(byte[] body) {
        return new String(body, 0, Math.min(body.length, WORDS_MAX), StandardCharsets.UTF_8).strip();
    }

    private static ReadFault faultOf(HttpFault.Kind kind) {
        return switch (kind) {
            case REFUSED -> ReadFault.REFUSED;
            case UNRESOLVED -> ReadFault.UNRESOLVED;
            case UNREACHABLE -> ReadFault.UNREACHABLE;
            case TIMED_OUT -> ReadFault.TIMED_OUT;
            case CUT -> ReadFault.DROPPED;
            case TOO_LARGE -> ReadFault.BAD_ANSWER;
            default -> ReadFault.FAILED;
        };
    }

    @Override
    public void close() {
        poster.close();
    }
}
