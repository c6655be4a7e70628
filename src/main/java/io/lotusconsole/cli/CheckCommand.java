package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.proving.MinerInfo;
import io.lotusconsole.proving.Partition;
import io.lotusconsole.proving.SectorCheck;
import io.lotusconsole.proving.SectorOnChain;
import io.lotusconsole.render.CheckReport;
import io.lotusconsole.rpc.RpcException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code proving check N}: has the miner read a challenge of every sector of a deadline. */
final class CheckCommand extends Command {
    CheckCommand() {
        super("check", "Check sectors provable");
    }

    @Override
    void describe(CommandSpec spec) {
        spec.addOption(GlobalOptions.flag("print only bad sectors", "--only-bad"));
        spec.addOption(GlobalOptions.flag("run slower checks (no effect, in Lotus either)", "--slow"));
        spec.addOption(GlobalOptions.text("ID", "filter sectors by storage path (path id)", "--storage-id"));
        spec.addOption(GlobalOptions.flag("only check faulty sectors", "--faulty"));
        DeadlineIndex.describe(spec, "<deadlineIdx>");
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException, UsageException {
        int index = DeadlineIndex.of(in);
        if (in.has("--slow") && !in.isLotus()) {
            in.note("--slow changes nothing: Lotus declares it and never uses it.");
        }
        // Asked at the head of the moment, as Lotus does: the miner reads its storage now, not at a tipset.
        List<String> head = List.of();
        String address = in.miner().actorAddress();
        MinerInfo info = in.node().minerInfo(address, head);
        List<Partition> partitions = in.node().partitions(address, index, head);
        Set<Long> stored = sectorsOnPath(in);
        List<SectorCheck> checks = new ArrayList<>();
        for (int i = 0; i < partitions.size(); i++) {
            Partition partition = partitions.get(i);
            List<SectorOnChain> sectors = new ArrayList<>();
            for (SectorOnChain sector : in.node().sectors(address, partition.live(), head)) {
                boolean wanted = (stored == null || stored.contains(sector.number()))
                        && (!in.has("--faulty") || partition.faulty().contains(sector.number()));
                if (wanted) {
                    sectors.add(sector);
                }
            }
            sectors.sort(Comparator.comparingLong(SectorOnChain::number));
            Map<Long, String> bad =
                    in.miner().checkProvable(info.windowPoStProof(), actorNumber(in.miner(), address), sectors);
            for (SectorOnChain sector : sectors) {
                checks.add(new SectorCheck(index, i, sector.number(), bad.get(sector.number())));
            }
        }
        return Showing.once(in, new CheckReport(index, checks, in.has("--only-bad")));
    }

    /** Sectors on the path the user named; null if none was named. */
    private static Set<Long> sectorsOnPath(Invocation in) throws RpcException, ApiInfoException, UsageException {
        String path = in.value("--storage-id");
        if (path == null) {
            return null;
        }
        Set<Long> sectors = in.miner().sectorsAt(path);
        if (sectors == null && !in.isLotus()) {
            throw new UsageException(
                    "the miner knows no storage path " + path, "`lotus-miner storage list` shows their ids.");
        }
        return sectors == null ? Set.of() : sectors;
    }

    /** The number in {@code f01000}. */
    private static long actorNumber(MinerClient miner, String address) throws RpcException {
        try {
            return Long.parseLong(address.substring(Math.min(2, address.length())));
        } catch (NumberFormatException e) {
            throw miner.malformed("its address is not that of an actor: " + address);
        }
    }
}
