package io.lotusconsole.storage;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What may be skipped (design, decision 6): a few sectors, each for its own sake, on storage that otherwise answers.
 * Thousands of sectors declared faulty by us is the worst thing we could do, so whatever is not certain ends the
 * attempt as inability. Pure.
 *
 * @param maxShare of the sectors of one attempt, from 0 to 1; above 0, one sector may always be skipped
 */
public record SkipRule(double maxShare) {
    /** Without a setting: 1 %. */
    public static final SkipRule DEFAULT = new SkipRule(0.01);

    /** So that 29 % of 100 are not 28. */
    private static final double ROUNDING = 1e-9;

    public SkipRule {
        if (!(maxShare >= 0 && maxShare <= 1)) {
            throw new IllegalArgumentException("a share is from 0 to 1, not " + maxShare);
        }
    }

    public enum Verdict {
        /** Every sector was read. */
        ALL_READ,
        /** Those that were not may be reported as skipped. */
        SKIP,
        /** This worker cannot do it now; nothing may be reported as skipped. */
        UNABLE
    }

    /**
     * @param skipped in the order of the request; empty unless the verdict is SKIP
     * @param reason one sentence if the verdict is UNABLE, empty otherwise. May carry text of a peer, not escaped
     * @param isOfIndex whether it is UNABLE only because the miner's index is not to be believed yet
     */
    public record Judgement(Verdict verdict, List<Long> skipped, String reason, boolean isOfIndex) {
        public Judgement {
            skipped = List.copyOf(skipped);
        }

        static Judgement unable(String reason) {
            return new Judgement(Verdict.UNABLE, List.of(), reason, false);
        }
    }

    /** How many of so many sectors may be skipped at most: one in any case, but none if the share is 0. */
    public int skippedMax(int sectors) {
        return maxShare == 0 ? 0 : (int) Math.max(1, Math.floor(maxShare * sectors + ROUNDING));
    }

    /** What is to be done after all of these were tried. */
    public Judgement judge(List<SectorRead> reads) {
        List<SectorRead> unread = new ArrayList<>();
        Set<String> hosts = new HashSet<>();
        Set<String> storages = new HashSet<>();
        for (SectorRead read : reads) {
            if (!read.isRead()) {
                unread.add(read);
            }
            for (ReadAttempt attempt : read.attempts()) {
                if (attempt.fault() == null) {
                    hosts.add(host(attempt.place()));
                    storages.add(attempt.storageId());
                }
            }
        }
        if (unread.isEmpty()) {
            return new Judgement(Verdict.ALL_READ, List.of(), "", false);
        }
        List<SectorRead> tried = unread.stream()
                .filter(read -> read.fault() != ReadFault.NOT_TRIED)
                .toList();
        String reason = systemic(tried);
        reason = reason == null ? tooMany(tried, reads.size()) : reason;
        reason = reason == null && tried.size() < unread.size() ? "not every sector was tried" : reason;
        reason = reason == null ? withoutWitness(unread, hosts, unread.size() == reads.size()) : reason;
        reason = reason == null ? silentStorage(unread, storages) : reason;
        if (reason != null) {
            return Judgement.unable(reason);
        }
        return new Judgement(
                Verdict.SKIP, unread.stream().map(SectorRead::sectorNumber).toList(), "", false);
    }

    /**
     * The same, where it depends on what the index does not list: that is missing only if the index is whole.
     *
     * @param sinceNanos when the index was asked first
     */
    Judgement judge(List<SectorRead> reads, IndexTrust index, long sinceNanos) {
        Judgement judgement = judge(reads);
        SectorRead unlisted = judgement.verdict() != Verdict.SKIP
                ? null
                : reads.stream().filter(SectorRead::isUnlisted).findFirst().orElse(null);
        String doubt = unlisted == null ? null : index.whyDoubtful(sinceNanos);
        return doubt == null
                ? judgement
                : new Judgement(Verdict.UNABLE, List.of(), about(unlisted) + ", but " + doubt, true);
    }

    private static String about(SectorRead read) {
        return "sector " + read.sectorNumber() + ": " + read.fault().text() + " (" + read.detail() + ")";
    }

    private static String systemic(List<SectorRead> tried) {
        for (SectorRead read : tried) {
            if (!read.fault().isOfSector()) {
                return about(read);
            }
        }
        return null;
    }

    private String tooMany(List<SectorRead> tried, int sectors) {
        int max = skippedMax(sectors);
        return tried.size() <= max
                ? null
                : tried.size() + " of " + sectors + " sectors could not be read, of which " + max
                        + " may be skipped; the first, " + about(tried.get(0));
    }

    private static String withoutWitness(List<SectorRead> unread, Set<String> hosts, boolean isNoneRead) {
        for (SectorRead read : unread) {
            // The index forgets everything when the miner restarts: a place that it does not know is one only if it
            // knows others.
            boolean isUnlisted = read.isUnlisted();
            if (isUnlisted && isNoneRead) {
                return about(read) + ", and no other sector was read";
            }
            if (!isUnlisted
                    && read.fault().needsWitness()
                    && tellingAttempts(read).stream().noneMatch(attempt -> hosts.contains(host(attempt.place())))) {
                return about(read) + ", and its host served no other sector";
            }
        }
        return null;
    }

    private static List<ReadAttempt> tellingAttempts(SectorRead read) {
        return read.attempts().stream()
                .filter(attempt -> attempt.fault() == read.fault())
                .toList();
    }

    /**
     * A storage path that served none of several sectors looks like one that is away, even where its host serves
     * others; one that cannot read files does so with a single one. Content that was read and found changed speaks for
     * the path.
     */
    private static String silentStorage(List<SectorRead> unread, Set<String> storages) {
        Map<String, Integer> counts = new HashMap<>();
        for (SectorRead read : unread) {
            if (read.fault() == ReadFault.CORRUPT) {
                continue;
            }
            Set<String> here = new HashSet<>();
            tellingAttempts(read).forEach(attempt -> here.add(attempt.storageId()));
            here.removeAll(storages);
            int enough = read.fault() == ReadFault.UNREADABLE ? 1 : 2;
            for (String storage : here) {
                if (counts.merge(storage, 1, Integer::sum) >= enough) {
                    return "the storage path " + storage + " served none of its sectors; one of them, " + about(read);
                }
            }
        }
        return null;
    }

    /** The authority of a base URL, or the root of a path. */
    private static String host(String place) {
        if (place.startsWith("/")) {
            return place;
        }
        try {
            String authority = URI.create(place).getRawAuthority();
            return authority == null ? place : authority;
        } catch (IllegalArgumentException e) {
            return place;
        }
    }
}
