package io.lotusconsole.lotus.wire;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.proving.DeadlineState;
import io.lotusconsole.proving.Partition;
import io.lotusconsole.proving.ProvingWindow;
import io.lotusconsole.proving.SectorOnChain;
import io.lotusconsole.proving.SectorSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Deadlines, partitions and sectors of the miner actor. */
public final class DeadlineCodec {
    private DeadlineCodec() {}

    /** The answer to {@code StateMinerProvingDeadline}. */
    public static ProvingWindow provingWindow(JsonCursor in) throws IOException {
        long current = 0;
        long periodStart = 0;
        int index = 0;
        long open = 0;
        long close = 0;
        long challenge = 0;
        long cutoff = 0;
        int deadlines = 0;
        long period = 0;
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "CurrentEpoch" -> current = in.integer();
                    case "PeriodStart" -> periodStart = in.integer();
                    case "Index" -> index = Values.small(in);
                    case "Open" -> open = in.integer();
                    case "Close" -> close = in.integer();
                    case "Challenge" -> challenge = in.integer();
                    case "FaultCutoff" -> cutoff = in.integer();
                    case "WPoStPeriodDeadlines" -> deadlines = Values.small(in);
                    case "WPoStProvingPeriod" -> period = in.integer();
                    default -> in.skip();
                }
            }
        }
        return new ProvingWindow(current, periodStart, index, open, close, challenge, cutoff, deadlines, period);
    }

    /** The answer to {@code StateMinerDeadlines}. */
    public static List<DeadlineState> deadlines(JsonCursor in) throws IOException {
        List<DeadlineState> deadlines = new ArrayList<>(ProvingWindow.PERIOD_DEADLINES);
        if (in.beginArray()) {
            while (in.nextElement()) {
                deadlines.add(deadline(in));
            }
        }
        return deadlines;
    }

    private static DeadlineState deadline(JsonCursor in) throws IOException {
        SectorSet proven = SectorSet.EMPTY;
        long disputable = 0;
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "PostSubmissions" -> proven = Values.sectorSet(in);
                    case "DisputableProofCount" -> disputable = in.integer();
                    default -> in.skip();
                }
            }
        }
        return new DeadlineState(proven, disputable);
    }

    /** The answer to {@code StateMinerPartitions}. */
    public static List<Partition> partitions(JsonCursor in) throws IOException {
        List<Partition> partitions = new ArrayList<>();
        if (in.beginArray()) {
            while (in.nextElement()) {
                partitions.add(partition(in));
            }
        }
        return partitions;
    }

    private static Partition partition(JsonCursor in) throws IOException {
        SectorSet all = SectorSet.EMPTY;
        SectorSet faulty = SectorSet.EMPTY;
        SectorSet recovering = SectorSet.EMPTY;
        SectorSet live = SectorSet.EMPTY;
        SectorSet active = SectorSet.EMPTY;
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "AllSectors" -> all = Values.sectorSet(in);
                    case "FaultySectors" -> faulty = Values.sectorSet(in);
                    case "RecoveringSectors" -> recovering = Values.sectorSet(in);
                    case "LiveSectors" -> live = Values.sectorSet(in);
                    case "ActiveSectors" -> active = Values.sectorSet(in);
                    default -> in.skip();
                }
            }
        }
        return new Partition(all, faulty, recovering, live, active);
    }

    /** The answer to {@code StateMinerSectors}. */
    public static List<SectorOnChain> sectors(JsonCursor in) throws IOException {
        List<SectorOnChain> sectors = new ArrayList<>();
        if (in.beginArray()) {
            while (in.nextElement()) {
                sectors.add(sector(in));
            }
        }
        return sectors;
    }

    private static SectorOnChain sector(JsonCursor in) throws IOException {
        long number = 0;
        int proof = 0;
        String sealedCid = "";
        String keyCid = "";
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "SectorNumber" -> number = in.integer();
                    case "SealProof" -> proof = Values.small(in);
                    case "SealedCID" -> sealedCid = Values.cid(in);
                    case "SectorKeyCID" -> keyCid = Values.cid(in);
                    default -> in.skip();
                }
            }
        }
        return new SectorOnChain(number, proof, sealedCid, !keyCid.isEmpty());
    }
}
