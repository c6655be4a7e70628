package io.lotusconsole.doctor;

import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.proving.Answer;
import io.lotusconsole.proving.Finding;
import io.lotusconsole.proving.LocalWorker;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ResourceVariables;
import io.lotusconsole.proving.WorkerSnapshot;
import io.lotusconsole.proving.WorkerStatus;
import java.util.ArrayList;
import java.util.List;

/** What is made of a miner's workers, and of who proves. Pure. */
final class WorkerVerdicts {
    static final String AREA = "workers";

    /** Workers that a line names. */
    private static final int NAMES_MAX = 5;

    private static final String START = "`lotus-miner worker start ";

    private WorkerVerdicts() {}

    private static String names(List<WorkerSnapshot> workers, String joined) {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < workers.size() && i < NAMES_MAX; i++) {
            names.append(i == 0 ? "" : i + 1 == workers.size() ? joined : ", ")
                    .append(workers.get(i).hostname());
        }
        return workers.size() > NAMES_MAX ? names + " and " + (workers.size() - NAMES_MAX) + " more" : names.toString();
    }

    /** Which workers of a kind there are, and which of them the miner does not reach. */
    static Finding attached(PoStKind kind, Answer<Fleet> fleet) {
        Check check = new Check(AREA, kind.title() + " workers");
        if (!fleet.isKnown()) {
            return check.unknown(fleet);
        }
        List<WorkerSnapshot> all = fleet.value().of(kind);
        List<WorkerSnapshot> lost =
                all.stream().filter(worker -> !worker.enabled()).toList();
        if (all.isEmpty()) {
            return check.ok("none is attached");
        }
        if (!lost.isEmpty()) {
            return check.warning(
                    "the miner does not reach " + names(lost, " and ") + ": disabled, of " + all.size() + " attached",
                    "On its host `lotus-worker doctor " + kind.flag() + "` tells why; if it was switched off there,"
                            + " `lotus-worker set --enabled` switches it on.");
        }
        return check.ok(names(all, " and ") + (all.size() == 1 ? " is" : " are") + " attached, and the miner reaches "
                + (all.size() == 1 ? "it" : "them"));
    }

    /** Workers of which the miner knows no kind; null if there is none. */
    static Finding silent(Answer<Fleet> fleet) {
        List<WorkerSnapshot> silent = fleet.isKnown()
                ? fleet.value().workers().stream()
                        .filter(worker -> !worker.hasTasks())
                        .toList()
                : List.of();
        return silent.isEmpty()
                ? null
                : new Check(AREA, "of no known kind")
                        .warning(
                                names(silent, " and ") + " did not tell the miner a task within 3 s: gone, or not"
                                        + " reached",
                                "On its host `lotus-worker info` shows whether it answers, and `lotus-worker doctor`"
                                        + " what is wrong; `lotus-worker tasks enable --all` switches tasks on.");
    }

    /** Who makes the next proof of a kind. */
    static Finding next(PoStKind kind, Answer<Fleet> fleet, Answer<MinerConfig> config, Answer<SectorSize> size) {
        Check check = new Check(AREA, "next " + kind.title());
        if (!fleet.isKnown()) {
            return check.unknown(fleet);
        }
        List<WorkerSnapshot> enabled = fleet.value().enabled(kind);
        if (enabled.isEmpty()) {
            return nextAtMiner(check, kind, config);
        }
        List<WorkerSnapshot> able = new ArrayList<>();
        for (WorkerSnapshot worker : enabled) {
            if (!size.isKnown()
                    || fleet.value()
                            .whyNever(worker, kind, size.value().sealProof())
                            .isEmpty()) {
                able.add(worker);
            }
        }
        if (able.isEmpty()) {
            return check.failure(
                    "nobody: the miner makes none itself while a worker is enabled, and by its formula none of them"
                            + " ever gets one",
                    "`lotus-worker set --enabled=false` on their hosts has the miner prove itself again; the lines"
                            + " about scheduling tell what they lack.");
        }
        String spare = able.size() == 1 && kind == PoStKind.WINNING
                ? "; while it is at one, a block that is won is lost"
                : able.size() > 1 ? ", by lot" : "";
        return check.ok(names(able, " or ") + spare);
    }

    private static Finding nextAtMiner(Check check, PoStKind kind, Answer<MinerConfig> config) {
        if (!config.isKnown()) {
            return check.unknown(
                    "no worker is enabled, so that the miner makes it itself, unless its configuration says no: "
                            + config.failure(),
                    "On the miner's host `lotus-miner doctor --miner-repo DIR` reads it.");
        }
        if (config.value().isOff(kind)) {
            return check.failure(
                    "nobody: no worker is enabled, and the miner's own proving is switched off",
                    START + kind.flag() + "` starts a worker on this machine.");
        }
        return check.ok("the miner itself");
    }

    /** Whether the miner proves by itself where no worker does. */
    static Finding local(PoStKind kind, Answer<Fleet> fleet, Answer<MinerConfig> config) {
        Check check = new Check("miner", "own " + kind.title());
        if (!config.isKnown()) {
            return check.unknown(
                    "its configuration cannot be read: " + config.failure(),
                    "On the miner's host `lotus-miner doctor --miner-repo DIR` reads it.");
        }
        if (!config.value().isOff(kind)) {
            return check.ok("it proves by itself while no worker is enabled");
        }
        String what = MinerConfig.key(kind) + " switches it off";
        String mends = START + kind.flag() + "` starts a worker on this machine; " + MinerConfig.key(kind)
                + " = false in " + config.value().file() + ", and a restart, has the miner prove again.";
        if (!fleet.isKnown()) {
            return check.warning(what + ", and whether a worker is attached is not known", mends);
        }
        int enabled = fleet.value().enabled(kind).size();
        if (enabled == 0) {
            return check.failure(what + ", and no worker is enabled: no " + kind.title() + " is made", mends);
        }
        return enabled == 1
                ? check.warning(what + ", and there is one worker: without it no " + kind.title() + " is made", mends)
                : check.ok(what + ", and " + enabled + " workers are enabled");
    }

    /** For each worker of a kind, whether the miner's formula would ever give it one. */
    static List<Finding> scheduling(PoStKind kind, Answer<Fleet> fleet, Answer<SectorSize> size) {
        List<Finding> findings = new ArrayList<>();
        for (WorkerSnapshot worker : fleet.isKnown() ? fleet.value().of(kind) : List.<WorkerSnapshot>of()) {
            Check check = new Check(AREA, kind.title() + " for " + worker.hostname());
            if (!size.isKnown()) {
                findings.add(check.unknown("the miner does not tell its sector size", null));
                continue;
            }
            List<String> never =
                    fleet.value().whyNever(worker, kind, size.value().sealProof());
            findings.add(
                    never.isEmpty()
                            ? check.ok("the scheduler's formula gives it one")
                            : check.failure(
                                    "the miner would never give it one: " + String.join("; ", never),
                                    ResourceVariables.remedy(kind, size.value().inVariables())
                                            + " They are read when the worker starts."));
        }
        return findings;
    }

    /** A worker that was started in the background on this machine, beside what the miner's list says. */
    static Finding started(LocalWorker worker, Answer<Fleet> fleet) {
        Check check = new Check(AREA, "started here: " + worker.name());
        String logs = "`lotus-miner worker logs " + worker.name() + "` shows its log";
        String again = "`lotus-miner worker start " + worker.role().flag() + " --name " + worker.name() + "`";
        if (!worker.isAlive()) {
            return check.warning(
                    "it is dead" + (worker.lastLogLine() == null ? "" : "; its log ends: " + worker.lastLogLine()),
                    again + " starts it again, `lotus-miner worker stop " + worker.name() + "` forgets it.");
        }
        WorkerStatus status = worker.status();
        if (status == null) {
            return check.warning("it does not tell its status: " + worker.silence(), logs + ".");
        }
        if (status.unable() != null) {
            return check.failure("it cannot prove: " + status.unable(), logs + ".");
        }
        if (!status.isRegistered()) {
            return check.warning("it is " + status.state(), logs + ".");
        }
        return registered(check, status, fleet, worker.repository(), logs + ".");
    }

    /**
     * A worker that says it is registered.
     *
     * @param repository its own, for commands; null for that of this command
     */
    static Finding registered(Check check, WorkerStatus status, Answer<Fleet> fleet, String repository, String logs) {
        String program = "`lotus-worker " + (repository == null ? "" : "--worker-repo " + repository + " ");
        if (!status.enabled()) {
            return check.warning("it was switched off", program + "set --enabled` switches it on.");
        }
        if (!fleet.isKnown()) {
            return check.unknown("it says that it is registered; the miner's list is not known", null);
        }
        for (WorkerSnapshot row : fleet.value().workers()) {
            if (row.id().toString().equals(status.session())) {
                return row.enabled()
                        ? check.ok("it is registered, and the miner reaches it")
                        : check.failure(
                                "it is registered, and the miner does not reach it",
                                "`lotus-worker run --listen HOST:PORT` names an address of this machine that the"
                                        + " miner's host reaches; a firewall may stand between them.");
            }
        }
        return check.failure(
                "it says that it is registered as " + status.session() + ", and the miner does not list it",
                program + "stop`, and then start it again. " + logs);
    }
}
