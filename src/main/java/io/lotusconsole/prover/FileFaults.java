package io.lotusconsole.prover;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Words for failures of the file system, whose exceptions often carry the path only and the reason in their class. */
public final class FileFaults {
    private FileFaults() {}

    /** The reason in a few words, and the path where the exception knows it. */
    public static String reason(IOException e) {
        if (!(e instanceof FileSystemException fault)) {
            return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }
        String file = fault.getFile() == null ? "" : fault.getFile() + ": ";
        return file + (fault.getReason() == null ? kind(fault) : fault.getReason());
    }

    private static String kind(FileSystemException fault) {
        if (fault instanceof NoSuchFileException) {
            return "no such file or directory";
        }
        if (fault instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (fault instanceof FileAlreadyExistsException) {
            return "it exists and is no directory";
        }
        if (fault instanceof NotDirectoryException || fault instanceof DirectoryNotEmptyException) {
            return "it is no empty directory";
        }
        return fault.getClass().getSimpleName();
    }
}
