package io.lotusconsole.render;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.Answer;
import io.lotusconsole.proving.MarketBalance;
import io.lotusconsole.proving.MinerFunds;
import io.lotusconsole.proving.MinerInfo;
import io.lotusconsole.proving.MinerOverview;
import io.lotusconsole.proving.MinerPower;
import io.lotusconsole.proving.Missing;
import io.lotusconsole.proving.SectorCount;
import io.lotusconsole.proving.Tipset;
import io.lotusconsole.proving.WorkerTally;
import java.math.BigInteger;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** {@code info}. Draws what is known; what is not is {@code unknown} and named in {@link #missing}. */
public final class InfoReport implements Report {
    /** Lotus's own constants in the projection, whatever the network's block time ({@code cli/miner/info.go}). */
    private static final double EPOCH_SECONDS = 30;

    /** From Go's year 1 to 1970 ({@code time/time.go}, {@code unixToInternal}). */
    private static final long GO_TO_UNIX_SECONDS = 62_135_596_800L;

    private static final double BLOCKS_PER_EPOCH = 5;
    private static final double EPOCHS_PER_WEEK = 20160;

    private final MinerOverview miner;

    public InfoReport(MinerOverview miner) {
        this.miner = miner;
    }

    @Override
    public String kind() {
        return "MinerInfo";
    }

    @Override
    public List<Missing> missing() {
        List<Missing> missing = new ArrayList<>();
        addMissing(missing, "miner address", miner.address());
        addMissing(missing, "subsystems", miner.subsystems());
        addMissing(missing, "start time", miner.startTime());
        addMissing(missing, "chain head", miner.head());
        addMissing(missing, "full node version", miner.node());
        addMissing(missing, "alerts", miner.activeAlerts());
        addMissing(missing, "miner info", miner.info());
        addMissing(missing, "power", miner.power());
        addMissing(missing, "sector count", miner.sectorCount());
        addMissing(missing, "miner balance", miner.funds());
        addMissing(missing, "market balance", miner.market());
        addMissing(missing, "worker balance", miner.workerBalance());
        addMissing(missing, "control balance", miner.controlBalance());
        addMissing(missing, "sector states", miner.sectorStates());
        addMissing(missing, "workers", miner.workers());
        addMissing(missing, "produced blocks", miner.producedBlocks());
        return missing;
    }

    private static void addMissing(List<Missing> missing, String what, Answer<?> answer) {
        if (answer != null && !answer.isKnown()) {
            missing.add(Missing.of(what, answer));
        }
    }

    /** The value, or the end of Lotus's output; null in classic style if it is not known. */
    private static <T> T need(Answer<T> answer, View view) {
        if (!answer.isKnown() && view.isLotus()) {
            throw new PrintStopped(answer.failure());
        }
        return answer.value();
    }

    @Override
    public void paint(TextSink out, View view) {
        paintProcess(out, view);
        paintChain(out, view);
        paintAlerts(out, view);
        paintPower(out, view);
        paintBalances(out, view);
        paintBeneficiary(out, view);
        out.line();
        if (miner.sectorStates() != null) {
            paintSectors(out, view);
        }
        out.line();
        if (!miner.actorOnly()) {
            paintWorkers(out, view);
        }
        if (miner.producedBlocks() != null) {
            paintBlocks(out, view);
        }
    }

    /**
     * <pre>
     * Enabled subsystems: [Mining Sealing SectorStorage]
     * StartTime: 26h3m4s (started at 2026-08-05 01:02:03 +0000 UTC)
     * </pre>
     */
    private void paintProcess(TextSink out, View view) {
        if (miner.actorOnly()) {
            return;
        }
        List<String> subsystems = need(miner.subsystems(), view);
        out.text("Enabled subsystems: ");
        if (subsystems == null) {
            out.text("unknown\n");
        } else {
            out.text("[").remote(String.join(" ", subsystems)).text("]\n");
        }
        var start = need(miner.startTime(), view);
        out.text("StartTime: ");
        if (start == null) {
            out.text("unknown\n");
        } else {
            long seconds = Durations.secondsBetween(start.toInstant(), view.now());
            out.text(Durations.goSeconds(seconds)).text(" (started at ");
            out.text(Times.withOffset(start, view.zone())).text(")\n");
        }
    }

    /** {@code Chain: [sync ok] [basefee 100 aFIL]}. */
    private void paintChain(TextSink out, View view) {
        if (view.isLotus() && !miner.node().isKnown()) {
            throw new PrintStopped(miner.node().failure());
        }
        out.text("Chain: ");
        Tipset head = need(miner.head(), view);
        if (head == null || head.blocks().isEmpty()) {
            out.text("unknown\n");
            return;
        }
        long behind = view.isLotus() ? behindSecondsAsLotus(head) : behindSeconds(head);
        long epochSeconds = miner.node().isKnown() ? miner.node().value().blockDelaySeconds() : 30;
        out.text("[");
        String distance = " (" + Durations.goSeconds(behind) + " behind)";
        switch (syncState(behind, epochSeconds)) {
            case "ok" -> out.text(Colour.GREEN, "sync ok");
            case "slow" -> out.text(Colour.YELLOW, "sync slow" + distance);
            default -> out.text(Colour.RED, "sync behind!" + distance);
        }
        out.text("] [basefee ");
        BigInteger baseFee = head.blocks().get(0).parentBaseFee();
        out.text(baseFeeColour(baseFee), Fil.brief(baseFee)).text("]\n");
    }

    private long behindSeconds(Tipset head) {
        return Durations.secondsBetween(Times.nearest(Tipset.signed(head.secondsMin())), miner.headAt());
    }

    /** Lotus takes the unsigned time stamp for a signed one, and Go's count from the year 1 wraps. */
    private long behindSecondsAsLotus(Tipset head) {
        long seconds = head.secondsMin();
        return seconds > Long.MAX_VALUE - GO_TO_UNIX_SECONDS
                ? Durations.SECONDS_MAX
                : Durations.secondsBetween(Times.nearest(seconds), miner.headAt());
    }

    private static String syncState(long behindSeconds, long epochSeconds) {
        // Whole seconds compare as Lotus compares them with 3/2 and 5 block times.
        return behindSeconds * 2 < epochSeconds * 3 ? "ok" : behindSeconds < epochSeconds * 5 ? "slow" : "behind";
    }

    private static Colour baseFeeColour(BigInteger attoFil) {
        if (attoFil.compareTo(BigInteger.valueOf(7_000_000_000L)) > 0) {
            return Colour.BLACK_ON_RED;
        }
        if (attoFil.compareTo(BigInteger.valueOf(3_000_000_000L)) > 0) {
            return Colour.RED;
        }
        if (attoFil.compareTo(BigInteger.valueOf(750_000_000L)) > 0) {
            return Colour.YELLOW;
        }
        return attoFil.compareTo(BigInteger.valueOf(100_000_000L)) > 0 ? Colour.GREEN : Colour.BLUE;
    }

    private void paintAlerts(TextSink out, View view) {
        if (miner.actorOnly()) {
            return;
        }
        if (!miner.activeAlerts().isKnown()) {
            // On stdout in both styles, as Lotus has it (quirk Q34).
            out.text("ERROR: getting alerts: ")
                    .remote(miner.activeAlerts().failure())
                    .line();
        } else if (miner.activeAlerts().value() > 0) {
            out.text(Colour.RED, "\u26a0 " + miner.activeAlerts().value() + " Active alerts");
            out.text(" (check ").text(Colour.YELLOW, "lotus-miner log alerts").text(")\n");
        }
    }

    private void paintPower(TextSink out, View view) {
        String address = need(miner.address(), view);
        MinerInfo info = need(miner.info(), view);
        out.text("Miner: ").remote(Colour.BLUE, address == null ? "unknown" : address);
        out.text(" (")
                .text(info == null ? "unknown" : Numbers.size(info.sectorSizeBytes()))
                .text(" sectors)\n");
        MinerPower power = need(miner.power(), view);
        if (power == null) {
            out.text("Power: unknown\n\tRaw: unknown\n");
        } else {
            out.text("Power: ")
                    .text(Colour.GREEN, Numbers.power(power.qualityAdjusted()))
                    .text(" / ");
            out.text(Numbers.power(power.totalQualityAdjusted())).text(" (");
            out.text(Numbers.percent(power.qualityAdjusted(), power.totalQualityAdjusted()))
                    .text("%)\n");
            out.text("\tRaw: ").text(Colour.BLUE, Numbers.size(power.raw())).text(" / ");
            out.text(Numbers.size(power.totalRaw())).text(" (");
            out.text(Numbers.percent(power.raw(), power.totalRaw())).text("%)\n");
        }
        SectorCount count = need(miner.sectorCount(), view);
        if (count == null || info == null) {
            out.text("\tCommitted: unknown\n\tProving: unknown\n");
        } else {
            paintProvingSize(out, count, info.sectorSizeBytes());
        }
        if (power != null) {
            paintProjection(out, power);
        }
    }

    private static String sizeOf(long sectors, long sectorSizeBytes) {
        return Numbers.size(BigInteger.valueOf(sectors).multiply(BigInteger.valueOf(sectorSizeBytes)));
    }

    private static void paintProvingSize(TextSink out, SectorCount count, long sectorSizeBytes) {
        out.text("\tCommitted: ").text(sizeOf(count.live(), sectorSizeBytes)).line();
        out.text("\tProving: ").text(sizeOf(count.active() + count.faulty(), sectorSizeBytes));
        if (count.faulty() > 0) {
            double percent = count.live() == 0 ? 0 : 100 * (double) count.faulty() / count.live();
            out.text(" (")
                    .text(Colour.RED, sizeOf(count.faulty(), sectorSizeBytes))
                    .text(" Faulty, ");
            out.text(Numbers.fixed(percent, 2)).text("%)");
        }
        out.line();
    }

    private static void paintProjection(TextSink out, MinerPower power) {
        if (!power.hasMinPower()) {
            out.text("Below minimum power threshold, no blocks will be won\n");
            return;
        }
        double win = winProbability(power);
        if (win > 0) {
            out.text("Projected average block win rate: ");
            out.text(
                    Colour.BLUE,
                    Numbers.fixed(win * EPOCHS_PER_WEEK, 2) + "/week (every " + goSeconds(EPOCH_SECONDS / win) + ")\n");
            out.text("Projected block win with ");
            double sure = EPOCH_SECONDS * Math.log(0.001) / Math.log(1 - win);
            out.text(Colour.GREEN, "99.9% probability every " + goSeconds(sure) + "\n");
            out.text("(projections DO NOT account for future network and miner growth)\n");
        }
        out.line();
    }

    /** The chance to win at least one block in an epoch; 0 without power. */
    private static double winProbability(MinerPower power) {
        if (power.totalQualityAdjusted().signum() == 0) {
            return 0;
        }
        double expected = power.qualityAdjusted()
                        .multiply(BigInteger.valueOf((long) BLOCKS_PER_EPOCH))
                        .doubleValue()
                / power.totalQualityAdjusted().doubleValue();
        return expected > 0 ? 1 - Math.exp(-expected) : 0;
    }

    private static String goSeconds(double seconds) {
        return seconds >= Durations.SECONDS_MAX ? "more than 292 years" : Durations.goSeconds((long) seconds);
    }

    private void paintBalances(TextSink out, View view) {
        MinerFunds funds = need(miner.funds(), view);
        out.text("Miner Balance:    ")
                .text(Colour.YELLOW, fil(funds == null ? null : funds.balance()))
                .line();
        out.text("      PreCommit:  ")
                .text(fil(funds == null ? null : funds.preCommitDeposits()))
                .line();
        out.text("      Pledge:     ")
                .text(fil(funds == null ? null : funds.initialPledge()))
                .line();
        out.text("      Vesting:    ")
                .text(fil(funds == null ? null : funds.vesting()))
                .line();
        if (view.isLotus() && funds.unlocked().signum() < 0) {
            throw new PrintStopped("getting available balance: negative unlocked balance "
                    + funds.unlocked().toString());
        }
        paintLine(out, "      Available:  ", funds == null ? null : funds.available());
        MarketBalance market = need(miner.market(), view);
        out.text("Market Balance:   ")
                .text(fil(market == null ? null : market.escrow()))
                .line();
        out.text("       Locked:    ")
                .text(fil(market == null ? null : market.locked()))
                .line();
        paintLine(out, "       Available: ", market == null ? null : market.available());
        BigInteger worker = need(miner.workerBalance(), view);
        out.text(Colour.CYAN, "Worker Balance:   " + fil(worker) + "\n");
        if (miner.controlBalance() != null) {
            out.text("       Control:   ")
                    .text(fil(need(miner.controlBalance(), view)))
                    .line();
        }
        paintLine(out, "Total Spendable:  ", miner.totalSpendable());
    }

    private static String fil(BigInteger attoFil) {
        return attoFil == null ? "unknown" : Fil.brief(attoFil);
    }

    /** A whole line in the colour of an amount's sign, the line feed before the reset, as Lotus prints it. */
    private static void paintLine(TextSink out, String label, BigInteger attoFil) {
        if (attoFil == null) {
            out.text(label).text("unknown\n");
            return;
        }
        Colour colour = attoFil.signum() > 0 ? Colour.GREEN : attoFil.signum() == 0 ? Colour.YELLOW : Colour.RED;
        out.text(colour, label + Fil.brief(attoFil) + "\n");
    }

    private void paintBeneficiary(TextSink out, View view) {
        MinerInfo info = miner.info().value();
        if (info == null) {
            return;
        }
        if (!info.beneficiary().isEmpty()) {
            out.text("\nBeneficiary:\t").remote(info.beneficiary()).line();
            if (!info.beneficiary().equals(info.owner())) {
                out.text("Beneficiary Quota:\t")
                        .text(info.beneficiaryTerm().quota().toString())
                        .line();
                out.text("Beneficiary Used Quota:\t")
                        .text(info.beneficiaryTerm().usedQuota().toString())
                        .line();
                out.text("Beneficiary Expiration:\t")
                        .text(Long.toString(info.beneficiaryTerm().expiration()))
                        .line();
            }
        }
        MinerInfo.PendingTerm pending = info.pendingTerm();
        if (pending != null) {
            out.text("Pending Beneficiary Term:\n");
            out.text("New Beneficiary:\t").remote(pending.newBeneficiary()).line();
            out.text("New Quota:\t").text(pending.newQuota().toString()).line();
            out.text("New Expiration:\t")
                    .text(Long.toString(pending.newExpiration()))
                    .line();
            out.text("Approved By Beneficiary:\t")
                    .text(Boolean.toString(pending.approvedByBeneficiary()))
                    .line();
            out.text("Approved By Nominee:\t")
                    .text(Boolean.toString(pending.approvedByNominee()))
                    .line();
        }
    }

    private void paintSectors(TextSink out, View view) {
        Map<String, Long> states = need(miner.sectorStates(), view);
        out.text("Sectors:\n");
        if (states == null) {
            out.text("\tunknown\n");
            return;
        }
        long total = 0;
        for (long count : states.values()) {
            total += count;
        }
        out.text(Colour.DEFAULT, "\tTotal: " + total + "\n");
        List<String> names = new ArrayList<>(states.keySet());
        names.sort(Comparator.comparingInt(SectorStates::position).thenComparing(Comparator.naturalOrder()));
        for (String name : names) {
            out.start(SectorStates.colour(name)).text("\t").remote(name).text(": ");
            out.text(Long.toString(states.get(name))).line().end(SectorStates.colour(name));
        }
    }

    /** One line in Lotus's style; {@code Workers:} and three lines in the documentation page's. */
    private void paintWorkers(TextSink out, View view) {
        if (!miner.workers().isKnown()) {
            out.text("ERROR: getting worker stats: ")
                    .remote(miner.workers().failure())
                    .line();
            return;
        }
        WorkerTally tally = miner.workers().value();
        if (view.isLotus()) {
            out.text("Workers: Seal(" + tally.sealing() + ") WdPoSt(" + tally.windowPoSt() + ") WinPoSt("
                    + tally.winningPoSt() + ")\n");
        } else {
            out.text("Workers:\n\tSeal: " + tally.sealing() + "\n\tWdPoSt: " + tally.windowPoSt() + "\n\tWinPoSt: "
                    + tally.winningPoSt() + "\n");
        }
    }

    private void paintBlocks(TextSink out, View view) {
        List<MinerOverview.ProducedBlock> blocks = need(miner.producedBlocks(), view);
        out.text("Produced newest blocks:\n");
        if (blocks == null) {
            out.text(" unknown\n");
            return;
        }
        out.text(" Epoch   | Time                      | Block ID")
                .text(" ".repeat(55))
                .text("| Reward\n");
        for (MinerOverview.ProducedBlock block : blocks) {
            String epoch = Long.toString(block.epoch());
            out.text(" ".repeat(Math.max(0, 8 - epoch.length()))).text(epoch).text(" | ");
            out.text(Times.dateTime(block.seconds(), view.zone()))
                    .text(" | ")
                    .remote(block.cid())
                    .text(" | ");
            out.text(Fil.full(block.reward())).line();
        }
    }

    @Override
    public void paintWide(TextSink out, View view) {
        MinerPower power = miner.power().value();
        MinerInfo info = miner.info().value();
        SectorCount count = miner.sectorCount().value();
        MinerFunds funds = miner.funds().value();
        MarketBalance market = miner.market().value();
        WorkerTally tally = miner.workers() == null ? null : miner.workers().value();
        Tipset head = miner.head().value();
        BigInteger total = miner.totalSpendable();
        new WideTable(
                        "MINER",
                        "SECTOR SIZE",
                        "EPOCH",
                        "QA POWER",
                        "RAW POWER",
                        "LIVE",
                        "ACTIVE",
                        "FAULTY",
                        "BALANCE",
                        "AVAILABLE",
                        "MARKET",
                        "WORKER",
                        "SPENDABLE",
                        "SEAL",
                        "WDPOST",
                        "WINPOST")
                .row(
                        out.escaped(miner.address().isKnown() ? miner.address().value() : "unknown"),
                        info == null ? null : Numbers.size(info.sectorSizeBytes()),
                        head == null ? null : Long.toString(head.height()),
                        power == null
                                ? null
                                : Numbers.power(power.qualityAdjusted()).trim(),
                        power == null ? null : Numbers.size(power.raw()),
                        count == null ? null : Long.toString(count.live()),
                        count == null ? null : Long.toString(count.active()),
                        count == null ? null : Long.toString(count.faulty()),
                        funds == null ? null : Fil.brief(funds.balance()),
                        funds == null ? null : Fil.brief(funds.available()),
                        market == null ? null : Fil.brief(market.escrow()),
                        miner.workerBalance().isKnown()
                                ? Fil.brief(miner.workerBalance().value())
                                : null,
                        total == null ? null : Fil.brief(total),
                        tally == null ? null : Integer.toString(tally.sealing()),
                        tally == null ? null : Integer.toString(tally.windowPoSt()),
                        tally == null ? null : Integer.toString(tally.winningPoSt()))
                .paint(out);
    }

    @Override
    public void write(DocumentWriter out, View view) {
        out.text("address", miner.address().value());
        out.texts("subsystems", valueOf(miner.subsystems()));
        OffsetDateTime start = valueOf(miner.startTime());
        out.time("startedAt", start == null ? null : start.toInstant());
        Integer alerts = valueOf(miner.activeAlerts());
        out.integer("activeAlertCount", alerts == null ? null : (Long) alerts.longValue());
        writeChain(out);
        writeActor(out);
        writePower(out);
        writeBalances(out);
        writeStates(out);
        writeWorkers(out);
        writeBlocks(out);
    }

    /** The value; null if it is not known or was not asked for. */
    private static <T> T valueOf(Answer<T> answer) {
        return answer == null ? null : answer.value();
    }

    private void writeChain(DocumentWriter out) {
        Tipset head = miner.head().value();
        if (head == null || head.blocks().isEmpty()) {
            out.nothing("chain");
            return;
        }
        out.object("chain");
        out.integer("epoch", head.height());
        out.time("headAt", Times.forDocument(Tipset.signed(head.secondsMin())));
        long behind = behindSeconds(head);
        out.integer("behindSeconds", behind);
        if (miner.node().isKnown()) {
            long epochSeconds = miner.node().value().blockDelaySeconds();
            out.integer("epochSeconds", epochSeconds);
            out.text("sync", syncState(behind, epochSeconds));
        } else {
            out.nothing("epochSeconds");
            out.nothing("sync");
        }
        out.attoFil("baseFeeAttoFil", head.blocks().get(0).parentBaseFee());
        out.end();
    }

    private void writeActor(DocumentWriter out) {
        MinerInfo info = miner.info().value();
        if (info == null) {
            out.nothing("actor");
        } else {
            out.object("actor");
            out.text("owner", info.owner());
            out.text("worker", info.worker());
            out.texts("controlAddresses", info.controlAddresses());
            out.unsigned("sectorSizeBytes", info.sectorSizeBytes());
            out.integer("partitionSectorsMax", info.partitionSectorsMax());
            out.integer("registeredWindowPoStProof", info.windowPoStProof());
            writeBeneficiary(out, info);
            out.end();
        }
    }

    private static void writeBeneficiary(DocumentWriter out, MinerInfo info) {
        if (info.beneficiary().isEmpty()) {
            out.nothing("beneficiary");
        } else {
            out.object("beneficiary");
            out.text("address", info.beneficiary());
            out.attoFil("quotaAttoFil", info.beneficiaryTerm().quota());
            out.attoFil("usedQuotaAttoFil", info.beneficiaryTerm().usedQuota());
            out.integer("expirationEpoch", info.beneficiaryTerm().expiration());
            out.end();
        }
        MinerInfo.PendingTerm pending = info.pendingTerm();
        if (pending == null) {
            out.nothing("pendingBeneficiary");
        } else {
            out.object("pendingBeneficiary");
            out.text("address", pending.newBeneficiary());
            out.attoFil("quotaAttoFil", pending.newQuota());
            out.integer("expirationEpoch", pending.newExpiration());
            out.bool("approvedByBeneficiary", pending.approvedByBeneficiary());
            out.bool("approvedByNominee", pending.approvedByNominee());
            out.end();
        }
    }

    private void writePower(DocumentWriter out) {
        MinerPower power = miner.power().value();
        if (power == null) {
            out.nothing("power");
        } else {
            out.object("power");
            out.integer("rawBytes", power.raw());
            out.integer("qualityAdjusted", power.qualityAdjusted());
            out.integer("networkRawBytes", power.totalRaw());
            out.integer("networkQualityAdjusted", power.totalQualityAdjusted());
            out.bool("hasMinPower", power.hasMinPower());
            out.number("winProbabilityPerEpoch", power.hasMinPower() ? winProbability(power) : 0);
            out.end();
        }
        SectorCount count = miner.sectorCount().value();
        if (count == null) {
            out.nothing("sectors");
        } else {
            out.object("sectors");
            out.integer("live", count.live());
            out.integer("active", count.active());
            out.integer("faulty", count.faulty());
            out.end();
        }
    }

    private void writeBalances(DocumentWriter out) {
        MinerFunds funds = miner.funds().value();
        MarketBalance market = miner.market().value();
        out.object("balances");
        out.attoFil("minerAttoFil", funds == null ? null : funds.balance());
        out.attoFil("preCommitDepositsAttoFil", funds == null ? null : funds.preCommitDeposits());
        out.attoFil("initialPledgeAttoFil", funds == null ? null : funds.initialPledge());
        out.attoFil("vestingAttoFil", funds == null ? null : funds.vesting());
        out.attoFil("feeDebtAttoFil", funds == null ? null : funds.feeDebt());
        out.attoFil("availableAttoFil", funds == null ? null : funds.available());
        out.attoFil("marketEscrowAttoFil", market == null ? null : market.escrow());
        out.attoFil("marketLockedAttoFil", market == null ? null : market.locked());
        out.attoFil("workerAttoFil", miner.workerBalance().value());
        out.attoFil(
                "controlAttoFil",
                miner.controlBalance() == null
                        ? BigInteger.ZERO
                        : miner.controlBalance().value());
        out.attoFil("totalSpendableAttoFil", miner.totalSpendable());
        out.end();
    }

    private void writeStates(DocumentWriter out) {
        if (valueOf(miner.sectorStates()) == null) {
            out.nothing("sectorStates");
            return;
        }
        out.array("sectorStates");
        for (Map.Entry<String, Long> state : miner.sectorStates().value().entrySet()) {
            out.object()
                    .text("state", state.getKey())
                    .integer("count", state.getValue())
                    .end();
        }
        out.endArray();
    }

    private void writeWorkers(DocumentWriter out) {
        if (valueOf(miner.workers()) == null) {
            out.nothing("workers");
            return;
        }
        WorkerTally tally = miner.workers().value();
        out.object("workers");
        out.integer("sealing", tally.sealing());
        out.integer("windowPoSt", tally.windowPoSt());
        out.integer("winningPoSt", tally.winningPoSt());
        out.end();
    }

    private void writeBlocks(DocumentWriter out) {
        if (valueOf(miner.producedBlocks()) == null) {
            out.nothing("producedBlocks");
            return;
        }
        out.array("producedBlocks");
        for (MinerOverview.ProducedBlock block : miner.producedBlocks().value()) {
            out.object();
            out.integer("epoch", block.epoch());
            out.time("producedAt", Times.forDocument(block.seconds()));
            out.text("blockCid", block.cid());
            out.attoFil("rewardAttoFil", block.reward());
            out.end();
        }
        out.endArray();
    }
}
