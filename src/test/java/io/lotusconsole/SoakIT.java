package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.embedded.ChainMessage;
import io.lotusconsole.embedded.ProofAttempt;
import io.lotusconsole.embedded.ProofObserver;
import io.lotusconsole.embedded.Proving;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.support.TestMiner;
import io.lotusconsole.support.WorkerProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Continuous proofs while workers are killed and told to leave at random: whatever is due is proven by somebody, and
 * nothing grows in the worker that stays, nor in the miner.
 *
 * <p>Lasts {@code -Dlotusconsole.soakSeconds}; {@code -Dlotusconsole.soakSeed} repeats a run's dice. Half an hour wants
 * {@code -Dit.secondsMax=3600} as well.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class SoakIT {
    private static final int SECONDS = Integer.getInteger("lotusconsole.soakSeconds", 120);
    private static final long SEED = Long.getLong("lotusconsole.soakSeed", System.nanoTime());

    /** Longer where others take the cores: a deadline is open for 75 of them, and must be proven in that time. */
    private static final int EPOCH_MILLIS = Integer.getInteger("lotusconsole.soakEpochMillis", 200);

    /** A deadline is open for 15 s: time for its proof, on two cores that do much else. */
    private static final int WINDOW_EPOCHS = 75;

    /** A ticket every 5 s, which is less than its proof takes. */
    private static final int WIN_EVERY = 25;

    private static final int FIRST_DEADLINE = 2;

    /** Deadlines that are asked for beside what is due: a worker that is asked again does not prove again. */
    private static final int COMPUTED = 8;

    private static final int DEADLINES = 48;

    private static final int DICE_MILLIS_MIN = 2_000;
    private static final int DICE_MILLIS_MAX = 8_000;
    private static final int SAMPLE_SECONDS = 5;
    private static final long COLLECT_SECONDS_MAX = 60;
    private static final long SETTLE_SECONDS_MAX = 120;

    /**
     * How much the steady worker may grow over the second half of the run, by the line through all samples of it.
     * Each is taken after its heap was collected: what is garbage by then is no growth.
     */
    private static final long SLOPE_BYTES_MAX = 12L << 20;

    /** What may come on top of the miner's heap after a third of the run: its story of all proofs grows. */
    private static final long MINER_BYTES_MAX = 16L << 20;

    private static final int GROWTH_THREADS_MAX = 8;
    private static final int STORY_LINES_MAX = 40;

    @TempDir
    private Path directory;

    private final Random dice = new Random(SEED);
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
    private final AtomicReference<Throwable> trouble = new AtomicReference<>();
    private final List<Slot> slots = new ArrayList<>();

    /** Guarded by itself. */
    private final List<ChainMessage> messages = new ArrayList<>();

    private final Map<String, Integer> done = new TreeMap<>();

    /** A place for a worker, in which one process follows the other. Of the timer's dice only, after the start. */
    private final class Slot {
        private final TestMiner miner;
        private final String name;
        private final String role;
        private WorkerProcess process;
        private boolean isLeaving;

        Slot(TestMiner miner, String name, String role) throws IOException {
            this.miner = miner;
            this.name = name;
            this.role = role;
            start();
        }

        void start() throws IOException {
            process = WorkerProcess.start(directory.resolve(name), miner.environment(), role, "--name", name);
            isLeaving = false;
        }

        private boolean isRegistered() {
            return process.lines().stream().anyMatch(line -> line.contains("Worker registered successfully"));
        }

        /** Kills it, tells it to leave, or starts it again, as the dice say. */
        void shake() throws Exception {
            String deed;
            if (!process.isAlive()) {
                deed = "start";
                start();
            } else if (isLeaving) {
                // Out of ten that leave a few are not waited for.
                deed = dice.nextInt(10) == 0 ? "kill the leaving" : "wait";
                if (!deed.equals("wait")) {
                    process.killHard();
                }
            } else if (!isRegistered()) {
                deed = dice.nextInt(4) == 0 ? "kill the starting" : "wait";
                if (!deed.equals("wait")) {
                    process.killHard();
                }
            } else if (dice.nextBoolean()) {
                deed = "kill";
                process.killHard();
            } else {
                deed = "leave";
                process.signal("TERM");
                isLeaving = true;
            }
            done.merge(deed, 1, Integer::sum);
        }
    }

    private void shakeLater(List<Slot> victims, AtomicBoolean isOver) {
        long millis = DICE_MILLIS_MIN + dice.nextInt(DICE_MILLIS_MAX - DICE_MILLIS_MIN);
        timer.schedule(
                () -> {
                    try {
                        if (!isOver.get()) {
                            victims.get(dice.nextInt(victims.size())).shake();
                            shakeLater(victims, isOver);
                        }
                    } catch (Throwable e) {
                        trouble.set(e);
                    }
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    /** Memory and threads of a process, as the kernel has them, without the garbage of its heap. */
    private record Sample(long bytes, long threads) {
        static Sample of(long pid) throws IOException, InterruptedException {
            collect(pid);
            long bytes = 0;
            long threads = 0;
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
                String[] words = line.split("\\s+");
                if (words[0].equals("VmRSS:")) {
                    bytes = Long.parseLong(words[1]) * 1024;
                } else if (words[0].equals("Threads:")) {
                    threads = Long.parseLong(words[1]);
                }
            }
            return new Sample(bytes, threads);
        }

        private static void collect(long pid) throws IOException, InterruptedException {
            String jcmd =
                    Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
            Process collecting = new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertTrue(collecting.waitFor(COLLECT_SECONDS_MAX, TimeUnit.SECONDS), "jcmd does not end");
            assertEquals(0, collecting.exitValue(), "jcmd GC.run of the steady worker");
        }

        /** The test's own process, where the miner is: what is left in the heap, which is what could leak. */
        static Sample ofMiner() {
            System.gc();
            return new Sample(
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                    ManagementFactory.getThreadMXBean().getThreadCount());
        }

        static long threadsMax(List<Sample> samples) {
            return samples.stream().mapToLong(Sample::threads).max().orElseThrow();
        }

        /** How much the line of least squares through the memory of samples rises from the first to the last. */
        static long riseBytes(List<Sample> samples) {
            double middle = (samples.size() - 1) / 2.0;
            double mean = samples.stream().mapToLong(Sample::bytes).average().orElseThrow();
            double common = 0;
            double squares = 0;
            for (int i = 0; i < samples.size(); i++) {
                common += (i - middle) * (samples.get(i).bytes - mean);
                squares += (i - middle) * (i - middle);
            }
            return Math.round(common / squares * (samples.size() - 1));
        }

        void assertFlatHeap(String whose, Sample later) {
            String story = whose + ": " + bytes / 1024 + " KiB and " + threads + " threads, later " + later.bytes / 1024
                    + " KiB and " + later.threads;
            System.out.println(story);
            assertTrue(later.bytes <= bytes + MINER_BYTES_MAX, story);
            assertTrue(later.threads <= threads + GROWTH_THREADS_MAX, story);
        }
    }

    /** Of the second half of the run: in the first one classes are loaded, code is compiled, a heap finds its size. */
    private static void assertSteady(List<Sample> samples) {
        List<Sample> half = samples.subList(samples.size() / 2, samples.size());
        long rise = Sample.riseBytes(half);
        long before = Sample.threadsMax(samples.subList(samples.size() / 4, samples.size() / 2));
        long after = Sample.threadsMax(half);
        String story = "steady worker: " + half.get(0).bytes() / 1024 + " KiB, a rise of " + rise / 1024 + " KiB over "
                + half.size() * SAMPLE_SECONDS + " s; " + before + " threads, later " + after;
        System.out.println(story);
        assertTrue(rise <= SLOPE_BYTES_MAX, story);
        assertTrue(after <= before + GROWTH_THREADS_MAX, story);
    }

    private Proving observed(Proving proving) {
        ProofObserver first = proving.observer();
        return proving.withWinEvery(WIN_EVERY).withObserver(new ProofObserver() {
            @Override
            public void onAttempt(ProofAttempt attempt) {
                first.onAttempt(attempt);
            }

            @Override
            public void onMessage(ChainMessage message) {
                synchronized (messages) {
                    messages.add(message);
                    messages.notifyAll();
                }
            }
        });
    }

    private List<ChainMessage> sent(ChainMessage.Kind kind) {
        synchronized (messages) {
            return messages.stream().filter(each -> each.kind() == kind).toList();
        }
    }

    /** Has one deadline after the other proven beside what is due. */
    private static CompletableFuture<Integer> computing(TestMiner miner, AtomicBoolean isOver) throws IOException {
        MinerClient client = miner.client();
        return CompletableFuture.supplyAsync(() -> {
            int count = 0;
            while (!isOver.get()) {
                try {
                    assertEquals(
                            1,
                            client.computeWindowPoSt(FIRST_DEADLINE + count % COMPUTED)
                                    .size());
                } catch (Exception e) {
                    throw new AssertionError("computing failed: " + e.getMessage(), e);
                }
                count++;
            }
            return count;
        });
    }

    @Test
    void whateverIsDueIsProvenAndNothingGrows() throws Exception {
        System.out.println("soak of " + SECONDS + " s, -Dlotusconsole.soakSeed=" + SEED);
        int proven = Math.min(DEADLINES - FIRST_DEADLINE, SECONDS * 1000 / (EPOCH_MILLIS * WINDOW_EPOCHS) + 8);
        AtomicBoolean isOver = new AtomicBoolean();
        try (TestMiner miner = TestMiner.start(
                directory.resolve("miner"),
                config -> config.withEpoch(Duration.ofMillis(EPOCH_MILLIS), WINDOW_EPOCHS)
                        .withSectors(2 * proven),
                this::observed)) {
            try {
                soak(miner, proven, isOver);
            } catch (Exception | AssertionError e) {
                tell(miner);
                throw e;
            }
        } finally {
            isOver.set(true);
            timer.shutdownNow();
            assertTrue(timer.awaitTermination(SETTLE_SECONDS_MAX, TimeUnit.SECONDS));
            for (Slot slot : slots) {
                slot.process.close();
            }
        }
    }

    private void soak(TestMiner miner, int proven, AtomicBoolean isOver) throws Exception {
        for (String[] each : new String[][] {
            {"steady", "--windowpost"},
            {"window", "--windowpost"},
            {"ann", "--winningpost"},
            {"bob", "--winningpost"}
        }) {
            slots.add(new Slot(miner, each[0], each[1]));
        }
        for (Slot slot : slots) {
            slot.process.awaitRegistered();
        }
        List<Sample> samples = new ArrayList<>();
        long steady = slots.get(0).process.pid();
        shakeLater(slots.subList(1, slots.size()), isOver);
        CompletableFuture<Integer> computing = computing(miner, isOver);
        Sample early = letGo(steady, samples, computing);
        isOver.set(true);
        int computed = computing.get(SETTLE_SECONDS_MAX, TimeUnit.SECONDS);
        if (trouble.get() != null) {
            throw new AssertionError(trouble.get());
        }
        System.out.println(done + "; " + computed + " deadlines computed");
        checkTickets(miner);
        checkDeadlines(miner, proven);
        assertTrue(slots.get(0).process.isAlive(), () -> slots.get(0).process.toString());
        assertSteady(samples);
        early.assertFlatHeap("miner", Sample.ofMiner());
    }

    /** What a failed run is understood by: the last of what the chain took, of what was tried, and of each worker. */
    private void tell(TestMiner miner) {
        List<String> story = new ArrayList<>();
        synchronized (messages) {
            tail(messages).forEach(each -> story.add(each.toString()));
        }
        tail(miner.attempts())
                .forEach(each -> story.add(String.format(
                        "epoch %d %s deadline %s %s by %s in %d ms: %s",
                        each.epoch(),
                        each.kind(),
                        each.deadline(),
                        each.isForChain() ? "due" : "asked for",
                        each.maker() == null ? "nobody" : each.maker().hostname(),
                        each.millis(),
                        each.isVerified() ? "verified" : each.error() + " skipped " + each.skipped())));
        for (Slot slot : slots) {
            story.add("worker " + slot.name);
            story.addAll(tail(slot.process.lines()));
        }
        System.out.println(String.join("\n", story));
    }

    private static <T> List<T> tail(List<T> all) {
        return all.subList(Math.max(0, all.size() - STORY_LINES_MAX), all.size());
    }

    /** Lets the time go by, and looks at the steady worker now and then. What the miner is after a third of it. */
    private Sample letGo(long steady, List<Sample> samples, CompletableFuture<Integer> computing) throws Exception {
        AtomicReference<Sample> early = new AtomicReference<>();
        CountDownLatch over = new CountDownLatch(SECONDS / SAMPLE_SECONDS);
        Object sampling = new Object();
        ScheduledFuture<?> sampler = timer.scheduleAtFixedRate(
                () -> {
                    try {
                        synchronized (sampling) {
                            samples.add(Sample.of(steady));
                            if (samples.size() == SECONDS / SAMPLE_SECONDS / 3) {
                                early.set(Sample.ofMiner());
                            }
                        }
                    } catch (Throwable e) {
                        trouble.set(e);
                    }
                    boolean isBroken = trouble.get() != null || computing.isDone();
                    for (long left = isBroken ? over.getCount() : 1; left > 0; left--) {
                        over.countDown();
                    }
                },
                SAMPLE_SECONDS,
                SAMPLE_SECONDS,
                TimeUnit.SECONDS);
        assertTrue(over.await(2L * SECONDS + SETTLE_SECONDS_MAX, TimeUnit.SECONDS));
        sampler.cancel(false);
        synchronized (sampling) {
            // The last one is done, and none comes after it.
            return early.get();
        }
    }

    /** What was tried for tickets, by what their challenges were drawn from; the first drawn first. */
    private static Map<String, List<ProofAttempt>> tickets(TestMiner miner) {
        Map<String, List<ProofAttempt>> tickets = new LinkedHashMap<>();
        for (ProofAttempt each : miner.attempts()) {
            if (each.kind() == PoStKind.WINNING && each.isForChain()) {
                String drawn =
                        HexFormat.of().formatHex(each.request().randomness().bytes());
                tickets.computeIfAbsent(drawn, ticket -> new ArrayList<>()).add(each);
            }
        }
        return tickets;
    }

    /** Each ticket that was drawn has a block, one by one, the last one too; no ticket was given up. */
    private void checkTickets(TestMiner miner) throws Exception {
        int from = miner.attempts().size();
        miner.awaitProof(
                from, each -> each.kind() == PoStKind.WINNING && each.isVerified(), "of the ticket that is left");
        List<List<ProofAttempt>> drawn = new ArrayList<>(tickets(miner).values());
        if (drawn.get(drawn.size() - 1).stream().noneMatch(ProofAttempt::isVerified)) {
            // It was drawn since, for the chain goes on.
            drawn.remove(drawn.size() - 1);
        }
        assertTrue(!drawn.isEmpty(), miner::toString);
        List<ChainMessage> blocks = awaitBlocks(drawn.size());
        Map<String, Integer> makers = new TreeMap<>();
        for (int i = 0; i < drawn.size(); i++) {
            List<ProofAttempt> won =
                    drawn.get(i).stream().filter(ProofAttempt::isVerified).toList();
            assertEquals(1, won.size(), "ticket " + i + ": " + drawn.get(i));
            assertEquals(null, blocks.get(i).refusal());
            assertEquals(won.get(0).sectors(), blocks.get(i).sectors(), "ticket " + i + " has its own block");
            assertTrue(blocks.get(i).epoch() > won.get(0).epoch(), "block " + i + " came after its ticket");
            makers.merge(won.get(0).maker().hostname(), 1, Integer::sum);
        }
        System.out.println("tickets won: " + makers + ", and " + drawn.size() + " blocks");
    }

    /** A block comes a moment after the proof of its ticket. */
    private List<ChainMessage> awaitBlocks(int count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_SECONDS_MAX);
        synchronized (messages) {
            while (sent(ChainMessage.Kind.BLOCK).size() < count) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                assertTrue(left > 0, () -> "blocks for " + count + " tickets: " + sent(ChainMessage.Kind.BLOCK));
                messages.wait(left);
            }
            return sent(ChainMessage.Kind.BLOCK);
        }
    }

    /** Of every deadline that opened there is a proof of all its sectors, in time. */
    private void checkDeadlines(TestMiner miner, int proven) {
        List<ChainMessage> proofs = sent(ChainMessage.Kind.PROOF);
        for (int i = 0; i < proofs.size(); i++) {
            ChainMessage proof = proofs.get(i);
            assertEquals(FIRST_DEADLINE + i % proven, proof.deadline(), () -> "none is left out: " + proofs);
            assertEquals(null, proof.refusal(), proof::toString);
            assertEquals(List.of(), proof.sectors(), proof::toString);
        }
        assertEquals(List.of(), sent(ChainMessage.Kind.RECOVERY), "nothing was ever faulty");
        long now =
                miner.attempts().stream().mapToLong(ProofAttempt::epoch).max().orElseThrow();
        long last = proofs.isEmpty() ? 0 : proofs.get(proofs.size() - 1).epoch();
        assertTrue(now - last < 2L * WINDOW_EPOCHS, () -> "at epoch " + now + " " + proofs);
        Map<String, Integer> makers = new TreeMap<>();
        miner.attempts().stream()
                .filter(each -> each.kind() == PoStKind.WINDOW && each.isForChain() && each.isVerified())
                .forEach(each -> makers.merge(each.maker().hostname(), 1, Integer::sum));
        System.out.println("due partitions proven: " + makers + ", of " + proofs.size() + " deadlines");
    }
}
