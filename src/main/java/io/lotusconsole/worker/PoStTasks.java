package io.lotusconsole.worker;

import io.lotusconsole.lotus.wire.PoStCodec;
import io.lotusconsole.prover.PartitionProof;
import io.lotusconsole.prover.ProofQueue;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.prover.Prover;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.ProverId;
import io.lotusconsole.prover.SectorCommitment;
import io.lotusconsole.prover.VanillaProof;
import io.lotusconsole.prover.WindowPoSt;
import io.lotusconsole.prover.WinningPoSt;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ReadPlace;
import io.lotusconsole.rpc.RpcFault;
import io.lotusconsole.rpc.RpcReply;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Does what the miner asks: reads the sectors, proves, verifies, answers.
 *
 * <p>Inability closes the caller's connection, after which a miner tries the next worker; an error object would end
 * its search (design, decision 6). A question that is asked again while it is worked on, as after a broken
 * connection, waits for the same proof; asked again soon after, it gets the proof that was made. One task proves
 * while another reads, so that no more than two hold vanilla proofs, 60 MB each at 32 GiB. A question that nobody
 * waits for any more is dropped before it is proven, so that it keeps no other waiting; a proof that has begun is made
 * and kept.
 *
 * <p>Safe for several threads. Every task has a thread of its own while it lasts; {@link #submit} returns at once.
 */
final class PoStTasks {
    /** Tasks that are worked on or wait; the next one is dropped. */
    static final int TASKS_MAX = 32;

    /** Tasks that hold vanilla proofs at a time. */
    private static final int READING_AHEAD = 2;

    /** Answers that are kept for a miner that asks again. */
    private static final int KEPT_MAX = 4;

    private static final long KEPT_NANOS = 10L * 60 * 1_000_000_000;

    /** How long a deadline is open. */
    private static final long DEADLINE_NANOS = 30L * 60 * 1_000_000_000;

    /**
     * A question whose askers' connections are all closed is worked on until it is so old, for one whose network broke
     * may ask again. An older one is of a deadline that is over, or was given up; the block of a WinningPoSt was due
     * within 30 s.
     */
    private static final Map<PoStKind, Long> UNASKED_MILLIS_MAX =
            Map.of(PoStKind.WINDOW, 5L * 60 * 1_000, PoStKind.WINNING, 60_000L);

    /** Between two looks for such questions. */
    private static final long LOOK_MILLIS = 5_000;

    /** Times a proof is made anew because it did not verify. */
    private static final int PROOF_ATTEMPTS_MAX = 2;

    private static final String UNASKED = "nobody waits for it any more";

    private static final String UNVERIFIED = "its proofs do not verify: memory, a GPU or its driver may be faulty";

    /** Told of what only a new process mends. */
    interface LastResort {
        /** Ends the process soon; returns at once. */
        void giveUp(String why);
    }

    private record Kept(Consumer<io.lotusconsole.json.DocumentWriter> answer, long nanos) {}

    private final Prover prover;
    private final SectorSource sectors;
    private final PhaseBudgets budgets;
    private final TaskJournal journal;
    private final Ability ability;
    private final LastResort lastResort;
    private final PlaceFinder finder;
    private final ScheduledExecutorService timer;
    private final InstantSource clock;
    private final WorkerLog log;
    private final ProofQueue queue = new ProofQueue(TASKS_MAX);
    private final Semaphore reading = new Semaphore(READING_AHEAD, true);

    private final Map<PoStKind, Long> unaskedMillisMax;
    private final Consumer<Thread> starter;

    /** Both guarded by this: questions that are worked on, and answers that were given. */
    private final Map<ProofCall, Attempt> waiting = new HashMap<>();

    private final LinkedHashMap<ProofCall, Kept> kept = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ProofCall, Kept> eldest) {
            return size() > KEPT_MAX;
        }
    };

    /** What a worker's tasks need. @param prover guarded, not queued */
    record Parts(
            Prover prover,
            SectorSource sectors,
            PhaseBudgets budgets,
            TaskJournal journal,
            Ability ability,
            LastResort lastResort,
            PlaceFinder places,
            ScheduledExecutorService timer,
            InstantSource clock,
            WorkerLog log) {}

    PoStTasks(Parts parts) {
        this(parts, UNASKED_MILLIS_MAX, Thread::start);
    }

    /**
     * @param unaskedMillisMax the age up to which a question that nobody waits for is worked on
     * @param starter of the thread of a task
     */
    PoStTasks(Parts parts, Map<PoStKind, Long> unaskedMillisMax, Consumer<Thread> starter) {
        this.starter = starter;
        this.unaskedMillisMax = unaskedMillisMax;
        this.prover = parts.prover();
        this.sectors = parts.sectors();
        this.budgets = parts.budgets();
        this.journal = parts.journal();
        this.ability = parts.ability();
        this.lastResort = parts.lastResort();
        this.finder = parts.places();
        this.timer = parts.timer();
        this.clock = parts.clock();
        this.log = parts.log();
        timer.scheduleWithFixedDelay(this::dropUnasked, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Takes a question. The reply is ended when the answer is known, on another thread. */
    void submit(ProofCall call, RpcReply reply) {
        Kept made = null;
        boolean isFull = false;
        Attempt begun = null;
        synchronized (this) {
            Attempt current = waiting.get(call);
            made = kept.get(call);
            if (made != null && System.nanoTime() - made.nanos() > KEPT_NANOS) {
                kept.remove(call);
                made = null;
            }
            if (made == null && current != null) {
                current.askers.add(reply);
            } else if (made == null) {
                isFull = waiting.size() >= TASKS_MAX;
            }
            if (made == null && current == null && !isFull) {
                begun = new Attempt(new RunningTask(call, clock.instant()), reply);
                waiting.put(call, begun);
            }
        }
        if (made != null) {
            log.info("asked again: answered with the proof that was made", fields(call, ChainPlace.UNKNOWN));
            reply.succeed(made.answer());
        } else if (isFull) {
            log.warn("dropped: as many tasks as may wait are waiting", "tasks", TASKS_MAX);
            reply.drop();
        } else if (begun != null) {
            begin(begun);
        } else {
            log.info("asked again while it is worked on: both get the same proof", fields(call, ChainPlace.UNKNOWN));
        }
    }

    private void begin(Attempt attempt) {
        journal.began(attempt.task);
        attempt.thread.setDaemon(true);
        try {
            starter.accept(attempt.thread);
        } catch (RuntimeException | Error e) {
            // No memory, or no more threads: the miner is waiting for an end, and so would be who asks again.
            attempt.end(attempt.dropped("no thread can be started: " + e));
        }
    }

    /** Drops the old questions that nobody waits for, unless their proof is being made. */
    void dropUnasked() {
        List<Attempt> all;
        synchronized (this) {
            all = List.copyOf(waiting.values());
        }
        for (Attempt attempt : all) {
            try {
                if (attempt.endIfUnasked()) {
                    // It waits for storage or for its turn.
                    attempt.thread.interrupt();
                }
            } catch (RuntimeException e) {
                // The next look must come all the same.
                log.error("internal error", "why", e);
            }
        }
    }

    private static Object[] fields(ProofCall call, ChainPlace place, Object... more) {
        List<Object> fields = new ArrayList<>(List.of("kind", call.kind().title()));
        if (place.deadline() != null) {
            fields.addAll(List.of("deadline", place.deadline()));
        }
        if (place.partition() != null) {
            fields.addAll(List.of("partition", place.partition()));
        }
        if (call.kind() == PoStKind.WINDOW) {
            fields.addAll(List.of("batchPartition", call.batchPartitionIndex()));
        }
        fields.addAll(List.of("sectors", sectorsText(call)));
        fields.addAll(java.util.Arrays.asList(more));
        return fields.toArray();
    }

    /** {@code 7} or {@code 1-96 (96)}: how many, and the least and the greatest number. */
    private static String sectorsText(ProofCall call) {
        List<ChallengedSector> all = call.sectors();
        long least =
                all.stream().mapToLong(ChallengedSector::sectorNumber).min().orElse(-1);
        long most = all.stream().mapToLong(ChallengedSector::sectorNumber).max().orElse(-1);
        return least == most ? Long.toString(least) : least + "-" + most + " (" + all.size() + ")";
    }

    /** What a task came to, before anybody is told. */
    private record Verdict(
            TaskRecord.Outcome outcome,
            Consumer<io.lotusconsole.json.DocumentWriter> answer,
            List<SkippedSector> skipped,
            String error) {}

    /** One task on its thread. Ends exactly once: by itself, or by a budget that ran out. */
    private final class Attempt {
        private final RunningTask task;
        private final ProofCall call;
        private final Thread thread;
        private final long startNanos = System.nanoTime();

        /** All guarded by the tasks. */
        private final List<RpcReply> askers = new ArrayList<>();

        private boolean isProving;
        private boolean isUnasked;
        private boolean ended;

        private volatile List<ReadPlace> places = List.of();

        Attempt(RunningTask task, RpcReply asker) {
            this.task = task;
            this.call = task.call();
            this.thread = new Thread(this::run, "task " + call.kind().title());
            askers.add(asker);
        }

        void run() {
            Verdict verdict;
            try {
                verdict = verdict();
            } catch (RuntimeException | Error e) {
                // Whatever it is, the miner is waiting for an end.
                verdict = dropped("internal error: " + e);
            }
            end(verdict);
        }

        private Verdict verdict() {
            Verdict verdict;
            try {
                log.info("task", fields(call, ChainPlace.UNKNOWN));
                finder.locate(call, task::locate);
                verdict = attempt();
            } catch (ProverException.Broken | ProverException.Unavailable | ProverException.BadParameters e) {
                // The library reads its keys once: only a new process has others.
                verdict = dropped(e.getMessage());
                lastResort.giveUp(e.getMessage());
            } catch (ProverException.QueueFull | ProverException.Abandoned | ProverException.Rejected e) {
                verdict = dropped(e.getMessage());
            } catch (ProverException e) {
                verdict = failed(e.getMessage(), !(e instanceof ProverException.BadVanillaProof));
            } catch (InterruptedException e) {
                verdict = dropped("the worker stops");
            } catch (RuntimeException | Error e) {
                verdict = failed("internal error: " + e, true);
            }
            return verdict;
        }

        /**
         * A proof that cannot be made is not made by asking again every second: until the same one can be made, the
         * miner must not count on this worker.
         *
         * @param isLasting whether other proofs would fail as well; else it is over with the deadline
         */
        private Verdict failed(String why, boolean isLasting) {
            if (isLasting || call.kind() == PoStKind.WINDOW) {
                loseAbility(why, isLasting, this::whyNotProven);
            }
            return dropped(why);
        }

        private String whyNotProven() throws ProverException, InterruptedException {
            SectorSource.Reading read = sectors.read(call, budgets.readMillis(), done -> {});
            if (read.inability() != null || !read.skipped().isEmpty()) {
                return read.inability() != null
                        ? read.inability()
                        : read.skipped().get(0).why();
            }
            ProofRequest request = new ProofRequest(call.proof(), new ProverId(call.minerActor()), call.randomness());
            return proveOnce(request, read.proofs()) == null ? UNVERIFIED : null;
        }

        private Verdict dropped(String why) {
            return new Verdict(TaskRecord.Outcome.DROPPED, null, List.of(), why);
        }

        private Verdict attempt() throws ProverException, InterruptedException {
            reading.acquire();
            try {
                if (endIfUnasked()) {
                    return dropped(UNASKED);
                }
                task.enter(TaskPhase.READING);
                SectorSource.Reading read = sectors.read(call, budgets.readMillis(), task::read);
                places = read.places();
                task.enter(TaskPhase.WAITING);
                if (read.inability() != null) {
                    loseAbility(read);
                    if (read.isStuck()) {
                        lastResort.giveUp(read.inability() + ", and a native call cannot be cancelled");
                    }
                    return dropped(read.inability());
                }
                if (!read.skipped().isEmpty()) {
                    return skipped(read.skipped());
                }
                return prove(read.proofs());
            } finally {
                reading.release();
            }
        }

        /**
         * Storage that is down makes the worker unable until it is back. Too many bad sectors of a partition do so
         * until they can be read, or that deadline is over; one unknown sector of a WinningPoSt says nothing of the
         * next.
         */
        private void loseAbility(SectorSource.Reading read) {
            if (read.isLasting() || call.kind() == PoStKind.WINDOW) {
                loseAbility(read.inability(), read.isLasting(), () -> sectors.whyUnreadable(call, read.unread()));
            }
        }

        private void loseAbility(String why, boolean isLasting, Ability.SelfCheck regained) {
            long start = System.nanoTime();
            ability.lose(why, () -> {
                boolean isOver = !isLasting && System.nanoTime() - start > DEADLINE_NANOS;
                return isOver ? null : regained.whyNot();
            });
        }

        private Verdict skipped(List<SkippedSector> bad) {
            if (call.kind() == PoStKind.WINNING) {
                // Another worker may have the sector on a path of its own; an error would end the search for one.
                return new Verdict(
                        TaskRecord.Outcome.DROPPED, null, bad, bad.get(0).why());
            }
            List<Long> numbers =
                    bad.stream().map(SkippedSector::sectorNumber).sorted().toList();
            return new Verdict(
                    TaskRecord.Outcome.SKIPPED,
                    out -> PoStCodec.writeSkipped(out, call.minerActor(), numbers),
                    bad,
                    null);
        }

        private Verdict prove(List<VanillaProof> vanillaProofs) throws ProverException {
            ProofRequest request = new ProofRequest(call.proof(), new ProverId(call.minerActor()), call.randomness());
            for (int i = 0; i < PROOF_ATTEMPTS_MAX; i++) {
                byte[] proof = proveOnce(request, vanillaProofs);
                if (proof != null) {
                    long code = call.proof().networkCode();
                    return new Verdict(
                            TaskRecord.Outcome.PROVEN,
                            call.kind() == PoStKind.WINDOW
                                    ? out -> PoStCodec.writeWindow(out, code, proof)
                                    : out -> PoStCodec.writeWinning(out, code, proof),
                            List.of(),
                            null);
                }
                log.error("the proof does not verify: it is not sent", fields(call, task.place()));
            }
            return failed(UNVERIFIED, true);
        }

        /** A proof that verifies; null if it does not. */
        private byte[] proveOnce(ProofRequest request, List<VanillaProof> vanillaProofs) throws ProverException {
            List<SectorCommitment> commitments = call.sectors().stream()
                    .map(sector -> new SectorCommitment(sector.sectorNumber(), sector.sealedCid()))
                    .toList();
            if (call.kind() == PoStKind.WINNING) {
                WinningPoSt proof = inTurn(() -> prover.proveWinning(request, vanillaProofs.get(0)));
                boolean good = within(
                        TaskPhase.MERGING,
                        budgets.mergeMillis(),
                        () -> prover.verifyWinning(request, commitments.get(0), proof));
                return good ? proof.bytes().bytes() : null;
            }
            PartitionProof proof = inTurn(() -> prover.proveWindow(request, vanillaProofs, call.batchPartitionIndex()));
            WindowPoSt window = new WindowPoSt(call.proof(), List.of(proof));
            boolean good = within(
                    TaskPhase.MERGING, budgets.mergeMillis(), () -> prover.verifyWindow(request, commitments, window));
            return good ? proof.bytes() : null;
        }

        private <T> T inTurn(ProofQueue.Work<T> work) throws ProverException {
            task.enter(TaskPhase.WAITING);
            return queue.inTurn(call.kind(), () -> {
                beginProving();
                return within(TaskPhase.PROVING, budgets.proveMillis(), work);
            });
        }

        private void beginProving() throws ProverException.Abandoned {
            endIfUnasked();
            synchronized (PoStTasks.this) {
                if (isUnasked) {
                    throw new ProverException.Abandoned();
                }
                isProving = true;
            }
        }

        /** Ends it if nobody waits for it, it is old, and its proof has not begun; whether it did. */
        boolean endIfUnasked() {
            long millis = (System.nanoTime() - startNanos) / 1_000_000;
            synchronized (PoStTasks.this) {
                if (ended
                        || isProving
                        || millis < unaskedMillisMax.get(call.kind())
                        || !askers.stream().allMatch(RpcReply::isCallerGone)) {
                    return false;
                }
                ended = true;
                isUnasked = true;
                waiting.remove(call);
            }
            answer(dropped(UNASKED));
            return true;
        }

        /** Does native work within a budget; past it, nobody waits for its end any more. */
        private <T> T within(TaskPhase phase, long budgetMillis, ProofQueue.Work<T> work) throws ProverException {
            task.enter(phase);
            ScheduledFuture<?> overdue =
                    timer.schedule(() -> overdue(phase, budgetMillis), budgetMillis, TimeUnit.MILLISECONDS);
            try {
                return work.run();
            } finally {
                overdue.cancel(false);
            }
        }

        private void overdue(TaskPhase phase, long budgetMillis) {
            String why = phase.word() + " took longer than its budget of " + budgetMillis / 1000 + " s";
            try {
                end(dropped(why));
            } finally {
                lastResort.giveUp(why + ", and a native call cannot be cancelled");
            }
        }

        private void end(Verdict verdict) {
            synchronized (PoStTasks.this) {
                if (ended) {
                    return;
                }
                ended = true;
                waiting.remove(call);
                if (verdict.outcome() == TaskRecord.Outcome.PROVEN) {
                    kept.put(call, new Kept(verdict.answer(), System.nanoTime()));
                }
            }
            answer(verdict);
        }

        /** Tells everybody. Once it has ended, nobody joins those who ask. */
        private void answer(Verdict verdict) {
            boolean delivered = false;
            for (RpcReply asker : askers) {
                delivered |= answer(verdict, asker);
            }
            TaskRecord record = record(verdict, delivered);
            journal.ended(task, record);
            tell(record);
        }

        /** Whether it may have got the answer. An asker that breaks keeps neither the others nor the worker. */
        private boolean answer(Verdict verdict, RpcReply asker) {
            try {
                if (verdict.answer() != null) {
                    return asker.succeed(verdict.answer());
                }
                asker.drop();
                return true;
            } catch (RuntimeException | Error e) {
                log.error("internal error: an answer broke", "why", e);
                return false;
            }
        }

        private TaskRecord record(Verdict verdict, boolean delivered) {
            return new TaskRecord(
                    call.kind(),
                    task.startedAt(),
                    verdict.outcome(),
                    call.sectors().stream().map(ChallengedSector::sectorNumber).toList(),
                    task.place().deadline(),
                    task.place().partition(),
                    verdict.skipped(),
                    delivered,
                    verdict.error(),
                    task.millis(),
                    places);
        }

        private void tell(TaskRecord record) {
            for (SkippedSector bad : record.skipped()) {
                log.error(
                        "sector cannot be read",
                        fields(
                                call,
                                task.place(),
                                "sector",
                                bad.sectorNumber(),
                                "fault",
                                bad.fault(),
                                "why",
                                bad.why()));
            }
            Map<TaskPhase, Long> millis = record.millis();
            Object[] fields = fields(
                    call,
                    task.place(),
                    "outcome",
                    record.outcome().word(),
                    "skipped",
                    record.skipped().size(),
                    "waitingMillis",
                    millis.get(TaskPhase.WAITING),
                    "readingMillis",
                    millis.get(TaskPhase.READING),
                    "provingMillis",
                    millis.get(TaskPhase.PROVING),
                    "mergingMillis",
                    millis.get(TaskPhase.MERGING),
                    "why",
                    record.error() == null ? "" : record.error());
            if (!record.isDelivered()) {
                log.warn("done, but the miner's connection had broken; asked again, it gets this answer", fields);
            } else if (record.outcome() == TaskRecord.Outcome.PROVEN) {
                log.info("proven", fields);
            } else {
                log.warn(record.outcome().word(), fields);
            }
        }
    }

    /** Answers a question that can never have an answer with an error: no other worker could do better. */
    static void refuse(RpcReply reply, String why) {
        reply.fail(RpcFault.ordinary(why));
    }
}
