package io.lotusconsole.embedded;

import static io.lotusconsole.embedded.CommonMethods.READ;
import static io.lotusconsole.embedded.CommonMethods.method;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.ProvingWindow;
import io.lotusconsole.proving.SectorSet;
import io.lotusconsole.rpc.RpcCall;
import io.lotusconsole.rpc.RpcFault;
import io.lotusconsole.rpc.RpcMethod;
import io.lotusconsole.rpc.RpcReply;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The chain calls of a full node ({@code node/impl/full}), over a {@link ChainLedger}.
 *
 * <p>State calls answer at the head for {@code []}, and at any key of this chain up to the head, as far back as
 * the {@link ChainLedger} goes. There is no money: every balance, pledge and reward is 0. Blocks that our miner has
 * not won are those of another one, which has the one sector whose power the network needs to go on.
 */
final class FullNodeMethods {
    /** {@code FullAPIVersion0} 1.5.0. */
    static final long API_VERSION_0 = 66816;

    /** {@code FullAPIVersion1} 2.3.0. */
    static final long API_VERSION_1 = 131840;

    /** {@code ErrActorNotFound} of {@code api/api_errors.go}. */
    private static final int ACTOR_NOT_FOUND = 11;

    /** Actor id of the reward actor. */
    private static final long REWARD_ACTOR = 2;

    /** Owner, worker and beneficiary of our miner. */
    private static final long OWNER_ACTOR = 102;

    /** The least base fee there is, in attoFIL: without messages nothing raises it. */
    private static final String BASE_FEE = "100";

    private static final long EXPIRATION_EPOCHS = 1_000_000;

    /** Epochs on top of a message that a call can wait for. */
    private static final long CONFIDENCE_MAX = 100_000;

    private final ChainLedger ledger;
    private final SimulatedChain chain;
    private final SealedSectors sealed;
    private final Executor threads;

    private FullNodeMethods(ChainLedger ledger, SealedSectors sealed, Executor threads) {
        this.threads = threads;
        this.ledger = ledger;
        this.chain = ledger.chain();
        this.sealed = sealed;
    }

    /** @param apiVersion one of the two, which differ in a call's parameters */
    static List<RpcMethod> of(ChainLedger ledger, SealedSectors sealed, long apiVersion, Executor threads) {
        FullNodeMethods node = new FullNodeMethods(ledger, sealed, threads);
        int waitParams = apiVersion == API_VERSION_0 ? 2 : 4;
        return List.of(
                RpcMethod.deferred("Filecoin.StateWaitMsg", READ, waitParams, node::waitMessage),
                method("ChainHead", READ, 0, (call, out) -> node.tipset(out, ledger.head())),
                method("ChainGetTipSet", READ, 1, (call, out) -> node.tipset(out, node.epoch(call, 0))),
                method("StateReadState", READ, 2, node::readState),
                method("StateGetActor", READ, 2, node::actor),
                method("StateMinerInfo", READ, 2, node::minerInfo),
                method("StateMinerPower", READ, 2, node::minerPower),
                method("StateMinerSectorCount", READ, 2, node::sectorCount),
                method("StateMinerDeadlines", READ, 2, node::deadlines),
                method("StateMinerPartitions", READ, 3, node::partitions),
                method("StateMinerProvingDeadline", READ, 2, node::provingDeadline),
                method("StateMinerSectors", READ, 3, node::sectors),
                method("StateMarketBalance", READ, 2, (call, out) -> {
                    node.epoch(call, 1);
                    out.object().text("Escrow", "0").text("Locked", "0").end();
                }),
                method("StateMinerAvailableBalance", READ, 2, (call, out) -> {
                    node.ours(call, 1);
                    out.element("0");
                }),
                // Nothing is fetched, and a message takes effect at once or not at all.
                method("SyncState", READ, 0, (call, out) -> out.object()
                        .array("ActiveSyncs")
                        .endArray()
                        .integer("VMApplied", 0)
                        .end()),
                method("MpoolPending", READ, 1, (call, out) -> {
                    node.epoch(call, 0);
                    out.array().endArray();
                }),
                method("WalletBalance", READ, 1, (call, out) -> {
                    call.text(0);
                    out.element("0");
                }));
    }

    /** The epoch of the tipset key among the parameters. */
    private long epoch(RpcCall call, int index) throws RpcFault {
        return ledger.epochOf(call.param(index, "*types.TipSetKey", Wire::tipsetKey));
    }

    /** The same, for a call whose first parameter must be our miner. */
    private long ours(RpcCall call, int tipsetIndex) throws RpcFault {
        long epoch = epoch(call, tipsetIndex);
        if (Wire.actor(call.text(0)) != chain.minerActor()) {
            throw RpcFault.ordinary("failed to load miner actor: actor not found");
        }
        return epoch;
    }

    private String otherMiner() {
        return Wire.address(chain.minerActor() + 1);
    }

    private void tipset(DocumentWriter out, long epoch) {
        out.object();
        Wire.cids(out, "Cids", List.of(chain.tipsetCid(epoch)));
        out.array("Blocks").object();
        out.text("Miner", ledger.isOurs(epoch) ? Wire.address(chain.minerActor()) : otherMiner());
        out.object("Ticket").nothing("VRFProof").end();
        out.object("ElectionProof").integer("WinCount", 1).nothing("VRFProof").end();
        out.nothing("BeaconEntries").nothing("WinPoStProof");
        Wire.cids(out, "Parents", epoch == 0 ? List.of() : List.of(chain.tipsetCid(epoch - 1)));
        out.text("ParentWeight", Long.toString(epoch)).integer("Height", epoch);
        Wire.cid(out, "ParentStateRoot", cid("state", epoch));
        Wire.cid(out, "ParentMessageReceipts", cid("receipts", 0));
        Wire.cid(out, "Messages", cid("messages", 0));
        out.nothing("BLSAggregate")
                .integer("Timestamp", chain.secondsOf(epoch))
                .nothing("BlockSig")
                .integer("ForkSignaling", 0)
                .text("ParentBaseFee", BASE_FEE)
                .end()
                .endArray()
                .integer("Height", epoch)
                .end();
    }

    private String cid(String what, long number) {
        return Cids.state(what + " " + chain.seed() + " " + number);
    }

    private void actor(RpcCall call, DocumentWriter out) throws RpcFault {
        long epoch = epoch(call, 1);
        String kind = kindOf(Wire.actor(call.text(0)));
        if (kind == null) {
            throw RpcFault.registered(ACTOR_NOT_FOUND, "actor not found");
        }
        out.object();
        Wire.cid(out, "Code", Cids.code(kind));
        Wire.cid(out, "Head", cid("head " + kind, epoch));
        out.integer("Nonce", 0).text("Balance", "0").nothing("DelegatedAddress").end();
    }

    private String kindOf(long actor) {
        if (actor == chain.minerActor()) {
            return "simulated/storageminer";
        }
        return actor == REWARD_ACTOR ? "simulated/reward" : actor == OWNER_ACTOR ? "simulated/account" : null;
    }

    private void readState(RpcCall call, DocumentWriter out) throws RpcFault {
        long epoch = epoch(call, 1);
        long actor = Wire.actor(call.text(0));
        String kind = kindOf(actor);
        if (kind == null) {
            throw RpcFault.ordinary("getting actor: actor not found");
        }
        out.object().text("Balance", "0");
        Wire.cid(out, "Code", Cids.code(kind));
        out.object("State");
        if (actor == REWARD_ACTOR) {
            out.text("ThisEpochReward", "0").integer("Epoch", epoch).text("TotalStoragePowerReward", "0");
        } else if (actor == OWNER_ACTOR) {
            out.text("Address", Wire.address(OWNER_ACTOR));
        } else {
            minerState(out, epoch);
        }
        out.end().end();
    }

    private void minerState(DocumentWriter out, long epoch) {
        ProvingWindow window = chain.windowAt(epoch);
        Wire.cid(out, "Info", cid("info", 0));
        out.text("PreCommitDeposits", "0")
                .text("LockedFunds", "0")
                .nothing("VestingFunds")
                .text("FeeDebt", "0")
                .text("InitialPledge", "0");
        Wire.cid(out, "PreCommittedSectors", cid("precommitted", 0));
        Wire.cid(out, "PreCommittedSectorsCleanUp", cid("precommitted clean-up", 0));
        Wire.cid(out, "AllocatedSectors", cid("allocated", 0));
        Wire.cid(out, "Sectors", cid("sectors", 0));
        out.integer("ProvingPeriodStart", window.periodStart()).integer("CurrentDeadline", window.deadlineIndex());
        Wire.cid(out, "Deadlines", cid("deadlines", 0));
        Wire.sectors(out, "EarlyTerminations", SectorSet.EMPTY);
        // The cron that punishes a deadline without proof does not run here.
        out.bool("DeadlineCronActive", false);
    }

    private void minerInfo(RpcCall call, DocumentWriter out) throws RpcFault {
        ours(call, 1);
        String owner = Wire.address(OWNER_ACTOR);
        out.object()
                .text("Owner", owner)
                .text("Worker", owner)
                .text("NewWorker", "<empty>")
                .nothing("ControlAddresses")
                .integer("WorkerChangeEpoch", -1)
                .nothing("PeerId")
                .nothing("Multiaddrs")
                .integer("WindowPoStProofType", SimulatedChain.WINDOW_POST_PROOF)
                .integer("SectorSize", SimulatedChain.SECTOR_BYTES)
                .integer("WindowPoStPartitionSectors", SimulatedChain.PARTITION_SECTORS)
                .integer("ConsensusFaultElapsed", -1)
                .nothing("PendingOwnerAddress")
                .text("Beneficiary", owner)
                .object("BeneficiaryTerm")
                .text("Quota", "0")
                .text("UsedQuota", "0")
                .integer("Expiration", 0)
                .end()
                .nothing("PendingBeneficiaryTerm")
                .end();
    }

    /** The network's power is ours and that of the other miner's one sector. */
    private void minerPower(RpcCall call, DocumentWriter out) throws RpcFault {
        long bytes = ledger.at(ours(call, 1)).powerBytes();
        out.object();
        power(out, "MinerPower", bytes);
        power(out, "TotalPower", bytes + SimulatedChain.SECTOR_BYTES);
        out.bool("HasMinPower", bytes > 0).end();
    }

    private static void power(DocumentWriter out, String name, long bytes) {
        out.object(name)
                .text("RawBytePower", Long.toString(bytes))
                .text("QualityAdjPower", Long.toString(bytes))
                .end();
    }

    private void sectorCount(RpcCall call, DocumentWriter out) throws RpcFault {
        MinerSectors sectors = ledger.at(ours(call, 1));
        out.object()
                .integer("Live", sectors.count(health -> true))
                .integer("Active", sectors.count(health -> health == SectorHealth.ACTIVE))
                .integer("Faulty", sectors.count(SectorHealth::isFault))
                .end();
    }

    private void deadlines(RpcCall call, DocumentWriter out) throws RpcFault {
        MinerSectors sectors = ledger.at(ours(call, 1));
        out.array();
        for (DeadlineSectors deadline : sectors.deadlines()) {
            out.object();
            Wire.sectors(out, "PostSubmissions", deadline.submittedSet());
            out.integer("DisputableProofCount", deadline.disputable())
                    .text("DailyFee", "0")
                    .end();
        }
        out.endArray();
    }

    private void partitions(RpcCall call, DocumentWriter out) throws RpcFault {
        MinerSectors sectors = ledger.at(ours(call, 2));
        long deadline = call.unsignedInteger(1);
        if (Long.compareUnsigned(deadline, SimulatedChain.DEADLINES) >= 0) {
            throw RpcFault.ordinary("getting deadline: invalid deadline " + Long.toUnsignedString(deadline));
        }
        out.array();
        for (PartitionSectors partition : sectors.deadline((int) deadline).partitions()) {
            out.object();
            Wire.sectors(out, "AllSectors", partition.setWhere(health -> true));
            Wire.sectors(out, "FaultySectors", partition.setWhere(SectorHealth::isFault));
            Wire.sectors(out, "RecoveringSectors", partition.setWhere(health -> health == SectorHealth.RECOVERING));
            Wire.sectors(out, "LiveSectors", partition.setWhere(health -> true));
            Wire.sectors(out, "ActiveSectors", partition.setWhere(health -> health == SectorHealth.ACTIVE));
            out.end();
        }
        out.endArray();
    }

    /** Answers when the message has as many epochs on top as were asked for; keeps no thread meanwhile. */
    private void waitMessage(RpcCall call, RpcReply reply) throws RpcFault {
        String cid = call.param(0, "*cid.Cid", Wire::cid);
        long confidence = call.unsignedInteger(1);
        ledger.awaitMessage(cid, Math.min(confidence, CONFIDENCE_MAX), epoch -> {
            try {
                // A caller that is slow to take the answer must not keep the chain waiting.
                threads.execute(() -> reply.succeed(out -> receipt(out, cid, epoch)));
            } catch (RejectedExecutionException e) {
                reply.drop();
            }
        });
    }

    private void receipt(DocumentWriter out, String cid, long epoch) {
        out.object();
        Wire.cid(out, "Message", cid);
        out.object("Receipt")
                .integer("ExitCode", 0)
                .nothing("Return")
                .integer("GasUsed", 0)
                .nothing("EventsRoot")
                .end();
        out.nothing("ReturnDec");
        Wire.cids(out, "TipSet", List.of(chain.tipsetCid(epoch)));
        out.integer("Height", epoch).end();
    }

    private void provingDeadline(RpcCall call, DocumentWriter out) throws RpcFault {
        ProvingWindow window = chain.windowAt(ours(call, 1));
        out.object()
                .integer("CurrentEpoch", window.currentEpoch())
                .integer("PeriodStart", window.periodStart())
                .integer("Index", window.deadlineIndex())
                .integer("Open", window.open())
                .integer("Close", window.close())
                .integer("Challenge", window.challenge())
                .integer("FaultCutoff", window.faultCutoff())
                .integer("WPoStPeriodDeadlines", window.periodDeadlines())
                .integer("WPoStProvingPeriod", window.periodEpochs())
                .integer("WPoStChallengeWindow", chain.windowEpochs())
                .integer("WPoStChallengeLookback", chain.challengeLookback())
                .integer("FaultDeclarationCutoff", chain.faultDeclarationCutoff())
                .end();
    }

    private void sectors(RpcCall call, DocumentWriter out) throws RpcFault {
        ours(call, 2);
        SectorSet wanted = call.param(1, "*bitfield.BitField", Wire::sectorsOrNull);
        out.array();
        for (long number = 1; number <= chain.sectors(); number++) {
            if (wanted == null || wanted.contains(number)) {
                sector(out, number);
            }
        }
        out.endArray();
    }

    private void sector(DocumentWriter out, long number) {
        out.object().integer("SectorNumber", number).integer("SealProof", SimulatedChain.SEAL_PROOF);
        Wire.cid(out, "SealedCID", sealed.cids().get(number).toString());
        out.integer("Activation", 0)
                .integer("Expiration", EXPIRATION_EPOCHS)
                .text("DealWeight", "0")
                .text("VerifiedDealWeight", "0")
                .text("InitialPledge", "0")
                .nothing("ExpectedDayReward")
                .nothing("ExpectedStoragePledge")
                .integer("PowerBaseEpoch", 0)
                .nothing("ReplacedDayReward")
                .nothing("SectorKeyCID")
                .integer("Flags", 1)
                .text("DailyFee", "0")
                .end();
    }
}
