package io.lotusconsole.prover;

import io.lotusconsole.proving.PoStKind;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A window PoSt as it is submitted: the proofs of its partitions, in their order. */
public record WindowPoSt(RegisteredPoStProof proof, List<PartitionProof> partitions) {
    /** @throws IllegalArgumentException if there is no partition, or the type is not one of a window PoSt */
    public WindowPoSt {
        if (proof.kind() != PoStKind.WINDOW) {
            throw new IllegalArgumentException(proof + " is no type of a window PoSt");
        }
        if (partitions.isEmpty()) {
            throw new IllegalArgumentException("a window PoSt without a partition");
        }
        partitions = List.copyOf(partitions);
    }

    /**
     * From the bytes on the wire.
     *
     * @throws IllegalArgumentException if they are not whole proofs
     */
    public static WindowPoSt parse(RegisteredPoStProof proof, byte[] bytes) {
        if (bytes.length % PartitionProof.BYTES != 0) {
            throw new IllegalArgumentException(bytes.length + " bytes are not whole proofs");
        }
        List<PartitionProof> partitions = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += PartitionProof.BYTES) {
            partitions.add(new PartitionProof(Arrays.copyOfRange(bytes, at, at + PartitionProof.BYTES)));
        }
        return new WindowPoSt(proof, partitions);
    }

    /** As on the wire: one proof after the other, as {@code merge_window_post_partition_proofs} does it. */
    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (PartitionProof partition : partitions) {
            bytes.writeBytes(partition.bytes());
        }
        return bytes.toByteArray();
    }
}
