package io.lotusconsole.embedded;

import io.lotusconsole.prover.PartitionProof;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.TaskType;
import io.lotusconsole.rpc.RpcException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Has proofs made as a real miner does ({@code storage/sealer/manager_post.go}, {@code sched_post.go}): by workers of
 * the kind while one of them is enabled, with no way back; by itself otherwise. Every proof is checked before it
 * counts, and every attempt is logged. Safe for several threads.
 */
final class PoStDispatch {
    /** How long a window partition waits for a worker that is free; a real miner waits for ever. */
    private static final long READY_MILLIS_MAX = WorkerConnection.PROOF_MILLIS_MAX;

    private final LocalProving local;
    private final PoStWorkers workers;
    private final ProofLog log;
    private final ExecutorService threads;

    PoStDispatch(LocalProving local, PoStWorkers workers, ProofLog log, ExecutorService threads) {
        this.local = local;
        this.workers = workers;
        this.log = log;
        this.threads = threads;
    }

    /**
     * What came of a deadline's proof.
     *
     * @param partitions a verified proof each; incomplete if any sector was skipped
     */
    record Window(List<PartitionProof> partitions, Set<Long> skipped) {}

    /**
     * Has the proof of a deadline's sectors made: by workers as many partitions at a time as there are, here one after
     * the other. Blocks until all are done.
     *
     * @param sectors ascending; cut into full partitions in this order
     * @throws ProvingFailure if any partition has neither a proof that holds nor skipped sectors
     */
    Window window(ProofRequest request, long epoch, int deadline, List<ChallengedSector> sectors, boolean isForChain)
            throws ProvingFailure, InterruptedException {
        int size = request.proof().partitionSectorsMax();
        List<PoStTask> tasks = new ArrayList<>();
        for (int from = 0; from < sectors.size(); from += size) {
            List<ChallengedSector> part = sectors.subList(from, Math.min(from + size, sectors.size()));
            tasks.add(new PoStTask(request, epoch, deadline, from / size, part, isForChain));
        }
        boolean isRemote = workers.of(PoStKind.WINDOW).hasEnabled();
        List<Future<LocalProving.Made>> made = new ArrayList<>();
        for (PoStTask task : tasks) {
            FutureTask<LocalProving.Made> work = new FutureTask<>(() -> isRemote ? remote(task) : here(task));
            made.add(work);
            if (isRemote) {
                threads.execute(work);
            } else {
                work.run();
            }
        }
        return joined(made);
    }

    private static Window joined(List<Future<LocalProving.Made>> made) throws ProvingFailure, InterruptedException {
        List<PartitionProof> proofs = new ArrayList<>();
        Set<Long> skipped = new TreeSet<>();
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < made.size(); i++) {
            try {
                LocalProving.Made part = made.get(i).get();
                skipped.addAll(part.skipped());
                if (part.proof() != null) {
                    proofs.add(part.proof());
                }
            } catch (ExecutionException e) {
                failures.add("partitionIndex:" + i + " err:" + e.getCause().getMessage());
            } catch (InterruptedException e) {
                made.forEach(part -> part.cancel(true));
                throw e;
            }
        }
        if (skipped.isEmpty() && !failures.isEmpty()) {
            throw new ProvingFailure(String.join("; ", failures));
        }
        return new Window(proofs, skipped);
    }

    /**
     * Has the proof of a winning ticket made, at once, whatever else is being proven. Blocks until it is done.
     *
     * @throws ProvingFailure if there is no proof that holds
     */
    PartitionProof winning(ProofRequest request, long epoch, ChallengedSector sector)
            throws ProvingFailure, InterruptedException {
        PoStTask task = new PoStTask(request, epoch, null, 0, List.of(sector), true);
        LocalProving.Made made = workers.of(PoStKind.WINNING).hasEnabled() ? remote(task) : here(task);
        if (made.proof() == null) {
            throw new ProvingFailure("get winning sector:" + sector.sectorNumber() + ",vanilla failed");
        }
        return made.proof();
    }

    private LocalProving.Made here(PoStTask task) throws ProvingFailure {
        Attempt attempt = new Attempt(task, ProofMaker.MINER);
        try {
            LocalProving.Made made = local.make(task);
            return made.proof() == null ? attempt.skipped(made.skipped()) : attempt.checked(made.proof());
        } catch (ProverException e) {
            throw attempt.failed(e.getMessage());
        }
    }

    private LocalProving.Made remote(PoStTask task) throws ProvingFailure, InterruptedException {
        WorkerRegistry registry = workers.of(task.kind());
        Set<AttachedWorker> tried = new HashSet<>();
        List<String> broken = new ArrayList<>();
        Attempt unheard = new Attempt(task, null);
        AttachedWorker worker =
                task.kind() == PoStKind.WINDOW ? registry.awaitReady(READY_MILLIS_MAX) : registry.take(tried);
        if (worker == null) {
            TaskType type = TaskType.of(task.kind());
            throw unheard.failed("can't find " + type.wireName() + " post worker");
        }
        while (worker != null) {
            tried.add(worker);
            Attempt attempt = new Attempt(task, worker.maker());
            try {
                return ask(task, worker, attempt);
            } catch (RpcException.Unreachable | RpcException.TimedOut | RpcException.Closed e) {
                broken.add(attempt.failed(e.getMessage()).getMessage());
            } catch (RpcException e) {
                throw attempt.failed("post worker: " + e.getMessage());
            } finally {
                registry.release(worker);
            }
            worker = registry.take(tried);
        }
        throw new ProvingFailure("got RPC errors from all workers: " + String.join("; ", broken));
    }

    private static final String WRONG_TYPE = "the worker's proof is of type ";

    private LocalProving.Made ask(PoStTask task, AttachedWorker worker, Attempt attempt)
            throws RpcException, ProvingFailure {
        WorkerAnswer answer =
                worker.connection().prove(task.method(), task.params(), in -> WorkerAnswer.read(task.kind(), in));
        if (!answer.skipped().isEmpty()) {
            if (!task.numbers().containsAll(answer.skipped())) {
                throw attempt.failed("the worker skipped sectors that it was not asked for");
            }
            return attempt.skipped(answer.skipped());
        }
        if (answer.postProof() != task.request().proof().networkCode()) {
            throw attempt.failed(WRONG_TYPE + answer.postProof());
        }
        try {
            return attempt.checked(new PartitionProof(answer.bytes()));
        } catch (IllegalArgumentException e) {
            throw attempt.failed(e.getMessage());
        }
    }

    /** One try of one maker, until it is logged. */
    private final class Attempt {
        private final PoStTask task;
        private final ProofMaker maker;
        private final long startNanos = System.nanoTime();

        Attempt(PoStTask task, ProofMaker maker) {
            this.task = task;
            this.maker = maker;
        }

        /** Logged as verified, if the proof holds. */
        LocalProving.Made checked(PartitionProof proof) throws ProvingFailure {
            try {
                if (!local.isValid(task, proof)) {
                    throw failed("the proof does not hold");
                }
            } catch (ProverException e) {
                throw failed("the proof cannot be checked: " + e.getMessage());
            }
            logged(List.of(), proof, null);
            return new LocalProving.Made(proof, List.of());
        }

        LocalProving.Made skipped(List<Long> sectors) {
            logged(sectors, null, null);
            return new LocalProving.Made(null, sectors);
        }

        /** Logged as failed. */
        ProvingFailure failed(String error) {
            logged(List.of(), null, error);
            return new ProvingFailure(error);
        }

        private void logged(List<Long> skipped, PartitionProof verified, String error) {
            log.add(new ProofAttempt(
                    task.epoch(),
                    task.request(),
                    task.deadline(),
                    task.batchPartitionIndex(),
                    local.commitments(task),
                    skipped,
                    maker,
                    (System.nanoTime() - startNanos) / 1_000_000,
                    verified,
                    error,
                    task.isForChain()));
        }
    }
}
