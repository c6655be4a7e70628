package io.lotusconsole.params;

import io.lotusconsole.http.Downloader;
import io.lotusconsole.http.HttpFault;
import io.lotusconsole.prover.FileFaults;
import io.lotusconsole.proving.ParameterFile;
import io.lotusconsole.proving.ParameterState;
import io.lotusconsole.proving.ParameterState.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Brings a directory's parameter files to what the manifest says.
 *
 * <p>What is good is left alone. What is missing or wrong is first looked for in other directories of this
 * machine, then fetched beside its place, checked, and put into place by a rename, so that a file of its final
 * name is whole at every moment. A download that breaks off is resumed, by this process or the next.
 */
public final class ParameterFetch {
    /** Where Lotus fetches from without {@code IPFS_GATEWAY}. */
    public static final String DEFAULT_GATEWAY = "https://proofs.filecoin.io/ipfs/";

    /** Attempts in a row that bring no byte, after which the gateway counts as away. */
    private static final int IDLE_ATTEMPTS_MAX = 5;

    /** Times that a whole file is fetched anew because its content was wrong. */
    private static final int WHOLE_ATTEMPTS_MAX = 2;

    /** Times that a file's length is asked for, before anything is fetched. */
    private static final int LENGTH_ATTEMPTS_MAX = 3;

    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final int BUFFER_BYTES = 1 << 18;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    /** Left free beside what is fetched: logs and sealing must go on. */
    private static final long SPARE_BYTES = 64L << 20;

    private final ParameterDirectory directory;
    private final String gateway;
    private final List<Path> elsewhere;
    private final FetchProgress progress;
    private final long firstPauseMillis;

    /**
     * @param gateway URL that a CID is appended to
     * @param elsewhere directories of this machine that may have good files already
     */
    public ParameterFetch(ParameterDirectory directory, String gateway, List<Path> elsewhere, FetchProgress progress) {
        this(directory, gateway, elsewhere, progress, FIRST_PAUSE_MILLIS);
    }

    /** @param firstPauseMillis before a second attempt; it doubles with each attempt that brings nothing */
    ParameterFetch(
            ParameterDirectory directory,
            String gateway,
            List<Path> elsewhere,
            FetchProgress progress,
            long firstPauseMillis) {
        this.directory = directory;
        this.gateway = gateway.endsWith("/") ? gateway : gateway + "/";
        this.elsewhere = elsewhere;
        this.progress = progress;
        this.firstPauseMillis = firstPauseMillis;
    }

    /**
     * Checks the files and fetches those that are missing or wrong. Blocks for as long as that takes; while
     * another process fetches into the directory, it is waited for.
     *
     * @return the files, all usable
     */
    public List<ParameterState> ensure(List<ParameterFile> files) throws FetchException {
        try {
            List<ParameterState> states = directory.check(files, progress);
            if (unusable(states).isEmpty()) {
                return states;
            }
            Files.createDirectories(directory.path());
            if (TestParameters.isMarked(directory.path())) {
                throw new FetchException(
                        FetchException.Kind.DISK,
                        directory.path() + " holds parameters of a test network, which have the same names, and not all"
                                + " that are needed are there and whole",
                        "FIL_PROOFS_PARAMETER_CACHE names another directory; `lotus-miner devnet` makes test"
                                + " parameters again.",
                        null);
            }
            unusable(states).forEach(progress::unusable);
            DirectoryLock lock = DirectoryLock.take(directory.path(), progress::waitingForOthers);
            try (lock;
                    Downloader downloader = new Downloader()) {
                return fetch(checkedAgain(states), downloader);
            }
        } catch (IOException e) {
            throw disk(e);
        }
    }

    /** Others may have brought what was unusable, while the check or the wait for the lock lasted. */
    private List<ParameterState> checkedAgain(List<ParameterState> states) throws IOException {
        List<ParameterState> again = new ArrayList<>();
        for (ParameterState state : states) {
            again.addAll(state.isUsable() ? List.of(state) : directory.check(List.of(state.file()), progress));
        }
        return again;
    }

    private static List<ParameterState> unusable(List<ParameterState> states) {
        return states.stream().filter(state -> !state.isUsable()).toList();
    }

    private List<ParameterState> fetch(List<ParameterState> states, Downloader downloader)
            throws FetchException, IOException {
        List<ParameterFile> wanted = new ArrayList<>();
        for (ParameterState state : unusable(states)) {
            if (!takeFromElsewhere(state.file())) {
                wanted.add(state.file());
            }
        }
        if (!wanted.isEmpty()) {
            plan(wanted, downloader);
        }
        for (ParameterFile file : wanted) {
            fetchWhole(file, downloader);
        }
        List<ParameterState> after = new ArrayList<>();
        for (ParameterState state : states) {
            after.add(
                    state.isUsable()
                            ? state
                            : new ParameterState(
                                    state.file(),
                                    state.path(),
                                    Verdict.GOOD,
                                    Files.size(directory.pathOf(state.file()))));
        }
        return after;
    }

    /** Links or copies a good file of this machine. */
    private boolean takeFromElsewhere(ParameterFile file) throws IOException {
        for (Path other : elsewhere) {
            Path found = other.resolve(file.name());
            if (!other.equals(directory.path()) && Files.isRegularFile(found) && isGood(found, file)) {
                Path part = part(file);
                Files.deleteIfExists(part);
                if (!linkOrCopy(found, part, file)) {
                    Files.delete(part);
                    continue;
                }
                putIntoPlace(part, file);
                return true;
            }
        }
        return false;
    }

    private boolean isGood(Path path, ParameterFile file) throws IOException {
        return FileDigest.hex(path, file, progress).equals(file.digestHex());
    }

    /** @return false if the copy is not what was checked */
    private boolean linkOrCopy(Path from, Path to, ParameterFile file) throws IOException {
        // A link shares the file with its owner, who could change it afterwards.
        if (Files.getOwner(from).getName().equals(System.getProperty("user.name"))) {
            try {
                Files.createLink(to, from);
                return true;
            } catch (IOException | UnsupportedOperationException e) {
                // Another file system: it is copied, which costs the space as a download would.
            }
        }
        requireRoom(Files.size(from));
        progress.copying(file, from.toString());
        Files.copy(from, to);
        return isGood(to, file);
    }

    private void plan(List<ParameterFile> wanted, Downloader downloader) throws FetchException, IOException {
        long bytes = 0;
        for (ParameterFile file : wanted) {
            long length = length(file, downloader);
            long have = lengthSoFar(part(file));
            bytes = length < 0 || bytes < 0 ? -1 : bytes + Math.max(0, length - have);
        }
        progress.plan(wanted.size(), bytes, freeBytes());
        requireRoom(Math.max(0, bytes));
    }

    private long length(ParameterFile file, Downloader downloader) throws FetchException {
        HttpFault last = null;
        for (int attempt = 0; attempt < LENGTH_ATTEMPTS_MAX; attempt++) {
            try {
                return downloader.length(url(file));
            } catch (HttpFault e) {
                last = e;
                if (e.kind() != HttpFault.Kind.CUT && e.kind() != HttpFault.Kind.TIMED_OUT) {
                    break;
                }
            }
        }
        throw unreachable(last);
    }

    private long freeBytes() throws IOException {
        return Files.getFileStore(directory.path()).getUsableSpace();
    }

    private void requireRoom(long bytes) throws IOException {
        long free = freeBytes();
        if (bytes + SPARE_BYTES > free) {
            throw new IOException(bytes + " bytes are wanted there, " + free + " are free and " + SPARE_BYTES
                    + " are left to others");
        }
    }

    private void fetchWhole(ParameterFile file, Downloader downloader) throws FetchException, IOException {
        Path part = part(file);
        String found = "";
        for (int attempt = 0; attempt < WHOLE_ATTEMPTS_MAX; attempt++) {
            download(file, part, downloader);
            found = FileDigest.hex(part, file, progress);
            if (found.equals(file.digestHex())) {
                putIntoPlace(part, file);
                progress.done(file);
                return;
            }
            // What was resumed may have been bad from the start.
            Files.delete(part);
        }
        throw new FetchException(
                FetchException.Kind.WRONG_CONTENT,
                gateway + " delivers another content for " + file.name() + ": digest " + found + ", not "
                        + file.digestHex(),
                "IPFS_GATEWAY names another gateway.",
                null);
    }

    /** Fetches what the part file lacks, over as many connections as it takes. */
    private void download(ParameterFile file, Path part, Downloader downloader) throws FetchException, IOException {
        int idleAttempts = 0;
        long most = lengthSoFar(part);
        while (true) {
            long before = lengthSoFar(part);
            String why;
            HttpFault fault = null;
            try {
                why = receive(file, part, before, downloader);
            } catch (HttpFault e) {
                why = e.getMessage();
                fault = e;
            }
            if (why == null) {
                return;
            }
            long reached = lengthSoFar(part);
            // Against the most there ever was: a server without ranges begins anew each time.
            idleAttempts = reached > most ? 0 : idleAttempts + 1;
            most = Math.max(most, reached);
            if (idleAttempts >= IDLE_ATTEMPTS_MAX) {
                throw fault == null ? refused(file, why) : unreachable(fault);
            }
            long pauseMillis = firstPauseMillis << idleAttempts;
            progress.retrying(file, why, pauseMillis);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(pauseMillis));
        }
    }

    /** One connection. @return null if the part file is complete, else why it is not */
    private String receive(ParameterFile file, Path part, long from, Downloader downloader)
            throws FetchException, IOException {
        try (Downloader.Part incoming = downloader.open(url(file), from)) {
            if (incoming.isBeyondEnd() && from > 0) {
                // A server that does not say its length leaves the verdict to the digest.
                if (incoming.totalBytes() >= 0 && incoming.totalBytes() != from) {
                    Files.delete(part);
                    return "more bytes were there than the file has";
                }
                return null;
            }
            if (!incoming.hasContent()) {
                String why = "HTTP status " + incoming.status();
                if (incoming.status() == TOO_MANY_REQUESTS || incoming.status() >= SERVER_ERRORS) {
                    return why;
                }
                throw refused(file, why);
            }
            if (incoming.start() != from && incoming.start() != 0) {
                throw refused(file, "it sends from byte " + incoming.start() + " instead of " + from);
            }
            return write(file, part, incoming);
        }
    }

    private String write(ParameterFile file, Path part, Downloader.Part incoming) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long done = incoming.start();
        try (FileChannel out = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            // A server that knows no ranges begins at 0 again, and so do we.
            out.truncate(done);
            out.position(done);
            int count = incoming.read(buffer);
            while (count >= 0) {
                ByteBuffer some = ByteBuffer.wrap(buffer, 0, count);
                while (some.hasRemaining()) {
                    done += out.write(some);
                }
                progress.fetching(file, done, incoming.totalBytes());
                count = incoming.read(buffer);
            }
            out.force(true);
        }
        return incoming.totalBytes() < 0 || done == incoming.totalBytes() ? null : "it ended early";
    }

    private void putIntoPlace(Path part, ParameterFile file) throws IOException {
        Files.move(part, directory.pathOf(file), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path part(ParameterFile file) {
        return directory.path().resolve(file.name() + ".part");
    }

    private static long lengthSoFar(Path part) throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }

    private String url(ParameterFile file) {
        return gateway + file.cid();
    }

    private FetchException refused(ParameterFile file, String why) {
        return new FetchException(
                FetchException.Kind.GATEWAY_REFUSED,
                gateway + " does not deliver " + file.name() + ": " + why,
                "IPFS_GATEWAY names another gateway.",
                null);
    }

    private FetchException unreachable(HttpFault fault) {
        return new FetchException(
                FetchException.Kind.GATEWAY_UNREACHABLE,
                "the gateway " + gateway + " is not reachable: " + fault.getMessage(),
                "IPFS_GATEWAY names another gateway; what has come already is kept.",
                fault);
    }

    private FetchException disk(IOException e) {
        return new FetchException(
                FetchException.Kind.DISK,
                "the parameter directory " + directory.path() + " cannot be used: " + FileFaults.reason(e),
                "FIL_PROOFS_PARAMETER_CACHE names another directory.",
                e);
    }
}
