package io.lotusconsole.storage;

import io.lotusconsole.proving.SectorLocation;
import io.lotusconsole.storage.LocalVanilla.Outcome;
import java.util.List;
import java.util.Map;

/** The one outcome of a sector that no place served, from what each of them said. Pure. */
final class Outcomes {
    /**
     * Of what is said of one storage path the first here counts: an answer about the sector tells more than a URL
     * that is out of use, as the index keeps many.
     */
    private static final List<ReadFault> OF_ONE_STORAGE = List.of(
            ReadFault.CORRUPT,
            ReadFault.MISSING,
            ReadFault.UNREADABLE,
            ReadFault.TIMED_OUT,
            ReadFault.BAD_ANSWER,
            ReadFault.NOT_SERVED);

    /** Among storage paths that all speak of the sector, the first here counts. */
    private static final List<ReadFault> AMONG_STORAGES = List.of(
            ReadFault.TIMED_OUT,
            ReadFault.UNREADABLE,
            ReadFault.BAD_ANSWER,
            ReadFault.CORRUPT,
            ReadFault.MISSING,
            ReadFault.NOT_SERVED);

    private Outcomes() {}

    /**
     * A fault of the sector only if every storage path that may hold it was heard: a good copy may be where nobody
     * answers.
     *
     * @param said by URL, of every URL of every location
     */
    static Outcome ofAll(List<SectorLocation> locations, Map<String, Outcome> said) {
        Outcome worst = null;
        for (SectorLocation location : locations) {
            Outcome here = ofOne(location, said);
            if (here != null && (worst == null || rank(here, AMONG_STORAGES) < rank(worst, AMONG_STORAGES))) {
                worst = here;
            }
        }
        return worst == null ? Outcome.failed(ReadFault.MISSING, "the miner's index knows no place for it") : worst;
    }

    /** Null if the location has no URL. */
    private static Outcome ofOne(SectorLocation location, Map<String, Outcome> said) {
        Outcome telling = null;
        for (String url : location.baseUrls()) {
            Outcome outcome = said.get(url);
            boolean tellsMore = telling == null
                    || outcome.fault().isOfSector()
                            && (!telling.fault().isOfSector()
                                    || rank(outcome, OF_ONE_STORAGE) < rank(telling, OF_ONE_STORAGE));
            if (tellsMore) {
                telling = Outcome.failed(outcome.fault(), url + ": " + outcome.detail());
            }
        }
        return telling;
    }

    /** Faults that are none of the sector stand before all others. */
    private static int rank(Outcome outcome, List<ReadFault> order) {
        return order.indexOf(outcome.fault());
    }
}
