package io.lotusconsole.embedded;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.lotus.wire.PoStCodec;
import io.lotusconsole.proving.PoStKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A worker's answer to a call for a proof ({@code storage/sealer/storiface/worker.go}).
 *
 * @param postProof number of the proof's type
 * @param bytes of the proof; none if sectors were skipped
 * @param skipped numbers of sectors that it could not read
 */
record WorkerAnswer(long postProof, byte[] bytes, List<Long> skipped) {
    /** More is no answer of an honest worker. */
    private static final int SKIPPED_MAX = 10_000;

    static WorkerAnswer read(PoStKind kind, JsonCursor in) throws IOException {
        return kind == PoStKind.WINDOW ? window(in) : winning(in);
    }

    private static WorkerAnswer window(JsonCursor in) throws IOException {
        WorkerAnswer proof = new WorkerAnswer(0, new byte[0], List.of());
        List<Long> skipped = new ArrayList<>();
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "PoStProofs" -> proof = proof(in);
                    case "Skipped" -> readSkipped(in, skipped);
                    default -> in.skip();
                }
            }
        }
        return new WorkerAnswer(proof.postProof, proof.bytes, skipped);
    }

    private static WorkerAnswer winning(JsonCursor in) throws IOException {
        WorkerAnswer proof = new WorkerAnswer(0, new byte[0], List.of());
        int count = 0;
        if (in.beginArray()) {
            while (in.nextElement()) {
                proof = proof(in);
                count++;
            }
        }
        if (count != 1) {
            throw in.misplaced("one proof");
        }
        return proof;
    }

    private static WorkerAnswer proof(JsonCursor in) throws IOException {
        long type = 0;
        byte[] bytes = new byte[0];
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "PoStProof" -> type = in.integer();
                    case "ProofBytes" -> bytes = PoStCodec.bytes(in);
                    default -> in.skip();
                }
            }
        }
        return new WorkerAnswer(type, bytes, List.of());
    }

    private static void readSkipped(JsonCursor in, List<Long> skipped) throws IOException {
        if (in.beginArray()) {
            while (in.nextElement()) {
                if (skipped.size() == SKIPPED_MAX) {
                    throw in.misplaced("at most " + SKIPPED_MAX + " skipped sectors");
                }
                skipped.add(Wire.sectorId(in).number());
            }
        }
    }
}
