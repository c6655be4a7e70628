package io.lotusconsole.lotus.wire;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.proving.SealedCid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What a miner sends a PoSt worker and gets back ({@code storage/sealer/storiface/worker.go} and {@code
 * filecoin-ffi}'s {@code PoStProof}).
 */
public final class PoStCodec {
    /** More sectors than any partition has are no call of an honest miner. */
    private static final int SECTORS_MAX = 10_000;

    /** Leaves of one sector; winning has 66. */
    private static final int LEAVES_MAX = 1_000;

    private PoStCodec() {}

    /** The sectors of a call; none for null. */
    public static List<ChallengedSector> sectors(JsonCursor in) throws IOException {
        List<ChallengedSector> sectors = new ArrayList<>();
        if (in.beginArray()) {
            while (in.nextElement()) {
                if (sectors.size() == SECTORS_MAX) {
                    throw in.misplaced("at most " + SECTORS_MAX + " sectors");
                }
                sectors.add(sector(in));
            }
        }
        return sectors;
    }

    /** One {@code PostSectorChallenge}. */
    public static ChallengedSector sector(JsonCursor in) throws IOException {
        long sealProof = 0;
        long number = 0;
        String cid = "";
        List<Long> leaves = List.of();
        boolean isUpdated = false;
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "SealProof" -> sealProof = in.integer();
                    case "SectorNumber" -> number = in.integer();
                    case "SealedCID" -> cid = Values.cid(in);
                    case "Challenge" -> leaves = leaves(in);
                    case "Update" -> isUpdated = in.bool();
                    default -> in.skip();
                }
            }
        }
        try {
            return new ChallengedSector(sealProof, number, SealedCid.parse(cid), leaves, isUpdated);
        } catch (IllegalArgumentException e) {
            throw in.misplaced("the CID of a sealed sector");
        }
    }

    private static List<Long> leaves(JsonCursor in) throws IOException {
        List<Long> leaves = new ArrayList<>();
        if (in.beginArray()) {
            while (in.nextElement()) {
                if (leaves.size() == LEAVES_MAX) {
                    throw in.misplaced("at most " + LEAVES_MAX + " challenges");
                }
                leaves.add(in.integer());
            }
        }
        return leaves;
    }

    /** Bytes as Go writes them: base 64; none for null. */
    public static byte[] bytes(JsonCursor in) throws IOException {
        String text = in.text();
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw in.misplaced("bytes in base 64");
        }
    }

    /** Writes one {@code PostSectorChallenge} as a member, or as an element if the name is null. */
    public static void write(DocumentWriter out, String name, ChallengedSector sector) {
        DocumentWriter object = name == null ? out.object() : out.object(name);
        object.integer("SealProof", sector.sealProof());
        object.integer("SectorNumber", sector.sectorNumber());
        object.object("SealedCID").text("/", sector.sealedCid().toString()).end();
        object.integers("Challenge", sector.leaves());
        object.bool("Update", sector.isUpdated());
        object.end();
    }

    /** Writes the result of {@code GenerateWinningPoSt}: a list of one proof. */
    public static void writeWinning(DocumentWriter out, long postProof, byte[] proof) {
        out.array();
        out.object();
        writeProof(out, postProof, proof);
        out.end();
        out.endArray();
    }

    /** Writes the result of {@code GenerateWindowPoSt} with a proof and nothing skipped. */
    public static void writeWindow(DocumentWriter out, long postProof, byte[] proof) {
        out.object();
        out.object("PoStProofs");
        writeProof(out, postProof, proof);
        out.end();
        out.nothing("Skipped");
        out.end();
    }

    /**
     * Writes the result of {@code GenerateWindowPoSt} without a proof: the miner drops the result of a call that
     * fails, and would then lose the list it needs to go on without these sectors ({@code worker_local.go}).
     */
    public static void writeSkipped(DocumentWriter out, long minerActor, List<Long> skipped) {
        out.object();
        out.object("PoStProofs").integer("PoStProof", 0L).nothing("ProofBytes").end();
        out.array("Skipped");
        for (long sector : skipped) {
            out.object().integer("Miner", minerActor).integer("Number", sector).end();
        }
        out.endArray();
        out.end();
    }

    private static void writeProof(DocumentWriter out, long postProof, byte[] proof) {
        out.integer("PoStProof", postProof);
        out.text("ProofBytes", Base64.getEncoder().encodeToString(proof));
    }
}
