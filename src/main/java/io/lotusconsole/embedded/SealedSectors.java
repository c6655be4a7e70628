package io.lotusconsole.embedded;

import io.lotusconsole.json.DocumentFormat;
import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.lotus.wire.StorageCodec;
import io.lotusconsole.lotus.wire.StorageCodec.StorageInfo;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.ProverId;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.prover.TestNetworkProver;
import io.lotusconsole.proving.SealedCid;
import io.lotusconsole.storage.SectorFileType;
import io.lotusconsole.storage.StoragePath;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The miner's sectors as they lie in a storage path of its repository, and what each commits to. Sealed once; a
 * restart finds them again.
 *
 * @param path where they are; null if nothing was sealed
 * @param info the path as the index has it, without URLs; null if nothing was sealed
 * @param cids number to sealed CID; invented ones if nothing was sealed
 */
record SealedSectors(StoragePath path, StorageInfo info, SortedMap<Long, SealedCid> cids) {
    /** Path of the storage in the repository. */
    static final String STORAGE = "storage";

    /** What the chain knows of the sectors: number and sealed CID. */
    private static final String REGISTER = "sealed-sectors.json";

    private static final String STORAGE_META = STORAGE + "/" + StoragePath.META_FILE;
    private static final long WEIGHT = 10;

    /** Random bits of a ticket, below the two bits that are beyond the field. */
    private static final int FIELD_MASK = 0x3f;

    private static final int TICKET_BYTES = 32;

    /** Sectors without files, whose CIDs are well-formed and commit to nothing. */
    static SealedSectors unsealed(String seed, int count) {
        SortedMap<Long, SealedCid> cids = new TreeMap<>();
        for (long number = 1; number <= count; number++) {
            cids.put(number, SealedCid.parse(Cids.sealed("sector " + seed + " " + number)));
        }
        return new SealedSectors(null, null, cids);
    }

    /**
     * The first sectors of a repository, those sealed that are not there yet: 50 ms each.
     *
     * @throws IOException if files cannot be read or written, or the proof library cannot seal
     */
    static SealedSectors in(Repository repository, TestNetworkProver sealing, long minerActor, int count)
            throws IOException {
        Path root = repository.directory().resolve(STORAGE);
        for (SectorFileType type : List.of(SectorFileType.SEALED, SectorFileType.CACHE)) {
            Files.createDirectories(root.resolve(type.name().toLowerCase(Locale.ROOT)));
        }
        if (!Files.exists(repository.directory().resolve(STORAGE_META))) {
            StorageInfo info = new StorageInfo(
                    UUID.randomUUID().toString(), null, WEIGHT, 0, false, true, null, null, null, null, null, null);
            repository.write(STORAGE_META, StoragePath.meta(info));
        }
        repository.write("storage.json", storageList(root));
        StoragePath path = StoragePath.read(root);
        SortedMap<Long, SealedCid> known = register(repository.directory().resolve(REGISTER));
        SortedMap<Long, SealedCid> cids = new TreeMap<>();
        boolean isNew = false;
        try {
            for (long number = 1; number <= count; number++) {
                SealedCid cid = isThere(path, minerActor, number) ? known.get(number) : null;
                isNew |= cid == null;
                cids.put(number, cid != null ? cid : seal(path, sealing, minerActor, number));
            }
        } catch (ProverException e) {
            throw new IOException("sectors cannot be sealed in " + root + ": " + e.getMessage(), e);
        } finally {
            if (isNew) {
                known.putAll(cids);
                repository.write(REGISTER, registerText(known));
            }
        }
        return new SealedSectors(path, readMeta(repository.directory().resolve(STORAGE_META)), cids);
    }

    private static boolean isThere(StoragePath path, long minerActor, long number) {
        return Files.exists(path.of(SectorFileType.SEALED, minerActor, number))
                && Files.isDirectory(path.of(SectorFileType.CACHE, minerActor, number));
    }

    private static SealedCid seal(StoragePath path, TestNetworkProver sealing, long minerActor, long number)
            throws ProverException, IOException {
        Path cache = path.of(SectorFileType.CACHE, minerActor, number);
        Path sealed = path.of(SectorFileType.SEALED, minerActor, number);
        // What a sealing that was cut short has left.
        remove(cache);
        remove(sealed);
        SecureRandom random = new SecureRandom();
        byte[] ticket = new byte[TICKET_BYTES];
        random.nextBytes(ticket);
        ticket[TICKET_BYTES - 1] &= FIELD_MASK;
        byte[] data = new byte[(int) SectorSize.KIB_2.usableBytes()];
        random.nextBytes(data);
        return sealing.seal(SectorSize.KIB_2, new ProverId(minerActor), number, ticket, data, cache, sealed);
    }

    private static void remove(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> files = Files.walk(tree)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static StorageInfo readMeta(Path file) throws IOException {
        try (JsonCursor in = new JsonCursor(Files.readString(file))) {
            return StorageCodec.info(in);
        }
    }

    private static String storageList(Path root) {
        return document(out -> {
            out.object().array("StoragePaths");
            out.object().text("Path", root.toString()).end();
            out.endArray().end();
        });
    }

    private static String registerText(SortedMap<Long, SealedCid> cids) {
        return document(out -> {
            out.array();
            cids.forEach((number, cid) -> out.object()
                    .integer("SectorNumber", number)
                    .text("SealedCID", cid.toString())
                    .end());
            out.endArray();
        });
    }

    private static String document(Consumer<DocumentWriter> body) {
        StringWriter text = new StringWriter();
        try (DocumentWriter out = new DocumentWriter(text, DocumentFormat.JSON)) {
            body.accept(out);
        }
        return text.toString();
    }

    private static SortedMap<Long, SealedCid> register(Path file) throws IOException {
        SortedMap<Long, SealedCid> cids = new TreeMap<>();
        try (JsonCursor in = new JsonCursor(Files.readString(file))) {
            if (in.beginArray()) {
                while (in.nextElement()) {
                    entry(in, cids);
                }
            }
        } catch (NoSuchFileException e) {
            return cids;
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        return cids;
    }

    private static void entry(JsonCursor in, SortedMap<Long, SealedCid> cids) throws IOException {
        long number = 0;
        String cid = "";
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "SectorNumber" -> number = in.integer();
                    case "SealedCID" -> cid = in.text();
                    default -> in.skip();
                }
            }
        }
        cids.put(number, SealedCid.parse(cid));
    }
}
