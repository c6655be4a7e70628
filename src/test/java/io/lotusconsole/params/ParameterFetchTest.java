package io.lotusconsole.params;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.params.Gateway.Manner;
import io.lotusconsole.proving.ParameterFile;
import io.lotusconsole.proving.ParameterState;
import io.lotusconsole.proving.ParameterState.Verdict;
import io.lotusconsole.proving.PoStKind;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching from a real server that misbehaves, into a real directory. */
class ParameterFetchTest {
    private static final int SIZE = 300_000;
    private static final long PAUSE_MILLIS = 1;
    private static final long WAIT_SECONDS_MAX = 60;

    @TempDir
    private Path temporary;

    private Path directory;
    private Gateway gateway;
    private byte[] content;
    private ParameterFile file;
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void offer() throws IOException {
        directory = temporary.resolve("parameters");
        gateway = new Gateway();
        content = new byte[SIZE];
        new Random(9).nextBytes(content);
        gateway.put("QmParams", content);
        file = file("v28-test.params", "QmParams", content);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private ParameterFile file(String name, String cid, byte[] bytes) throws IOException {
        Path somewhere = temporary.resolve("digested");
        Files.write(somewhere, bytes);
        String digest = FileDigest.hex(somewhere, done -> {});
        return new ParameterFile(name, cid, digest, 2048, Optional.of(PoStKind.WINDOW));
    }

    private List<ParameterState> fetch() throws FetchException {
        return fetch(gateway.url(), List.of());
    }

    private List<ParameterState> fetch(String url, List<Path> elsewhere) throws FetchException {
        ParameterDirectory target = new ParameterDirectory(directory, false);
        return new ParameterFetch(target, url, elsewhere, new Teller(), PAUSE_MILLIS).ensure(List.of(file));
    }

    private final class Teller implements FetchProgress {
        @Override
        public void plan(int files, long bytes, long freeBytes) {
            told.add("plan " + files + " " + bytes);
            assertTrue(freeBytes > 0);
        }

        @Override
        public void retrying(ParameterFile file, String why, long inMillis) {
            told.add("retry: " + why);
        }

        @Override
        public void done(ParameterFile file) {
            told.add("done");
        }
    }

    private Path target() {
        return directory.resolve(file.name());
    }

    private Path part() {
        return directory.resolve(file.name() + ".part");
    }

    private void isFetched() throws IOException {
        assertArrayEquals(content, Files.readAllBytes(target()));
        assertFalse(Files.exists(part()), "nothing is left beside it");
        assertEquals(0, Files.size(directory.resolve("fetch.lock")), "Lotus would not lock a file with content");
    }

    /** BLAKE2b-512 of "abc" is in RFC 7693, appendix A. */
    @Test
    void theDigestIsTheFirstQuarterOfBlake2b512() throws IOException {
        Path abc = Files.writeString(temporary.resolve("abc"), "abc");
        assertEquals("ba80a53f981c4d0d6a2797b69f12f6e9", FileDigest.hex(abc, done -> {}));
    }

    @Test
    void aMissingFileIsFetchedAndWhatIsComingWasSaidFirst() throws Exception {
        List<ParameterState> states = fetch();
        isFetched();
        assertEquals(List.of("plan 1 " + SIZE, "done"), told);
        assertEquals(List.of(new ParameterState(file, target().toString(), Verdict.GOOD, SIZE)), states);
        assertEquals(List.of("all"), gateway.gets());
    }

    @Test
    void aGoodFileIsLeftAloneAndTheGatewayIsNotAsked() throws Exception {
        Files.createDirectories(directory);
        Files.write(target(), content);
        FileTime before = Files.getLastModifiedTime(target());
        fetch();
        assertEquals(before, Files.getLastModifiedTime(target()));
        assertEquals(List.of(), gateway.gets());
    }

    @Test
    void aDownloadThatIsCutIsResumedWhereItBrokeOff() throws Exception {
        gateway.behave(Manner.CUT, Manner.CUT);
        fetch();
        isFetched();
        List<String> gets = gateway.gets();
        assertEquals(3, gets.size(), gets::toString);
        assertEquals("all", gets.get(0));
        assertEquals("bytes=150000-", gets.get(1));
        assertEquals("bytes=225000-", gets.get(2));
    }

    @Test
    void whatAnEarlierProcessLeftIsResumed() throws Exception {
        Files.createDirectories(directory);
        Files.write(part(), Arrays.copyOf(content, 1000));
        fetch();
        isFetched();
        assertEquals(List.of("bytes=1000-"), gateway.gets());
        assertEquals("plan 1 " + (SIZE - 1000), told.get(0));
    }

    @Test
    void aPartThatIsCompleteAlreadyNeedsNoByteMore() throws Exception {
        Files.createDirectories(directory);
        Files.write(part(), content);
        fetch();
        isFetched();
        assertEquals(List.of("bytes=" + SIZE + "-"), gateway.gets());
    }

    @Test
    void aServerWithoutRangesIsReadFromTheStartAgain() throws Exception {
        gateway.behave(Manner.CUT, Manner.WITHOUT_RANGES);
        fetch();
        isFetched();
        assertEquals(List.of("all", "bytes=150000-"), gateway.gets());
    }

    @Test
    void aPartThatWasBadFromTheStartIsFetchedWholeOnceMore() throws Exception {
        Files.createDirectories(directory);
        Files.write(part(), new byte[1000]);
        fetch();
        isFetched();
        assertEquals(List.of("bytes=1000-", "all"), gateway.gets());
    }

    @Test
    void aGatewayThatDeliversAnotherContentIsRefusedAndTheOldFileStays() throws Exception {
        Files.createDirectories(directory);
        Files.writeString(target(), "damaged");
        gateway.behave(Manner.OTHER_CONTENT, Manner.OTHER_CONTENT);
        FetchException e = assertThrows(FetchException.class, this::fetch);
        assertEquals(FetchException.Kind.WRONG_CONTENT, e.kind());
        assertTrue(e.getMessage().contains(file.digestHex()), e::getMessage);
        assertTrue(e.advice().contains("IPFS_GATEWAY"));
        assertEquals("damaged", Files.readString(target()));
        assertFalse(Files.exists(part()));
        assertEquals(2, gateway.gets().size());
    }

    @Test
    void aWrongFileIsReplacedByTheGoodOne() throws Exception {
        Files.createDirectories(directory);
        Files.writeString(target(), "damaged");
        fetch();
        isFetched();
    }

    @Test
    void aFileThatTheGatewayDoesNotHaveIsNotAskedForAgain() {
        gateway.behave(Manner.NOT_FOUND);
        FetchException e = assertThrows(FetchException.class, this::fetch);
        assertEquals(FetchException.Kind.GATEWAY_REFUSED, e.kind());
        assertTrue(e.getMessage().contains("404"), e::getMessage);
        assertEquals(1, gateway.gets().size());
    }

    @Test
    void aGatewayThatIsBusyIsAskedAgainButNotForEver() throws Exception {
        gateway.behave(Manner.UNAVAILABLE, Manner.UNAVAILABLE);
        fetch();
        isFetched();
        assertEquals(List.of("plan 1 " + SIZE, "retry: HTTP status 503", "retry: HTTP status 503", "done"), told);

        Files.delete(target());
        for (int i = 0; i < 5; i++) {
            gateway.behave(Manner.UNAVAILABLE);
        }
        FetchException e = assertThrows(FetchException.class, this::fetch);
        assertEquals(FetchException.Kind.GATEWAY_REFUSED, e.kind());
        assertEquals(8, gateway.gets().size());
    }

    @Test
    void anUnreachableGatewayIsSaidAtOnce() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        String url = "http://127.0.0.1:" + port + "/ipfs/";
        FetchException e = assertThrows(FetchException.class, () -> fetch(url, List.of()));
        assertEquals(FetchException.Kind.GATEWAY_UNREACHABLE, e.kind());
        assertEquals("the gateway " + url + " is not reachable: connection refused", e.getMessage());

        FetchException none = assertThrows(FetchException.class, () -> fetch("proofs.example", List.of()));
        assertTrue(none.getMessage().contains("not an http or https URL"), none::getMessage);
    }

    /** The limit on a file's size stands for a full disk; the JVM sees the same failure of a write. */
    @Test
    void aFullDiskIsSaidAndWhatIsThereStays() throws Exception {
        Files.createDirectories(directory);
        Files.writeString(target(), "damaged");
        Process limited = trial("ulimit -f 100; exec \"$@\"");
        assertTrue(limited.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS));
        String said = new String(limited.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(said.contains("cannot be used: File too large"), said);
        assertEquals(1, limited.exitValue());
        assertEquals("damaged", Files.readString(target()));
        assertTrue(Files.size(part()) > 0, "what has come is kept");
        fetch();
        isFetched();
    }

    @Test
    void aPlantedLinkIsNotWrittenThrough() throws Exception {
        Files.createDirectories(directory);
        Path victim = Files.writeString(temporary.resolve("victim"), "untouched");
        Files.createSymbolicLink(part(), victim);
        FetchException e = assertThrows(FetchException.class, this::fetch);
        assertEquals(FetchException.Kind.DISK, e.kind());
        assertEquals("untouched", Files.readString(victim));
    }

    @Test
    void aServerWithoutRangesThatAlwaysCutsIsGivenUp() {
        for (int i = 0; i < 12; i++) {
            gateway.behave(Manner.CUT_WITHOUT_RANGES);
        }
        assertThrows(FetchException.class, this::fetch);
        assertTrue(gateway.gets().size() <= 7, gateway.gets()::toString);
    }

    @Test
    void aCompletePartIsKeptWhereTheServerDoesNotTellTheLength() throws Exception {
        Files.createDirectories(directory);
        Files.write(part(), content);
        gateway.behave(Manner.WITHOUT_LENGTH_BEYOND_THE_END);
        fetch();
        isFetched();
        assertEquals(1, gateway.gets().size(), gateway.gets()::toString);
    }

    @Test
    void whatAnotherProcessBroughtDuringTheCheckIsNotFetchedAgain() throws Exception {
        ParameterFile key = file("v28-test.vk", "QmKey", "key".getBytes(StandardCharsets.US_ASCII));
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(key.name()), "damaged");
        gateway.put("QmKey", "key".getBytes(StandardCharsets.US_ASCII));
        FetchProgress meanwhile = new FetchProgress() {
            @Override
            public void checking(ParameterFile checked, long doneBytes, long totalBytes) {
                try {
                    Files.write(target(), content);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }
        };
        ParameterDirectory target = new ParameterDirectory(directory, false);
        new ParameterFetch(target, gateway.url(), List.of(), meanwhile).ensure(List.of(file, key));
        isFetched();
        assertEquals(1, gateway.gets().size(), "the key alone");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsSaid() throws Exception {
        Files.writeString(directory, "a file is in the way");
        FetchException e = assertThrows(FetchException.class, this::fetch);
        assertEquals(FetchException.Kind.DISK, e.kind());
        assertTrue(e.getMessage().contains(directory.toString()), e::getMessage);
    }

    @Test
    void whatAnotherDirectoryOfThisMachineHasIsNotFetched() throws Exception {
        Path other = Files.createDirectories(temporary.resolve("of the miner"));
        Files.write(other.resolve(file.name()), content);
        fetch(gateway.url(), List.of(other));
        isFetched();
        assertEquals(List.of(), gateway.gets());
        assertEquals(
                Files.getAttribute(other.resolve(file.name()), "unix:ino"),
                Files.getAttribute(target(), "unix:ino"),
                "one file under two names");
    }

    @Test
    void whatAnotherDirectoryHasWrongIsFetched() throws Exception {
        Path other = Files.createDirectories(temporary.resolve("of the miner"));
        Files.writeString(other.resolve(file.name()), "of a test network");
        fetch(gateway.url(), List.of(other));
        isFetched();
        assertEquals("of a test network", Files.readString(other.resolve(file.name())));
    }

    /** Fetches in a process of its own. @param script of a shell whose parameters are the command */
    private Process trial(String script) throws IOException {
        return new ProcessBuilder(
                        "bash",
                        "-c",
                        script,
                        "bash",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FetchTrial.class.getName(),
                        directory.toString(),
                        gateway.url(),
                        file.name(),
                        file.cid(),
                        file.digestHex())
                .redirectErrorStream(true)
                .start();
    }

    @Test
    void ofTwoProcessesOneFetchesAndTheOtherWaits() throws Exception {
        gateway.shut();
        Process other = trial("exec \"$@\"");
        try {
            CountDownLatch waits = new CountDownLatch(1);
            assertEquals("fetching", other.inputReader().readLine());
            ParameterDirectory target = new ParameterDirectory(directory, false);
            FetchProgress progress = new FetchProgress() {
                @Override
                public void waitingForOthers() {
                    waits.countDown();
                }
            };
            Thread second = new Thread(() -> {
                try {
                    new ParameterFetch(target, gateway.url(), List.of(), progress).ensure(List.of(file));
                } catch (FetchException e) {
                    throw new AssertionError(e);
                }
            });
            second.start();
            assertTrue(waits.await(WAIT_SECONDS_MAX, TimeUnit.SECONDS), "the second one does not wait");
            gateway.open();
            assertTrue(other.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS));
            second.join(TimeUnit.SECONDS.toMillis(WAIT_SECONDS_MAX));
            assertFalse(second.isAlive());
            assertEquals(0, other.exitValue());
        } finally {
            other.destroyForcibly();
        }
        isFetched();
        assertEquals(List.of("all"), gateway.gets(), "one download");
    }

    @Test
    void aDirectoryIsCheckedWithoutBeingChanged() throws Exception {
        ParameterFile key = file("v28-test.vk", "QmKey", "key".getBytes(StandardCharsets.US_ASCII));
        Files.createDirectories(directory);
        Files.writeString(target(), "damaged");
        Files.writeString(directory.resolve(key.name()), "damaged too");
        List<ParameterFile> both = List.of(file, key);
        assertEquals(
                List.of(Verdict.UNCHECKED, Verdict.UNCHECKED),
                verdicts(new ParameterDirectory(directory, false).list(both)));
        assertEquals(
                List.of(Verdict.WRONG, Verdict.WRONG),
                verdicts(new ParameterDirectory(directory, false).check(both, FetchProgress.SILENT)));
        assertEquals(
                List.of(Verdict.UNCHECKED, Verdict.WRONG),
                verdicts(new ParameterDirectory(directory, true).check(both, FetchProgress.SILENT)),
                "trusted parameters are not read, keys are");
        Files.delete(target());
        assertEquals(
                List.of(Verdict.MISSING, Verdict.WRONG),
                verdicts(new ParameterDirectory(directory, true).check(both, FetchProgress.SILENT)));
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(1, files.count());
        }
    }

    private static List<Verdict> verdicts(List<ParameterState> states) {
        return states.stream().map(ParameterState::verdict).toList();
    }

    @Test
    void aDirectoryOfATestNetworkIsNotFetchedInto() throws Exception {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("TEST-PARAMETERS-ONLY.txt"), "");
        FetchException e = assertThrows(FetchException.class, this::fetch);
        assertTrue(e.getMessage().contains("test network"), e::getMessage);
        assertFalse(Files.exists(target()));
    }

    @Test
    void aRoleNeedsItsOwnTwoFilesOfItsSectorSize() throws Exception {
        ParameterFile winning = new ParameterFile("w.params", "Qm1", "00", 2048, Optional.of(PoStKind.WINNING));
        ParameterFile larger = new ParameterFile("l.params", "Qm2", "00", 4096, Optional.of(PoStKind.WINDOW));
        ParameterFile sealing = new ParameterFile("s.params", "Qm3", "00", 2048, Optional.empty());
        List<ParameterFile> manifest = List.of(winning, larger, sealing, file);
        assertEquals(List.of(file), ParameterDirectory.needed(manifest, EnumSet.of(PoStKind.WINDOW), 2048));
        assertEquals(List.of(winning, file), ParameterDirectory.needed(manifest, EnumSet.allOf(PoStKind.class), 2048));
    }
}
