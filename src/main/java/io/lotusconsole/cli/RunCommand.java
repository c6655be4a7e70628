package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.lotus.RepositoryDirectory;
import io.lotusconsole.prover.FileFaults;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.terminal.ProcessSignals;
import io.lotusconsole.worker.MinerFacts;
import io.lotusconsole.worker.PoStWorker;
import io.lotusconsole.worker.WorkerLog;
import io.lotusconsole.worker.WorkerTimes;
import java.io.IOException;
import java.net.BindException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Model.CommandSpec;

/** {@code lotus-worker run}: a PoSt worker in the foreground, until it is told to leave. */
final class RunCommand extends Command {
    private static final int TOKEN_BYTES = 32;
    private static final int INTERRUPTED = 130;

    RunCommand() {
        super("run", "Start a PoSt worker");
    }

    @Override
    boolean isReporting() {
        return false;
    }

    /** It has a {@code --timeout} of Lotus's, which means something else than ours. */
    @Override
    boolean isAskingNodes() {
        return false;
    }

    @Override
    void describe(CommandSpec spec) {
        RunFlags.describeRun(spec);
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException, UsageException, CommandFailure {
        RunFlags flags = new RunFlags(in);
        PoStKind role = flags.role();
        flags.refuseSealing(role);
        WorkerSetup setup = new WorkerSetup(in, flags, role);
        CountDownLatch stop = new CountDownLatch(1);
        AtomicReference<PoStWorker> running = new AtomicReference<>();
        catchSignals(setup.log(), stop, running);
        try (RepositoryDirectory repository = openRepository(in)) {
            return run(in, flags, setup, repository, stop, running);
        } catch (InterruptedException e) {
            return INTERRUPTED;
        } catch (BindException e) {
            RunFlags.Listen listen = flags.listen();
            throw new CommandFailure(
                    "the worker cannot serve at " + listen.host() + ":" + listen.port() + ": " + e.getMessage(),
                    "--listen HOST:PORT names another address.",
                    e);
        } catch (IOException e) {
            if (stop.getCount() == 0 && running.get() == null) {
                return INTERRUPTED;
            }
            throw new CommandFailure("the worker cannot go on: " + FileFaults.reason(e), null, e);
        } catch (CommandFailure e) {
            // Who interrupts the check of a file wants no report of a file that could not be read.
            if (stop.getCount() == 0 && running.get() == null) {
                return INTERRUPTED;
            }
            throw e;
        } finally {
            setup.close();
        }
    }

    private static int run(
            Invocation in,
            RunFlags flags,
            WorkerSetup setup,
            RepositoryDirectory repository,
            CountDownLatch stop,
            AtomicReference<PoStWorker> running)
            throws RpcException, ApiInfoException, UsageException, CommandFailure, IOException, InterruptedException {
        PoStKind role = flags.role();
        String token = newToken(repository);
        MinerFacts facts = setup.askMiner(stop);
        if (facts == null) {
            return INTERRUPTED;
        }
        PoStWorker.Parts parts = setup.parts(repository, token, facts, stop);
        if (parts == null) {
            return INTERRUPTED;
        }
        PoStWorker worker = new PoStWorker(
                new PoStWorker.Facts(
                        role,
                        Console.VERSION,
                        ProcessHandle.current().pid(),
                        facts.actor(),
                        facts.sectorSize().bytes(),
                        setup.listenAddress(),
                        WorkerTimes.USUAL,
                        flags.budgets(role),
                        flags.drainMillisMax(),
                        flags.headerMillisMax()),
                parts);
        running.set(worker);
        return stop.getCount() == 0 ? INTERRUPTED : worker.run();
    }

    /** The first signal begins to leave, the second ends at once. */
    private static void catchSignals(WorkerLog log, CountDownLatch stop, AtomicReference<PoStWorker> running) {
        Thread main = Thread.currentThread();
        for (String name : new String[] {"TERM", "INT", "HUP"}) {
            ProcessSignals.on(name, () -> {
                PoStWorker worker = running.get();
                boolean isFirst = stop.getCount() > 0;
                stop.countDown();
                if (isFirst && worker != null && !worker.isLeaving()) {
                    log.info("told to leave; a second signal ends it at once", "signal", "SIG" + name);
                    worker.leave();
                } else {
                    // Nothing is registered yet, or nobody wants to wait.
                    main.interrupt();
                }
            });
        }
    }

    private static RepositoryDirectory openRepository(Invocation in) throws CommandFailure {
        try {
            return RepositoryDirectory.openShared(in.options().workerRepository);
        } catch (IOException e) {
            throw new CommandFailure(
                    "the worker's repository cannot be used: " + FileFaults.reason(e),
                    "Each worker needs its own: `lotus-worker --worker-repo DIR run …`.",
                    e);
        }
    }

    /** New at every start: whoever read the last one knows nothing. */
    private static String newToken(RepositoryDirectory repository) throws IOException {
        byte[] secret = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        repository.write("token", token);
        return token;
    }
}
