package io.lotusconsole.prover;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * What the file system says of a sector's files, to tell one kind of damage from another.
 *
 * <p>Looked at before the proof library is: it opens tree files for writing and makes one that it does not find
 * (merkletree {@code level_cache.rs}), which would turn storage that is away for a moment into damaged sectors.
 */
final class SectorFiles {
    private static final int P_AUX_BYTES = 64;

    private static final String TREE = "sc-02-data-tree-r-last";

    /** Of this process or machine, whatever the file: ENOMEM, ENFILE, EMFILE. */
    private static final List<String> PROCESS_ERRORS = List.of("os error 12)", "os error 23)", "os error 24)");

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
        } catch (NoSuchFileException e) {
            throw bad(SectorDamage.P_AUX_MISSING, file, "");
        } catch (IOException e) {
            throw bad(SectorDamage.P_AUX_UNREADABLE, file, FileFaults.reason(e));
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
     * That all files are there, and have the length of what they are. Asks for metadata only.
     *
     * @throws ProverException.BadSector for the first that is not
     */
    void check() throws ProverException {
        Path sealed = replica.sealedFile();
        long length = length(sealed, SectorDamage.SEALED_FILE_MISSING, SectorDamage.SEALED_FILE_UNREADABLE);
        if (length < size.bytes()) {
            throw bad(SectorDamage.SEALED_FILE_CUT, sealed, length + " bytes of " + size.bytes());
        }
        for (Path tree : trees()) {
            long treeLength = length(tree, SectorDamage.TREE_MISSING, SectorDamage.TREE_UNREADABLE);
            if (size.isCutTree(treeLength)) {
                throw bad(SectorDamage.TREE_CUT, tree, treeLength + " bytes");
            }
        }
    }

    /** Storage that goes away between two questions is unreadable, not empty. */
    private long length(Path file, SectorDamage missing, SectorDamage unreadable) throws ProverException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw bad(unreadable, file, "it is no file");
            }
            return attributes.size();
        } catch (NoSuchFileException e) {
            throw bad(missing, file, "");
        } catch (IOException e) {
            throw bad(unreadable, file, FileFaults.reason(e));
        }
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
     * What stands behind a vanilla proof that could not be made although {@link #check} had passed: damage, or the
     * failure itself if nothing says that the sector is to blame. What every sector would meet (no file descriptors,
     * another {@code FIL_PROOFS_ROWS_TO_DISCARD} than that of the sealing) must never look like damage.
     */
    ProverException behind(ProverException.Failed failure) {
        String why = failure.getMessage();
        Path sealed = replica.sealedFile();
        // The library's words, by which alone these can be told apart: filecoin-proofs and storage-proofs-post put
        // theirs around those of the operating system.
        if (why.contains("os error ")) {
            boolean isOfProcess = PROCESS_ERRORS.stream().anyMatch(why::contains);
            SectorDamage unreadable = why.contains("merkle_tree failed")
                    ? SectorDamage.TREE_UNREADABLE
                    : SectorDamage.SEALED_FILE_UNREADABLE;
            Path file = unreadable == SectorDamage.TREE_UNREADABLE ? trees().get(0) : sealed;
            return isOfProcess ? failure : bad(unreadable, file, why);
        }
        if (why.contains("merkle_tree failed")) {
            return new ProverException.Failed(why + " (the tree files are whole: does FIL_PROOFS_ROWS_TO_DISCARD"
                    + " differ from that of the sealing?)");
        }
        if (why.contains("failed to read")) {
            return bad(SectorDamage.SEALED_FILE_UNREADABLE, sealed, why);
        }
        return why.contains("is invalid") ? bad(SectorDamage.CONTENT_CHANGED, sealed, "") : failure;
    }

    private ProverException.BadSector bad(SectorDamage damage, Path file, String detail) {
        return new ProverException.BadSector(replica.sectorNumber(), damage, file, detail);
    }
}
