package io.lotusconsole.storage;

import io.lotusconsole.prover.SectorReplica;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.support.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A storage path of a test, with copies of the recorded sectors in it. */
final class TestShelf {
    static final String ID = "3b7bacdd-d1ac-43e5-8a2c-a0ecde8412b5";
    static final long MINER = 1000;

    private static final long SEAL_PROOF = 5;

    final Path root;

    TestShelf(Path root, String id, boolean canSeal) throws IOException {
        this.root = root;
        Files.createDirectories(root.resolve("sealed"));
        Files.createDirectories(root.resolve("cache"));
        Files.writeString(meta(), meta(id, canSeal));
    }

    /** A path that stores, with all recorded sectors. */
    static TestShelf full(Path root) throws IOException {
        TestShelf shelf = new TestShelf(root, ID, false);
        for (Vectors.Sector sector : Vectors.twoKib().sectors()) {
            shelf.put(sector);
        }
        return shelf;
    }

    private static String meta(String id, boolean canSeal) {
        return "{\"ID\":\"" + id + "\",\"Weight\":10,\"CanSeal\":" + canSeal + ",\"CanStore\":" + !canSeal
                + ",\"MaxStorage\":0,\"Groups\":null,\"AllowTo\":null,\"AllowTypes\":null,\"DenyTypes\":null,"
                + "\"AllowMiners\":null,\"DenyMiners\":null}";
    }

    Path meta() {
        return root.resolve("sectorstore.json");
    }

    private void put(Vectors.Sector sector) throws IOException {
        SectorReplica original = Vectors.replica(sector);
        Files.copy(original.sealedFile(), sealed(sector.number()));
        Files.createDirectories(cache(sector.number()));
        try (Stream<Path> files = Files.list(original.cacheDirectory())) {
            for (Path file : files.toList()) {
                Files.copy(file, cache(sector.number()).resolve(file.getFileName()));
            }
        }
    }

    Path sealed(long number) {
        return root.resolve("sealed").resolve("s-t01000-" + number);
    }

    Path cache(long number) {
        return root.resolve("cache").resolve("s-t01000-" + number);
    }

    StoragePath path() throws IOException {
        return StoragePath.read(root);
    }

    LocalPaths open() throws IOException {
        LocalPaths paths = new LocalPaths();
        paths.add(root);
        return paths;
    }

    /** A recorded sector with its window challenges. */
    static ChallengedSector sector(int position) {
        Vectors.Sector sector = Vectors.twoKib().sectors().get(position);
        List<Long> leaves = Arrays.stream(sector.window()).boxed().toList();
        return new ChallengedSector(SEAL_PROOF, sector.number(), sector.sealedCid(), leaves, false);
    }
}
