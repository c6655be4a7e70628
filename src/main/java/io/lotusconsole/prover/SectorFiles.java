package io.lotusconsole.prover;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the file system says of a sector's files, to tell one kind of damage from another. Reads a few bytes. */
final class SectorFiles {
    static final int P_AUX_BYTES = 64;

    private static final String TREE_FILES = "sc-02-data-tree-r-last*.dat";

    private final SectorReplica replica;
    private final SectorSize size;

    SectorFiles(SectorReplica replica, SectorSize size) {
        this.replica = replica;
        this.size = size;
    }

    private Path pAux() {
        return replica.cacheDirectory().resolve("p_aux");
    }

    /** @throws ProverException.BadSector if there is none, or not one of 64 bytes */
    byte[] readPAux() throws ProverException {
        Path file = pAux();
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(P_AUX_BYTES + 1);
        } catch (IOException e) {
            boolean missing = Files.notExists(file);
            throw bad(missing ? SectorDamage.P_AUX_MISSING : SectorDamage.P_AUX_UNREADABLE, file, detail(e));
        }
        if (bytes.length != P_AUX_BYTES) {
            throw bad(SectorDamage.P_AUX_BROKEN, file, "");
        }
        return bytes;
    }

    ProverException.BadSector otherCommitment(String found) {
        return bad(SectorDamage.OTHER_COMMITMENT, pAux(), found);
    }

    /**
     * The damage behind a vanilla proof that could not be made; null if the files give no reason to blame them.
     *
     * @param why what the proof library said
     */
    ProverException.BadSector damage(String why) {
        Path sealed = replica.sealedFile();
        if (Files.notExists(sealed)) {
            return bad(SectorDamage.SEALED_FILE_MISSING, sealed, "");
        }
        String unreadable = whyUnreadable(sealed);
        if (unreadable != null) {
            return bad(SectorDamage.SEALED_FILE_UNREADABLE, sealed, unreadable);
        }
        if (sealed.toFile().length() < size.bytes()) {
            return bad(SectorDamage.SEALED_FILE_CUT, sealed, sealed.toFile().length() + " bytes of " + size.bytes());
        }
        return treeDamage(why);
    }

    private ProverException.BadSector treeDamage(String why) {
        List<Path> trees;
        try {
            trees = trees();
        } catch (IOException e) {
            return bad(SectorDamage.TREE_UNREADABLE, replica.cacheDirectory(), detail(e));
        }
        if (trees.size() < size.treeFiles()) {
            String found = trees.size() + " of " + size.treeFiles() + " are there";
            return bad(SectorDamage.TREE_MISSING, replica.cacheDirectory(), found);
        }
        long longest = 0;
        for (Path tree : trees) {
            String unreadable = whyUnreadable(tree);
            if (unreadable != null) {
                return bad(SectorDamage.TREE_UNREADABLE, tree, unreadable);
            }
            longest = Math.max(longest, tree.toFile().length());
        }
        for (Path tree : trees) {
            // Trees of one sector are equally long; a root alone has one node.
            if (tree.toFile().length() < longest || longest < SectorSize.NODE_BYTES) {
                return bad(SectorDamage.TREE_CUT, tree, tree.toFile().length() + " bytes");
            }
        }
        // The library's words, by which alone the rest can be told apart (filecoin-proofs and storage-proofs-post
        // put them around the error of the file system).
        if (why.contains("merkle_tree failed")) {
            return bad(SectorDamage.TREE_CUT, trees.get(0), why);
        }
        if (why.contains("failed to read")) {
            return bad(SectorDamage.SEALED_FILE_UNREADABLE, replica.sealedFile(), why);
        }
        if (why.contains("is invalid")) {
            return bad(SectorDamage.CONTENT_CHANGED, replica.sealedFile(), "");
        }
        return null;
    }

    private List<Path> trees() throws IOException {
        List<Path> trees = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(replica.cacheDirectory(), TREE_FILES)) {
            files.forEach(trees::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return trees;
    }

    /** Null if a byte can be read; an empty file is readable. */
    private static String whyUnreadable(Path file) {
        if (Files.isDirectory(file)) {
            return "it is a directory";
        }
        try (InputStream in = Files.newInputStream(file)) {
            in.read();
            return null;
        } catch (IOException e) {
            return detail(e);
        }
    }

    /** An {@link IOException} of the file system has the path as its message and the reason in its class. */
    private static String detail(IOException e) {
        return e.getClass().getSimpleName().replace("Exception", "") + ": " + e.getMessage();
    }

    private ProverException.BadSector bad(SectorDamage damage, Path file, String detail) {
        return new ProverException.BadSector(replica.sectorNumber(), damage, file, detail);
    }
}
