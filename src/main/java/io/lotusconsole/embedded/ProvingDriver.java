package io.lotusconsole.embedded;

import io.lotusconsole.prover.Challenges;
import io.lotusconsole.prover.PoStRandomness;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ProvingWindow;
import io.lotusconsole.rpc.RpcFault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/**
 * Has deadlines proven when they open, tickets when they are drawn, and faults declared recovered that can be read
 * again ({@code storage/wdpost}, {@code miner/miner.go}).
 *
 * <p>{@link #onEpoch} runs on the writer of the {@link ChainLedger}, to which every field here belongs; what takes
 * time runs on other threads, which come back to the ledger with what they have.
 */
final class ProvingDriver {
    /** Deadlines that may be in work at a time: one that is late, and the one that is open. */
    private static final int WINDOW_RUNS_MAX = 2;

    /** Faults are declared recovered for the deadline that opens after the next ({@code declareRecoveries}). */
    private static final int RECOVERY_AHEAD = 2;

    /** A ticket that nobody proves, asked for again every epoch, is given up after this many. */
    private static final int TICKET_ATTEMPTS_MAX = 100;

    private final ChainLedger ledger;
    private final SimulatedChain chain;
    private final LocalProving local;
    private final PoStDispatch dispatch;
    private final Proving proving;
    private final ProofLog log;
    private final ExecutorService threads;

    /** Opening epochs of the deadlines that are in work. */
    private final Set<Long> running = new HashSet<>();

    /** The last epoch in which a deadline was given into work. */
    private long windowAsked = -1;

    /** Opening epoch of the last deadline for which recoveries were looked at. */
    private long recoveriesLooked = -1;

    /** Epoch of the ticket that is to be proven; -1 for none. */
    private long ticket = -1;

    /** The last epoch that had a ticket or could have had one. */
    private long lastDrawn;

    private boolean isTicketRunning;
    private long ticketAsked = -1;
    private int ticketAttempts;

    ProvingDriver(
            ChainLedger ledger,
            LocalProving local,
            PoStDispatch dispatch,
            Proving proving,
            ProofLog log,
            ExecutorService threads) {
        this.ledger = ledger;
        this.chain = ledger.chain();
        this.local = local;
        this.dispatch = dispatch;
        this.proving = proving;
        this.log = log;
        this.threads = threads;
    }

    /** Looks at the chain, on the ledger's writer, and starts what is due. */
    void onEpoch() {
        ProvingWindow window = chain.windowAt(ledger.reached());
        if (window.open() != recoveriesLooked) {
            recoveriesLooked = window.open();
            recover((window.deadlineIndex() + RECOVERY_AHEAD) % SimulatedChain.DEADLINES);
        }
        // In its last epoch nothing takes effect any more, and the newest state may be that after its close.
        if (windowAsked < window.currentEpoch()
                && window.currentEpoch() + 1 < window.close()
                && running.size() < WINDOW_RUNS_MAX
                && !running.contains(window.open())
                && !ledger.newest().deadline(window.deadlineIndex()).due().isEmpty()) {
            windowAsked = window.currentEpoch();
            prove(window, ledger.newest().deadline(window.deadlineIndex()).due());
        }
        ticket(window.currentEpoch());
    }

    private void start(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException e) {
            // The miner stops; what was not begun is not missed by anybody.
        }
    }

    private void prove(ProvingWindow window, List<Long> due) {
        running.add(window.open());
        start(() -> {
            try {
                proveWindow(window, due);
            } catch (ProvingFailure | RpcFault e) {
                // Logged attempt by attempt; the next epoch tries again while the deadline is open.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                ledger.later(() -> running.remove(window.open()));
            }
        });
    }

    /** Until there is a proof: skipped sectors are left out of the next attempt, so that there is an end. */
    private void proveWindow(ProvingWindow window, List<Long> due)
            throws ProvingFailure, RpcFault, InterruptedException {
        ProofRequest request = local.request(PoStKind.WINDOW, chain.windowRandomness(window.challenge()));
        List<Long> left = new ArrayList<>(due);
        Set<Long> skipped = new TreeSet<>();
        if (proving.isPreChecking()) {
            skipped.addAll(local.unreadable(request, left).keySet());
        }
        left.removeAll(skipped);
        while (!left.isEmpty()) {
            PoStDispatch.Window made = dispatch.window(
                    request, window.currentEpoch(), window.deadlineIndex(), local.challenged(request, left), true);
            if (made.skipped().isEmpty()) {
                ChainLedger.Sent sent = ledger.submitWindow(window.deadlineIndex(), window.open(), skipped);
                tell(ChainMessage.Kind.PROOF, sent, window.deadlineIndex(), skipped);
                return;
            }
            skipped.addAll(made.skipped());
            left.removeAll(skipped);
        }
    }

    private void recover(int deadline) {
        List<Long> faults = ledger.newest().deadline(deadline).partitions().stream()
                .flatMap(partition -> partition.where(health -> health == SectorHealth.FAULTY).stream())
                .toList();
        if (!faults.isEmpty()) {
            start(() -> {
                try {
                    declareReadable(deadline, faults);
                } catch (RpcFault e) {
                    // The chain stops; a period later there would have been another chance.
                }
            });
        }
    }

    /** Declares those recovered of which a random challenge can be read. */
    private void declareReadable(int deadline, Collection<Long> faults) throws RpcFault {
        PoStRandomness random = PoStRandomness.of(Cids.sha256("recovery " + System.nanoTime()));
        Map<Long, String> bad = local.unreadable(local.request(PoStKind.WINDOW, random), faults);
        List<Long> good = new ArrayList<>(faults);
        good.removeAll(bad.keySet());
        declare(deadline, good);
    }

    /**
     * Declares faulty sectors recovered; the next proof of their deadline shows whether they are. On any thread.
     *
     * @return the message's CID; null if there was nothing to declare
     */
    String declare(int deadline, Collection<Long> faults) throws RpcFault {
        ChainLedger.Sent sent = ledger.declareRecovered(deadline, faults);
        if (sent == null) {
            return null;
        }
        tell(ChainMessage.Kind.RECOVERY, sent, deadline, faults);
        return sent.cid();
    }

    private void tell(ChainMessage.Kind kind, ChainLedger.Sent sent, Integer deadline, Collection<Long> sectors) {
        log.add(new ChainMessage(kind, sent.epoch(), deadline, List.copyOf(sectors), sent.refusal()));
    }

    private void ticket(long epoch) {
        long drawn = epoch - epoch % proving.winEvery();
        if (drawn > lastDrawn) {
            lastDrawn = drawn;
            boolean hasPower = ledger.newest().powerBytes() > 0;
            if (ticket < 0 && hasPower) {
                ticket = drawn;
                ticketAttempts = 0;
                ticketAsked = -1;
            }
        }
        if (ticket < 0 || isTicketRunning || ticketAsked >= epoch) {
            return;
        }
        List<Long> eligible = ledger.newest().where(health -> health == SectorHealth.ACTIVE);
        if (eligible.isEmpty() || ticketAttempts == TICKET_ATTEMPTS_MAX) {
            ticket = -1;
            return;
        }
        ticketAsked = epoch;
        ticketAttempts++;
        isTicketRunning = true;
        long of = ticket;
        start(() -> {
            boolean isWon = false;
            try {
                isWon = win(of, epoch, eligible);
            } finally {
                boolean won = isWon;
                ledger.later(() -> {
                    isTicketRunning = false;
                    ticket = won ? -1 : ticket;
                });
            }
        });
    }

    private boolean win(long drawn, long epoch, List<Long> eligible) {
        ProofRequest request = local.request(PoStKind.WINNING, chain.winningRandomness(drawn));
        long place = Challenges.winningSectorIndex(request.prover(), request.randomness(), eligible.size());
        List<Long> sector = List.of(eligible.get((int) place));
        try {
            dispatch.winning(request, epoch, local.challenged(request, sector).get(0));
            // A real chain takes a block in its own epoch only; here it stands in the first one after its proof.
            tell(ChainMessage.Kind.BLOCK, ledger.submitBlock(), null, sector);
            return true;
        } catch (ProvingFailure | RpcFault e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
