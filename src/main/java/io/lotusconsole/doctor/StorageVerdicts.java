package io.lotusconsole.doctor;

import io.lotusconsole.proving.Answer;
import io.lotusconsole.proving.Finding;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.storage.ReadAttempt;
import io.lotusconsole.storage.SectorFileType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is made of storage: where sectors are, and how long one takes to be read. Pure. */
final class StorageVerdicts {
    static final String AREA = "storage";
    static final Check OWN_SHARE = new Check("miner", "sectors it can read");

    /** A read that takes longer is slow: a WinningPoSt has to be made within an epoch, with the proof itself. */
    static final long SLOW_MILLIS = 2_000;

    /** Sectors of a path of which the first that is proven is read: some are not proven yet, or not any more. */
    private static final int CANDIDATES_MAX = 8;

    private static final int SEALED = SectorFileType.SEALED.bit() | SectorFileType.CACHE.bit();
    private static final int UPDATED = SectorFileType.UPDATE.bit() | SectorFileType.UPDATE_CACHE.bit();

    private StorageVerdicts() {}

    /** Whether files of these types are all that a proof of a sector reads. */
    static boolean isProvable(int bits) {
        return (bits & SEALED) == SEALED || (bits & UPDATED) == UPDATED;
    }

    /** Sectors that were updated, wherever: the miner alone does not say which commitment they are asked for. */
    static Set<Long> updated(Map<String, Map<Long, Integer>> files) {
        Set<Long> updated = new HashSet<>();
        files.values()
                .forEach(sectors -> sectors.forEach((number, bits) -> {
                    if ((bits & UPDATED) != 0) {
                        updated.add(number);
                    }
                }));
        return updated;
    }

    /** The first sectors of a path that are all there, but for some. */
    static List<Long> readable(Map<Long, Integer> sectors, Set<Long> without) {
        return sectors.entrySet().stream()
                .filter(each -> isProvable(each.getValue()) && !without.contains(each.getKey()))
                .map(Map.Entry::getKey)
                .sorted()
                .limit(CANDIDATES_MAX)
                .toList();
    }

    /**
     * Share of the sectors that the miner process could read by itself: its own proofs look at no other host's.
     *
     * @param files by storage path and sector
     * @param own ids of the paths that the miner process has open
     */
    static Finding ownShare(
            Answer<Map<String, Map<Long, Integer>>> files, Answer<Set<String>> own, Answer<Fleet> fleet) {
        if (!files.isKnown()) {
            return OWN_SHARE.unknown(files);
        }
        if (!own.isKnown()) {
            return OWN_SHARE.unknown(own);
        }
        Map<Long, Integer> here = new HashMap<>();
        Map<Long, Integer> anywhere = new HashMap<>();
        files.value()
                .forEach((path, sectors) -> sectors.forEach((number, bits) -> {
                    anywhere.merge(number, bits, (before, now) -> before | now);
                    if (own.value().contains(path)) {
                        here.merge(number, bits, (before, now) -> before | now);
                    }
                }));
        long all =
                anywhere.values().stream().filter(StorageVerdicts::isProvable).count();
        long read = here.values().stream().filter(StorageVerdicts::isProvable).count();
        if (all == 0) {
            return OWN_SHARE.unknown(
                    "the miner's index knows no sector",
                    "If there are some, `lotus-miner storage redeclare --all` has it look again.");
        }
        if (read == all) {
            return OWN_SHARE.ok("all " + all + " that its index knows");
        }
        String what = read + " of " + all + " (" + read * 100 / all + " %): alone it would skip the others";
        String mends = "`lotus-miner storage attach PATH` on the miner's host opens a path there; else keep workers of"
                + " both kinds attached.";
        boolean isAlone = fleet.isKnown()
                && (fleet.value().enabled(PoStKind.WINDOW).isEmpty()
                        || fleet.value().enabled(PoStKind.WINNING).isEmpty());
        return isAlone
                ? OWN_SHARE.failure(what + ", and of a kind no worker is enabled", mends)
                : OWN_SHARE.warning(what, mends);
    }

    private static final String CHECK_OTHERS = "`lotus-miner proving check --only-bad DEADLINE` checks the others of a"
            + " deadline; `lotus-miner storage list` shows how the path is.";

    private static Check byMiner(String place) {
        return new Check(AREA, "by the miner: " + place);
    }

    /**
     * A sector that the miner read, or not.
     *
     * @param reason why it could not, in its words; empty if it could
     */
    static Finding byMiner(String place, long sector, String reason, long millis) {
        return reason.isEmpty()
                ? slow(byMiner(place).ok("sector " + sector + " was read"), millis)
                : byMiner(place)
                        .failure("sector " + sector + " could not be read: " + reason, CHECK_OTHERS)
                        .took(millis);
    }

    /** A path whose reading by the miner has no answer. */
    static Finding notByMiner(String place, Answer<?> missing) {
        return missing.cause() instanceof RpcException.TimedOut
                ? byMiner(place).failure("its sector was not read in time", CHECK_OTHERS)
                : byMiner(place).unknown(missing);
    }

    /** A sector that this machine read, or not. */
    static Finding here(ReadAttempt attempt, long sector) {
        Check check = new Check(AREA, attempt.place());
        if (attempt.fault() == null) {
            return slow(check.ok("sector " + sector + " was read"), attempt.millis());
        }
        String what = "sector " + sector + ": " + attempt.fault().text()
                + (attempt.detail().isEmpty() ? "" : ": " + attempt.detail());
        String mends = attempt.place().startsWith("/")
                ? "Mount it; `lotus-worker storage detach --really-do-it " + attempt.place()
                        + "` takes it off the list. `lotus-miner proving check` tells which sectors are bad."
                : "A miner serves its own sectors at RemoteListenAddress of its config.toml, another worker at its"
                        + " --listen: this machine must reach that.";
        return check.failure(what, mends).took(attempt.millis());
    }

    /** Made a warning if it was good, and took long. */
    static Finding slow(Finding finding, long millis) {
        boolean isSlow = finding.is(Finding.Verdict.OK) && millis > SLOW_MILLIS;
        return isSlow
                ? new Finding(
                        finding.area(),
                        finding.check(),
                        Finding.Verdict.WARNING,
                        finding.why() + ", and that took long",
                        "`lotus-worker drill` shows what is slow in a whole proof.",
                        millis)
                : finding.took(millis);
    }
}
