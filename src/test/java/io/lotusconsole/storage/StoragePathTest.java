package io.lotusconsole.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.prover.SectorReplica;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.support.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoragePathTest {
    /** As a real worker wrote it (protocol, section 8.4). */
    private static final String META = """
            {"ID":"3b7bacdd-d1ac-43e5-8a2c-a0ecde8412b5","Weight":10,"CanSeal":true,"CanStore":false,"MaxStorage":0,\
            "Groups":null,"AllowTo":null,"AllowTypes":null,"DenyTypes":null,"AllowMiners":null,"DenyMiners":null}""";

    @TempDir
    private Path directory;

    private static ChallengedSector sector(boolean updated) {
        return new ChallengedSector(5, 9, Vectors.twoKib().sectors().get(0).sealedCid(), List.of(1L), updated);
    }

    @Test
    void aPathKnowsItsIdentityAndWhereASectorsFilesAre() throws Exception {
        Files.writeString(directory.resolve("sectorstore.json"), META);
        StoragePath path = StoragePath.read(directory);
        assertEquals(new StoragePath("3b7bacdd-d1ac-43e5-8a2c-a0ecde8412b5", directory, 10, true, false), path);
        SectorReplica sealed = path.replica(1000, sector(false));
        assertEquals(directory.resolve("cache/s-t01000-9"), sealed.cacheDirectory());
        assertEquals(directory.resolve("sealed/s-t01000-9"), sealed.sealedFile());
        assertEquals(9, sealed.sectorNumber());
        SectorReplica updated = path.replica(1000, sector(true));
        assertEquals(directory.resolve("update-cache/s-t01000-9"), updated.cacheDirectory());
        assertEquals(directory.resolve("update/s-t01000-9"), updated.sealedFile());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"ID\":7}", "{}", "{\"ID\":\"\"}"})
    void aMetaFileThatSaysNoIdentityIsNamed(String text) throws Exception {
        Path file = Files.writeString(directory.resolve("sectorstore.json"), text);
        IOException e = assertThrows(IOException.class, () -> StoragePath.read(directory));
        assertTrue(e.getMessage().contains(file.toString()), e::getMessage);
    }

    @Test
    void aPathWithoutAMetaFileIsNamed() {
        IOException e = assertThrows(IOException.class, () -> StoragePath.read(directory));
        assertTrue(e.getMessage().contains("sectorstore.json"), e::getMessage);
    }

    @Test
    void theListOfPathsIsRead() throws Exception {
        assertEquals(List.of(), StorageList.read(directory));
        Path file = directory.resolve("storage.json");
        Files.writeString(file, "{\n  \"StoragePaths\": [\n    {\n      \"Path\": \"/a b\"\n    },{\"Path\":\"/c\"}]}");
        assertEquals(List.of(Path.of("/a b"), Path.of("/c")), StorageList.read(directory));
        Files.writeString(file, "{\"StoragePaths\":null,\"Other\":[1]}");
        assertEquals(List.of(), StorageList.read(directory));
        for (String bad : List.of("{\"StoragePaths\":[{}]}", "{\"StoragePaths\":7}", "x")) {
            Files.writeString(file, bad);
            IOException e = assertThrows(IOException.class, () -> StorageList.read(directory));
            assertTrue(e.getMessage().contains(file.toString()), e::getMessage);
        }
    }
}
