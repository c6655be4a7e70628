package io.lotusconsole.lotus.wire;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.proving.MarketBalance;
import io.lotusconsole.proving.MinerFunds;
import io.lotusconsole.proving.MinerInfo;
import io.lotusconsole.proving.MinerPower;
import io.lotusconsole.proving.NodeVersion;
import io.lotusconsole.proving.SectorCount;
import io.lotusconsole.proving.Tipset;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Tipsets and what the chain holds of a miner but its deadlines. */
public final class ChainCodec {
    private ChainCodec() {}

    /** The answer to {@code Version}. */
    public static NodeVersion version(JsonCursor in) throws IOException {
        String version = "";
        long apiVersion = 0;
        long blockDelay = 0;
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "Version" -> version = in.text();
                    case "APIVersion" -> apiVersion = in.integer();
                    case "BlockDelay" -> blockDelay = in.integer();
                    default -> in.skip();
                }
            }
        }
        return new NodeVersion(version, apiVersion, blockDelay);
    }

    public static Tipset tipset(JsonCursor in) throws IOException {
        List<String> cids = List.of();
        List<Tipset.Block> blocks = new ArrayList<>();
        long height = 0;
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "Cids" -> cids = Values.cids(in);
                    case "Blocks" -> readBlocks(in, blocks);
                    case "Height" -> height = in.integer();
                    default -> in.skip();
                }
            }
        }
        return new Tipset(cids, blocks, height);
    }

    private static void readBlocks(JsonCursor in, List<Tipset.Block> blocks) throws IOException {
        if (in.beginArray()) {
            while (in.nextElement()) {
                blocks.add(block(in));
            }
        }
    }

    private static Tipset.Block block(JsonCursor in) throws IOException {
        String miner = "";
        long seconds = 0;
        BigInteger baseFee = BigInteger.ZERO;
        long winCount = 0;
        List<String> parents = List.of();
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "Miner" -> miner = Values.address(in);
                    case "Timestamp" -> seconds = in.unsignedInteger();
                    case "ParentBaseFee" -> baseFee = Values.bigInteger(in);
                    case "ElectionProof" -> winCount = winCount(in);
                    case "Parents" -> parents = Values.cids(in);
                    default -> in.skip();
                }
            }
        }
        return new Tipset.Block(miner, seconds, baseFee, winCount, parents);
    }

    private static long winCount(JsonCursor in) throws IOException {
        long winCount = 0;
        if (in.beginObject()) {
            while (in.nextField()) {
                if (in.name().equals("WinCount")) {
                    winCount = in.integer();
                } else {
                    in.skip();
                }
            }
        }
        return winCount;
    }

    /** The answer to {@code StateMinerInfo}. */
    public static MinerInfo minerInfo(JsonCursor in) throws IOException {
        String owner = "";
        String worker = "";
        List<String> control = List.of();
        int proof = 0;
        long sectorSize = 0;
        long partitionSectors = 0;
        String beneficiary = "";
        MinerInfo.BeneficiaryTerm term = new MinerInfo.BeneficiaryTerm(BigInteger.ZERO, BigInteger.ZERO, 0);
        MinerInfo.PendingTerm pending = null;
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "Owner" -> owner = Values.address(in);
                    case "Worker" -> worker = Values.address(in);
                    case "ControlAddresses" -> control = in.texts();
                    case "WindowPoStProofType" -> proof = Values.small(in);
                    case "SectorSize" -> sectorSize = in.unsignedInteger();
                    case "WindowPoStPartitionSectors" -> partitionSectors = in.integer();
                    case "Beneficiary" -> beneficiary = Values.address(in);
                    case "BeneficiaryTerm" -> term = term(in, term);
                    case "PendingBeneficiaryTerm" -> pending = pending(in);
                    default -> in.skip();
                }
            }
        }
        return new MinerInfo(owner, worker, control, proof, sectorSize, partitionSectors, beneficiary, term, pending);
    }

    private static MinerInfo.BeneficiaryTerm term(JsonCursor in, MinerInfo.BeneficiaryTerm absent) throws IOException {
        if (!in.beginObject()) {
            return absent;
        }
        BigInteger quota = BigInteger.ZERO;
        BigInteger used = BigInteger.ZERO;
        long expiration = 0;
        while (in.nextField()) {
            switch (in.name()) {
                case "Quota" -> quota = Values.bigInteger(in);
                case "UsedQuota" -> used = Values.bigInteger(in);
                case "Expiration" -> expiration = in.integer();
                default -> in.skip();
            }
        }
        return new MinerInfo.BeneficiaryTerm(quota, used, expiration);
    }

    private static MinerInfo.PendingTerm pending(JsonCursor in) throws IOException {
        if (!in.beginObject()) {
            return null;
        }
        String beneficiary = "";
        BigInteger quota = BigInteger.ZERO;
        long expiration = 0;
        boolean byBeneficiary = false;
        boolean byNominee = false;
        while (in.nextField()) {
            switch (in.name()) {
                case "NewBeneficiary" -> beneficiary = Values.address(in);
                case "NewQuota" -> quota = Values.bigInteger(in);
                case "NewExpiration" -> expiration = in.integer();
                case "ApprovedByBeneficiary" -> byBeneficiary = in.bool();
                case "ApprovedByNominee" -> byNominee = in.bool();
                default -> in.skip();
            }
        }
        return new MinerInfo.PendingTerm(beneficiary, quota, expiration, byBeneficiary, byNominee);
    }

    /** The answer to {@code StateMinerPower}. */
    public static MinerPower minerPower(JsonCursor in) throws IOException {
        BigInteger[] mine = {BigInteger.ZERO, BigInteger.ZERO};
        BigInteger[] total = {BigInteger.ZERO, BigInteger.ZERO};
        boolean hasMinPower = false;
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "MinerPower" -> readClaim(in, mine);
                    case "TotalPower" -> readClaim(in, total);
                    case "HasMinPower" -> hasMinPower = in.bool();
                    default -> in.skip();
                }
            }
        }
        return new MinerPower(mine[0], mine[1], total[0], total[1], hasMinPower);
    }

    private static void readClaim(JsonCursor in, BigInteger[] rawAndAdjusted) throws IOException {
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "RawBytePower" -> rawAndAdjusted[0] = Values.bigInteger(in);
                    case "QualityAdjPower" -> rawAndAdjusted[1] = Values.bigInteger(in);
                    default -> in.skip();
                }
            }
        }
    }

    /** The answer to {@code StateMinerSectorCount}. */
    public static SectorCount sectorCount(JsonCursor in) throws IOException {
        long live = 0;
        long active = 0;
        long faulty = 0;
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "Live" -> live = in.integer();
                    case "Active" -> active = in.integer();
                    case "Faulty" -> faulty = in.integer();
                    default -> in.skip();
                }
            }
        }
        return new SectorCount(live, active, faulty);
    }

    /** The miner actor's funds from {@code StateReadState}. */
    public static MinerFunds minerFunds(JsonCursor in) throws IOException {
        BigInteger balance = BigInteger.ZERO;
        BigInteger preCommit = BigInteger.ZERO;
        BigInteger locked = BigInteger.ZERO;
        BigInteger pledge = BigInteger.ZERO;
        BigInteger debt = BigInteger.ZERO;
        if (in.beginObject()) {
            while (in.nextField()) {
                if (in.name().equals("Balance")) {
                    balance = Values.bigInteger(in);
                } else if (in.name().equals("State") && in.beginObject()) {
                    while (in.nextField()) {
                        switch (in.name()) {
                            case "PreCommitDeposits" -> preCommit = Values.bigInteger(in);
                            case "LockedFunds" -> locked = Values.bigInteger(in);
                            case "InitialPledge" -> pledge = Values.bigInteger(in);
                            case "FeeDebt" -> debt = Values.bigInteger(in);
                            default -> in.skip();
                        }
                    }
                } else if (!in.name().equals("State")) {
                    in.skip();
                }
            }
        }
        return new MinerFunds(balance, preCommit, locked, pledge, debt);
    }

    /** The reward actor's {@code ThisEpochReward} in attoFIL, from {@code StateReadState}. */
    public static BigInteger epochReward(JsonCursor in) throws IOException {
        BigInteger reward = BigInteger.ZERO;
        if (in.beginObject()) {
            while (in.nextField()) {
                if (!in.name().equals("State")) {
                    in.skip();
                } else if (in.beginObject()) {
                    while (in.nextField()) {
                        if (in.name().equals("ThisEpochReward")) {
                            reward = Values.bigInteger(in);
                        } else {
                            in.skip();
                        }
                    }
                }
            }
        }
        return reward;
    }

    /** The answer to {@code StateMarketBalance}. */
    public static MarketBalance marketBalance(JsonCursor in) throws IOException {
        BigInteger escrow = BigInteger.ZERO;
        BigInteger locked = BigInteger.ZERO;
        if (in.beginObject()) {
            while (in.nextField()) {
                switch (in.name()) {
                    case "Escrow" -> escrow = Values.bigInteger(in);
                    case "Locked" -> locked = Values.bigInteger(in);
                    default -> in.skip();
                }
            }
        }
        return new MarketBalance(escrow, locked);
    }
}
