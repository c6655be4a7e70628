package io.lotusconsole.embedded;

import io.lotusconsole.json.DocumentFormat;
import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.lotus.wire.PoStCodec;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.rpc.Params;
import java.io.StringWriter;
import java.util.Base64;
import java.util.List;

/**
 * One proof to be made: a partition of sectors, or the sector of a winning ticket.
 *
 * @param epoch when it was asked for
 * @param deadline null for a winning ticket
 * @param batchPartitionIndex place of the partition in its deadline's proof
 * @param sectors ascending by number
 * @param isForChain see {@link ProofAttempt}
 */
record PoStTask(
        ProofRequest request,
        long epoch,
        Integer deadline,
        int batchPartitionIndex,
        List<ChallengedSector> sectors,
        boolean isForChain) {
    PoStTask {
        sectors = List.copyOf(sectors);
    }

    PoStKind kind() {
        return request.proof().kind();
    }

    List<Long> numbers() {
        return sectors.stream().map(ChallengedSector::sectorNumber).toList();
    }

    /** The worker's method, without its namespace. */
    String method() {
        return kind() == PoStKind.WINDOW ? "GenerateWindowPoSt" : "GenerateWinningPoSt";
    }

    /** Its parameters as JSON. */
    String params() {
        Params params = new Params()
                .integer(request.proof().networkCode())
                .integer(request.prover().actorId())
                .raw(sectorsJson());
        if (kind() == PoStKind.WINDOW) {
            params.integer(batchPartitionIndex);
        }
        return params.text(
                        Base64.getEncoder().encodeToString(request.randomness().bytes()))
                .json();
    }

    private String sectorsJson() {
        StringWriter text = new StringWriter();
        try (DocumentWriter out = new DocumentWriter(text, DocumentFormat.NDJSON)) {
            out.array();
            sectors.forEach(sector -> PoStCodec.write(out, null, sector));
            out.endArray();
        }
        return text.toString().strip();
    }
}
