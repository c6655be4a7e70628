package io.lotusconsole.prover.ffi;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import io.lotusconsole.prover.Challenges;
import io.lotusconsole.prover.GpuDevice;
import io.lotusconsole.prover.LibraryLog;
import io.lotusconsole.prover.NativeCallObserver;
import io.lotusconsole.prover.PartitionProof;
import io.lotusconsole.prover.ProofLibrary;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.prover.ProverBuild;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.ProverId;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.prover.SectorChallenge;
import io.lotusconsole.prover.SectorCommitment;
import io.lotusconsole.prover.SectorReplica;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.prover.TestNetworkProver;
import io.lotusconsole.prover.VanillaProof;
import io.lotusconsole.prover.WindowPoSt;
import io.lotusconsole.prover.WinningPoSt;
import io.lotusconsole.proving.ParameterFile;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.SealedCid;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The proof library, loaded. Safe for use by several threads; stays loaded until the process ends. */
public final class NativeLibrary implements ProofLibrary, TestNetworkProver {
    private static final int SEAL_PROOF_V1_1_2KIB = 5;

    private final Entries entries;

    /** Null if the library was built without these entries. */
    private final Entries.Devnet devnet;

    private final ProverBuild build;
    private final NativeCallObserver observer;

    NativeLibrary(Entries entries, Entries.Devnet devnet, ProverBuild build, NativeCallObserver observer) {
        this.entries = entries;
        this.devnet = devnet;
        this.build = build;
        this.observer = observer;
    }

    /** One entry with its arguments; fills the buffer and returns the status. */
    interface EntryCall {
        int into(Pointer out);
    }

    private byte[] call(String entry, EntryCall arguments) throws ProverException {
        return call(entry, System.nanoTime(), arguments);
    }

    private byte[] call(String entry, long startNanos, EntryCall arguments) throws ProverException {
        try (Result result = new Result(entries)) {
            int status = arguments.into(result);
            long nativeNanos = result.nanos();
            try {
                return result.take(entry, status);
            } finally {
                observer.onCall(entry, nativeNanos, System.nanoTime() - startNanos);
            }
        }
    }

    @Override
    public ProverBuild build() {
        return build;
    }

    @Override
    public List<GpuDevice> devices() throws ProverException {
        List<GpuDevice> devices = new ArrayList<>();
        for (String[] fields : table(call("devices", entries::lcp_devices))) {
            devices.add(new GpuDevice(fields[0], Long.parseLong(fields[1])));
        }
        return devices;
    }

    @Override
    public void useParameters(Path directory) throws ProverException {
        byte[] path = bytes(directory);
        call("set_parameter_dir", out -> entries.lcp_set_parameter_dir(path, path.length, out));
    }

    @Override
    public List<ParameterFile> parameterFiles() throws ProverException {
        List<ParameterFile> files = new ArrayList<>();
        for (String[] fields : table(call("parameters", entries::lcp_parameters))) {
            files.add(new ParameterFile(fields[0], fields[1], fields[2], Long.parseLong(fields[3]), kind(fields[4])));
        }
        return files;
    }

    private static Optional<PoStKind> kind(String role) {
        return switch (role) {
            case "winning" -> Optional.of(PoStKind.WINNING);
            case "window" -> Optional.of(PoStKind.WINDOW);
            default -> Optional.empty();
        };
    }

    @Override
    public void sendLog(LibraryLog to, LibraryLog.Level level) throws ProverException {
        LogForwarder.INSTANCE.sendTo(to);
        int least = to == null ? LibraryLog.Level.OFF.ordinal() : level.ordinal();
        call("set_log", out -> entries.lcp_set_log(LogForwarder.INSTANCE, least, out));
    }

    @Override
    public SealedCid sealedCid(byte[] pAux) throws ProverException {
        return SealedCid.ofCommR(call("comm_r", out -> entries.lcp_comm_r(pAux, pAux.length, out)));
    }

    @Override
    public VanillaProof vanillaProof(RegisteredPoStProof proof, SectorReplica replica, SectorChallenge challenge)
            throws ProverException {
        byte[] cache = bytes(replica.cacheDirectory());
        byte[] sealed = bytes(replica.sealedFile());
        long[] leaves = challenge.leaves();
        return VanillaProof.ofOwned(call(
                "vanilla_proof",
                out -> entries.lcp_vanilla_proof(
                        proof.networkCode(),
                        replica.sectorNumber(),
                        replica.sealedCid().commR(),
                        cache,
                        cache.length,
                        sealed,
                        sealed.length,
                        leaves,
                        leaves.length,
                        out)));
    }

    @Override
    public WinningPoSt proveWinning(ProofRequest request, VanillaProof vanillaProof) throws ProverException {
        byte[] vanilla = vanillaProof.sharedBytes();
        byte[] bytes = call(
                "winning_post",
                out -> entries.lcp_winning_post(
                        request.proof().networkCode(),
                        request.randomness().bytes(),
                        request.prover().bytes(),
                        vanilla,
                        vanilla.length,
                        out));
        return new WinningPoSt(request.proof(), new PartitionProof(bytes));
    }

    @Override
    public PartitionProof proveWindow(ProofRequest request, List<VanillaProof> vanillaProofs, int batchPartitionIndex)
            throws ProverException {
        long startNanos = System.nanoTime();
        long[] lengths = vanillaProofs.stream().mapToLong(VanillaProof::length).toArray();
        long total = 0;
        for (long length : lengths) {
            total += length;
        }
        // The one copy of a partition's vanilla proofs on this side. Memory cannot be empty.
        try (Memory vanilla = new Memory(Math.max(1, total))) {
            long at = 0;
            for (VanillaProof vanillaProof : vanillaProofs) {
                vanilla.write(at, vanillaProof.sharedBytes(), 0, vanillaProof.length());
                at += vanillaProof.length();
            }
            long length = total;
            return new PartitionProof(call(
                    "window_post",
                    startNanos,
                    out -> entries.lcp_window_post(
                            request.proof().networkCode(),
                            request.randomness().bytes(),
                            request.prover().bytes(),
                            vanilla,
                            length,
                            lengths,
                            lengths.length,
                            batchPartitionIndex,
                            out)));
        }
    }

    @Override
    public boolean verifyWinning(ProofRequest request, SectorCommitment sector, WinningPoSt proof)
            throws ProverException {
        byte[] bytes = proof.bytes().bytes();
        return isValid(call(
                "verify_winning",
                out -> entries.lcp_verify_winning(
                        request.proof().networkCode(),
                        request.randomness().bytes(),
                        request.prover().bytes(),
                        new long[] {sector.sectorNumber()},
                        sector.sealedCid().commR(),
                        1,
                        bytes,
                        bytes.length,
                        out)));
    }

    @Override
    public boolean verifyWindow(ProofRequest request, List<SectorCommitment> sectors, WindowPoSt proof)
            throws ProverException {
        long[] numbers =
                sectors.stream().mapToLong(SectorCommitment::sectorNumber).toArray();
        byte[] commRs = new byte[numbers.length * SealedCid.COMM_R_BYTES];
        for (int i = 0; i < numbers.length; i++) {
            byte[] commR = sectors.get(i).sealedCid().commR();
            System.arraycopy(commR, 0, commRs, i * SealedCid.COMM_R_BYTES, SealedCid.COMM_R_BYTES);
        }
        byte[] bytes = proof.bytes();
        return isValid(call(
                "verify_window",
                out -> entries.lcp_verify_window(
                        request.proof().networkCode(),
                        request.randomness().bytes(),
                        request.prover().bytes(),
                        numbers,
                        commRs,
                        numbers.length,
                        bytes,
                        bytes.length,
                        out)));
    }

    private static boolean isValid(byte[] verdict) {
        return verdict[0] == 1;
    }

    /** The challenges as the library derives them, for comparison with {@link Challenges}. */
    List<SectorChallenge> challenges(ProofRequest request, List<Long> sectorNumbers) throws ProverException {
        long[] numbers = sectorNumbers.stream().mapToLong(Long::longValue).toArray();
        LongBuffer leaves = numbers(call(
                "challenges",
                out -> entries.lcp_challenges(
                        request.proof().networkCode(),
                        request.randomness().bytes(),
                        request.prover().bytes(),
                        numbers,
                        numbers.length,
                        out)));
        List<SectorChallenge> challenges = new ArrayList<>();
        for (long number : numbers) {
            long[] own = new long[request.proof().challengeCount()];
            leaves.get(own);
            challenges.add(new SectorChallenge(number, own));
        }
        return challenges;
    }

    /** The position of the winning sector as the library derives it, for comparison with {@link Challenges}. */
    long winningSectorIndex(ProofRequest request, long sectorCount) throws ProverException {
        return numbers(call(
                        "winning_sector",
                        out -> entries.lcp_winning_sector(
                                request.proof().networkCode(),
                                request.randomness().bytes(),
                                request.prover().bytes(),
                                sectorCount,
                                out)))
                .get();
    }

    private static LongBuffer numbers(byte[] littleEndian) {
        return ByteBuffer.wrap(littleEndian).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    }

    @Override
    public SealedCid seal(
            SectorSize size,
            ProverId prover,
            long sectorNumber,
            byte[] ticket,
            byte[] data,
            Path cacheDirectory,
            Path sealedFile)
            throws ProverException {
        requireDevnet();
        if (size.compareTo(SECTOR_SIZE_MAX) > 0) {
            throw new ProverException.Rejected("sectors of " + size + " are not sealed here");
        }
        byte[] cache = bytes(cacheDirectory);
        byte[] sealed = bytes(sealedFile);
        byte[] commitments = call(
                "devnet_seal",
                out -> devnet.lcp_devnet_seal(
                        SEAL_PROOF_V1_1_2KIB + size.ordinal(),
                        prover.bytes(),
                        sectorNumber,
                        ticket,
                        data,
                        data.length,
                        cache,
                        cache.length,
                        sealed,
                        sealed.length,
                        out));
        return SealedCid.ofCommR(Arrays.copyOf(commitments, SealedCid.COMM_R_BYTES));
    }

    @Override
    public List<String> makeParameters(RegisteredPoStProof proof, Path directory) throws ProverException {
        requireDevnet();
        byte[] path = bytes(directory);
        byte[] names = call(
                "devnet_parameters", out -> devnet.lcp_devnet_parameters(proof.networkCode(), path, path.length, out));
        return new String(names, StandardCharsets.UTF_8).lines().toList();
    }

    private void requireDevnet() throws ProverException {
        if (devnet == null) {
            throw new ProverException.Rejected("this proof library was built without what a test network needs");
        }
    }

    /** Buffers of the library that were not given back, of the whole process. */
    long liveBuffers() {
        return entries.lcp_live_buffers();
    }

    private static byte[] bytes(Path path) {
        return path.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Lines of fields with tabs between them. */
    private static List<String[]> table(byte[] text) {
        return new String(text, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split("\t", -1))
                .toList();
    }
}
