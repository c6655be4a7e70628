package io.lotusconsole.worker;

import io.lotusconsole.prover.VanillaProof;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.proving.ReadPlace;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Opens nothing: hands out vanilla proofs, or does not. */
final class ObedientStorage implements SectorSource {
    volatile long bad = -1;
    volatile String down;
    volatile List<ReadPlace> places = List.of();

    @Override
    public Reading read(ProofCall call, long limitMillis, IntConsumer progress) {
        if (down != null) {
            return new Reading(List.of(), List.of(), down, true, false, call.sectors(), List.of());
        }
        List<VanillaProof> proofs = new ArrayList<>();
        List<SkippedSector> skipped = new ArrayList<>();
        for (ChallengedSector sector : call.sectors()) {
            if (sector.sectorNumber() == bad) {
                skipped.add(new SkippedSector(bad, "corrupt", "it has changed"));
            } else {
                ByteBuffer bytes = ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
                bytes.putLong(sector.sectorNumber());
                proofs.add(VanillaProof.ofOwned(bytes.array()));
            }
            progress.accept(proofs.size());
        }
        return new Reading(proofs, skipped, null, false, false, List.of(), places);
    }

    @Override
    public String whyUnreadable(ProofCall call, List<ChallengedSector> sectors) {
        return down;
    }
}
