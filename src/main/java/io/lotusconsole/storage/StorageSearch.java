package io.lotusconsole.storage;

import io.lotusconsole.http.ServerExchange;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * A request for files of a sector, which goes from one own storage path to the next, on the threads of each, until
 * they are found; no thread waits for a path that hangs. Begun once, and handed from thread to thread.
 */
abstract class StorageSearch {
    /** Whether a file is there, and what a meta file says, is known at once or not at all. */
    private static final long LOOK_MILLIS_MAX = 5_000;

    /** A caller that waited longer may have left. */
    private static final long CALLER_MILLIS = 10_000;

    private final StorageLanes lanes;
    private final ServerExchange exchange;
    private final SectorName name;
    private final List<SectorFileType> wanted;
    private final List<StoragePath> paths;
    private final String likely;
    private final Iterator<StoragePath> left;

    /** Where each of the wanted files is, so far. */
    private final StoragePath[] found;

    /** A sentence about a path that does not answer, which may be the one; null so far. */
    private String away;

    /**
     * @param paths in the order they are looked into
     * @param likely id of the path that had the sector last; null for none
     */
    StorageSearch(
            StorageLanes lanes,
            ServerExchange exchange,
            SectorName name,
            List<SectorFileType> wanted,
            List<StoragePath> paths,
            String likely) {
        this.lanes = lanes;
        this.exchange = exchange;
        this.name = name;
        this.wanted = wanted;
        this.paths = new ArrayList<>(paths);
        this.likely = likely;
        this.left = this.paths.iterator();
        this.found = new StoragePath[wanted.size()];
    }

    /**
     * Answers from where the files are, on a thread of the path that was found last.
     *
     * @param work to be told how long it takes, and to be ended before an answer
     * @param found path of each wanted file
     */
    abstract void serve(StorageLanes.Work work, List<StoragePath> found);

    /** Serving took longer than it said. Must not block. */
    abstract void tooSlow(List<StoragePath> found);

    /** Answers that no open path has them. Must not block. @param away why that is not certain; null if it is */
    abstract void notFound(String away);

    /** Begins, where it is likely to be at once, and on this thread if few others do so. */
    final void start() {
        StoragePath first = paths.isEmpty() ? null : paths.get(0);
        if (first != null && isLikely(first) && !lanes.isStuck(first)) {
            left.next();
            begin(new Look(first, true), true);
        } else {
            next();
        }
    }

    /** Where it certainly is, or would be, there is nothing to keep others from. */
    private boolean isLikely(StoragePath path) {
        return path.id().equals(likely) || paths.size() == 1;
    }

    /** Looks into the next path. Does not block. */
    private void next() {
        while (left.hasNext()) {
            StoragePath path = left.next();
            if (lanes.isStuck(path)) {
                away = hanging(path);
            } else {
                begin(new Look(path, isLikely(path)), false);
                return;
            }
        }
        if (away != null) {
            notFound(away);
        } else {
            whoIsAway(paths.iterator());
        }
    }

    /** A path that is away may be the one that has it: one after the other says who it is. */
    private void whoIsAway(Iterator<StoragePath> asked) {
        if (!asked.hasNext()) {
            notFound(null);
            return;
        }
        StoragePath path = asked.next();
        lookAt(path, path, why -> {
            if (why != null) {
                notFound(why);
            } else {
                whoIsAway(asked);
            }
        });
    }

    private void begin(StorageLanes.Work work, boolean isHere) {
        try {
            if (isHere) {
                work.submitHere();
            } else {
                work.submit();
            }
        } catch (RejectedExecutionException e) {
            exchange.drop();
        }
    }

    static String hanging(StoragePath path) {
        return "the storage path " + path.root() + " does not answer within " + LOOK_MILLIS_MAX + " ms";
    }

    /** Takes what a path says of itself. Must not block. */
    interface Said {
        /** @param why a sentence about the path that does not answer; null if both do */
        void whyAway(String why);
    }

    /** Looks whether two paths answer, and tells on any thread. Does not block. */
    final void lookAt(StoragePath sealedIn, StoragePath cacheIn, Said said) {
        begin(
                lanes.new Work(cacheIn, true) {
                    @Override
                    void work() {
                        if (mayTake(LOOK_MILLIS_MAX, true)) {
                            String why = LocalVanilla.whyAway(sealedIn, cacheIn);
                            if (end()) {
                                said.whyAway(why);
                            }
                        }
                    }

                    @Override
                    void tooLong(boolean wasBegun) {
                        said.whyAway(hanging(cacheIn));
                    }
                },
                false);
    }

    /** Drops the request of a caller that left meanwhile. */
    private boolean isDropped(StorageLanes.Work work) {
        if (work.millisSinceSubmitted() < CALLER_MILLIS || !exchange.isCallerGone()) {
            return false;
        }
        if (work.end()) {
            exchange.drop();
        }
        return true;
    }

    /** Looks into one path, and goes on from there. */
    private final class Look extends StorageLanes.Work {
        private final StoragePath path;
        private final boolean isServing;

        /** Where all is that is being served; null before. */
        private volatile List<StoragePath> serving;

        /** @param isServing whether it waits for its turn to serve before it looks */
        Look(StoragePath path, boolean isServing) {
            lanes.super(path, !isServing);
            this.path = path;
            this.isServing = isServing;
        }

        @Override
        void work() {
            if (isDropped(this) || !mayTake(LOOK_MILLIS_MAX, true)) {
                return;
            }
            List<StoragePath> now = new ArrayList<>();
            for (int i = 0; i < found.length; i++) {
                boolean isHere = found[i] == null
                        && Files.exists(path.of(wanted.get(i), name.minerActor(), name.sectorNumber()));
                now.add(isHere ? path : found[i]);
            }
            boolean isAll = !now.contains(null);
            if (isAll && isServing) {
                serving = now;
                serve(this, now);
            } else if (end()) {
                now.toArray(found);
                if (isAll) {
                    begin(new Service(path, now), false);
                } else {
                    next();
                }
            }
        }

        @Override
        void tooLong(boolean wasBegun) {
            List<StoragePath> served = serving;
            if (served != null) {
                tooSlow(served);
            } else {
                away = hanging(path);
                next();
            }
        }
    }

    /** Serves what was found. */
    private final class Service extends StorageLanes.Work {
        private final StoragePath path;
        private final List<StoragePath> all;

        Service(StoragePath path, List<StoragePath> all) {
            lanes.super(path, false);
            this.path = path;
            this.all = all;
        }

        @Override
        void work() {
            if (!isDropped(this)) {
                serve(this, all);
            }
        }

        @Override
        void tooLong(boolean wasBegun) {
            if (wasBegun) {
                tooSlow(all);
            } else {
                notFound(hanging(path));
            }
        }
    }
}
