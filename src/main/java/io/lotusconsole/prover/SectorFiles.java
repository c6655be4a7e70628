package io.lotusconsole.prover;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the file system says of a sector's files, to tell one kind of damage from another.
 *
 * <p>Looked at before the proof library is: it opens tree files for writing and makes one that it does not find
 * (merkletree {@code level_cache.rs}), which would turn storage that is away for a moment into damaged sectors.
 */
final class SectorFiles {
    static final int P_AUX_BYTES = 64;

    private static final String TREE = "sc-02-data-tree-r-last";

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
     * That all files are there, and long enough. Asks for metadata only.
     *
     * @throws ProverException.BadSector for the first that is not
     */
    void check() throws ProverException {
        Path sealed = replica.sealedFile();
        checkFile(sealed, SectorDamage.SEALED_FILE_MISSING, SectorDamage.SEALED_FILE_UNREADABLE);
        long length = sealed.toFile().length();
        if (length < size.bytes()) {
            throw bad(SectorDamage.SEALED_FILE_CUT, sealed, length + " bytes of " + size.bytes());
        }
        long longest = SectorSize.NODE_BYTES;
        for (Path tree : trees()) {
            checkFile(tree, SectorDamage.TREE_MISSING, SectorDamage.TREE_UNREADABLE);
            longest = Math.max(longest, tree.toFile().length());
        }
        for (Path tree : trees()) {
            // The trees of one sector are equally long, and a root alone has one node.
            if (tree.toFile().length() < longest) {
                throw bad(SectorDamage.TREE_CUT, tree, tree.toFile().length() + " bytes, not " + longest + " or more");
            }
        }
    }

    private void checkFile(Path file, SectorDamage missing, SectorDamage unreadable) throws ProverException {
        if (Files.isRegularFile(file)) {
            return;
        }
        throw Files.notExists(file) ? bad(missing, file, "") : bad(unreadable, file, "it is not a file");
    }

    /** {@code split_config_and_replica} of storage-proofs-core numbers the trees of a sector that has several. */
    private List<Path> trees() {
        List<Path> trees = new ArrayList<>();
        for (int i = 0; i < size.treeFiles(); i++) {
            String number = size.treeFiles() == 1 ? "" : "-" + i;
            trees.add(replica.cacheDirectory().resolve(TREE + number + ".dat"));
        }
        return trees;
    }

    /**
     * The damage behind a vanilla proof that could not be made although {@link #check} had passed; null if the
     * files give no reason to blame them.
     *
     * @param why what the proof library said
     */
    ProverException.BadSector damage(String why) {
        Path sealed = replica.sealedFile();
        String unreadable = whyUnreadable(sealed);
        if (unreadable != null) {
            return bad(SectorDamage.SEALED_FILE_UNREADABLE, sealed, unreadable);
        }
        for (Path tree : trees()) {
            unreadable = whyUnreadable(tree);
            if (unreadable != null) {
                return bad(SectorDamage.TREE_UNREADABLE, tree, unreadable);
            }
        }
        // The library's words, by which alone the rest can be told apart (filecoin-proofs and storage-proofs-post
        // put them around the error of the file system).
        if (why.contains("merkle_tree failed")) {
            return bad(SectorDamage.TREE_CUT, trees().get(0), why);
        }
        if (why.contains("failed to read")) {
            return bad(SectorDamage.SEALED_FILE_UNREADABLE, sealed, why);
        }
        if (why.contains("is invalid")) {
            return bad(SectorDamage.CONTENT_CHANGED, sealed, "");
        }
        return null;
    }

    /** Null if a byte can be read; an empty file is readable. */
    private static String whyUnreadable(Path file) {
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
