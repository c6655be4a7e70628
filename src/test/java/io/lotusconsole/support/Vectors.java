package io.lotusconsole.support;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.prover.PartitionProof;
import io.lotusconsole.prover.PoStRandomness;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.prover.ProverId;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.prover.SectorCommitment;
import io.lotusconsole.prover.SectorReplica;
import io.lotusconsole.prover.WindowPoSt;
import io.lotusconsole.prover.WinningPoSt;
import io.lotusconsole.proving.SealedCid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The recorded exchange of {@code vectors/2kib}: four sealed sectors of 2 KiB, their challenges, vanilla proofs,
 * and proofs made by this project's binding and by filecoin-ffi.
 */
public final class Vectors {
    private static final Path FOLDER = Fixtures.path("vectors", "2kib");

    private static final Vectors TWO_KIB = new Vectors();

    /** Each sector as it is in the file: texts in hexadecimal. */
    public record Sector(long number, SealedCid sealedCid, long[] window, long[] oldWindow, byte[] windowVanilla) {}

    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, long[]> numbers = new HashMap<>();
    private final List<Sector> sectors = new ArrayList<>();

    private Vectors() {
        try (JsonCursor in = new JsonCursor(Fixtures.text(FOLDER.resolve("exchange.json")))) {
            in.beginObject();
            while (in.nextField()) {
                read(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Vectors twoKib() {
        return TWO_KIB;
    }

    private void read(JsonCursor in) throws IOException {
        String name = in.name();
        if (name.equals("sectors")) {
            in.beginArray();
            while (in.nextElement()) {
                sectors.add(readSector(in));
            }
        } else if (in.isArray()) {
            numbers.put(name, readNumbers(in));
        } else if (in.isText()) {
            texts.put(name, in.text());
        } else {
            numbers.put(name, new long[] {in.integer()});
        }
    }

    private static Sector readSector(JsonCursor in) throws IOException {
        long number = 0;
        Map<String, String> texts = new HashMap<>();
        Map<String, long[]> numbers = new HashMap<>();
        in.beginObject();
        while (in.nextField()) {
            String name = in.name();
            if (in.isArray()) {
                numbers.put(name, readNumbers(in));
            } else if (in.isText()) {
                texts.put(name, in.text());
            } else {
                number = in.integer();
            }
        }
        return new Sector(
                number,
                SealedCid.ofCommR(hex(texts.get("commR"))),
                numbers.get("ch"),
                numbers.get("oldCh"),
                hex(texts.get("vanilla")));
    }

    private static long[] readNumbers(JsonCursor in) throws IOException {
        List<Long> numbers = new ArrayList<>();
        in.beginArray();
        while (in.nextElement()) {
            numbers.add(in.integer());
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    public byte[] bytes(String name) {
        return hex(texts.get(name));
    }

    public long[] numbers(String name) {
        return numbers.get(name).clone();
    }

    public List<Sector> sectors() {
        return sectors;
    }

    public List<Long> sectorNumbers() {
        return sectors.stream().map(Sector::number).toList();
    }

    public List<SectorCommitment> commitments() {
        return sectors.stream()
                .map(sector -> new SectorCommitment(sector.number(), sector.sealedCid()))
                .toList();
    }

    public ProverId prover() {
        return new ProverId(numbers("actor")[0]);
    }

    public ProofRequest request(RegisteredPoStProof proof) {
        return new ProofRequest(proof, prover(), PoStRandomness.of(bytes("rand")));
    }

    /** The sector that the winning proofs are about. */
    public Sector winningSector() {
        return sectors.get((int) numbers("winIdx")[0]);
    }

    /** @param name {@code winProof} or {@code ffiWinProof} */
    public WinningPoSt winning(String name) {
        return new WinningPoSt(RegisteredPoStProof.WINNING_2KIB, new PartitionProof(bytes(name)));
    }

    /** @param name {@code windowProof} or {@code ffiWindowProof} */
    public WindowPoSt window(String name) {
        return WindowPoSt.parse(RegisteredPoStProof.WINDOW_2KIB, bytes(name));
    }

    /** The files of a sector, where they lie. */
    public static SectorReplica replica(Sector sector) {
        String name = "s-t01000-" + sector.number();
        return new SectorReplica(
                sector.number(),
                sector.sealedCid(),
                FOLDER.resolve("cache").resolve(name),
                FOLDER.resolve("sealed").resolve(name));
    }

    /** The verifying keys of the test parameters. */
    public static Path keys() {
        return FOLDER.resolve("params");
    }

    /** The same sector with files of its own below a directory, to be damaged. */
    public static SectorReplica copy(Sector sector, Path directory) {
        SectorReplica original = replica(sector);
        Path cache = directory.resolve("cache");
        Path sealed = directory.resolve("sealed");
        try (Stream<Path> files = Files.list(original.cacheDirectory())) {
            Files.createDirectories(cache);
            Files.copy(original.sealedFile(), sealed);
            for (Path file : files.toList()) {
                Files.copy(file, cache.resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SectorReplica(sector.number(), sector.sealedCid(), cache, sealed);
    }
}
