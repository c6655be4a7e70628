package io.lotusconsole.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteRefusalTest {
    @ParameterizedTest
    @CsvSource({
        "Input/output error (os error 5), UNREADABLE",
        "Permission denied (os error 13), UNREADABLE",
        "Not a directory (os error 20), UNREADABLE",
        "failed to read 32 bytes at 64, UNREADABLE",
        "failed to read 32 bytes: Connection timed out (os error 110), STORAGE_AWAY",
        "Stale file handle (os error 116), STORAGE_AWAY",
        "/mnt/a/sealed/s-t01000-1: Stale file handle, STORAGE_AWAY",
        "/mnt/a/sealed/s-t01000-1: Connection timed out, STORAGE_AWAY",
        "Too many open files (os error 24), FAILED",
        "No such file or directory (os error 2), MISSING",
        "fsstat: path not found, MISSING",
        "proof for sector 1 is invalid, CORRUPT",
        "unreadable: the sealed file cannot be read, UNREADABLE",
        "something else, FAILED"
    })
    void wordsOfAHostSayWhoseFaultItIs(String words, ReadFault fault) {
        assertEquals(fault, RemoteRefusal.of(500, words).fault());
    }

    @Test
    void wordsThatNobodyKnowsSayNothing() {
        assertNull(RemoteRefusal.knownFault("something else"));
    }
}
