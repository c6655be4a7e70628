package io.lotusconsole.worker;

import io.lotusconsole.http.HttpFault;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.rpc.RpcException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Asks a miner that may be away, and while it is asks again, less often each time. */
public final class PatientQuestion {
    private static final long FIRST_RETRY_MILLIS = 1_000;
    private static final long RETRY_MILLIS_MAX = 10_000;

    private PatientQuestion() {}

    /** One or more calls of the miner. @param <E> what else may go wrong, in which asking again is of no use */
    public interface Question<T, E extends Exception> {
        T ask() throws RpcException, E;
    }

    /**
     * Asks until there is an answer. Blocks for as long as that takes.
     *
     * @param stop ends the wait
     * @return null if that was asked for
     * @throws RpcException if asking again cannot help: a refused token, an address that is no miner's
     */
    public static <T, E extends Exception> T ask(
            MinerClient miner, CountDownLatch stop, WorkerLog log, Question<T, E> question)
            throws RpcException, E, InterruptedException {
        long pause = FIRST_RETRY_MILLIS;
        String told = "";
        while (true) {
            try {
                return question.ask();
            } catch (RpcException e) {
                if (!mayPass(e)) {
                    throw e;
                }
                if (!told.equals(e.getMessage())) {
                    told = e.getMessage();
                    log.warn(
                            "connecting to the miner: trying again",
                            "miner",
                            miner.peer().address(),
                            "why",
                            told);
                }
            }
            if (stop.await(pause, TimeUnit.MILLISECONDS)) {
                return null;
            }
            pause = Math.min(2 * pause, RETRY_MILLIS_MAX);
        }
    }

    private static boolean mayPass(RpcException e) {
        if (e instanceof RpcException.Unreachable unreachable) {
            HttpFault.Kind kind = unreachable.kind();
            return kind == HttpFault.Kind.REFUSED
                    || kind == HttpFault.Kind.UNREACHABLE
                    || kind == HttpFault.Kind.UNRESOLVED
                    || kind == HttpFault.Kind.CUT;
        }
        return e instanceof RpcException.TimedOut
                || e instanceof RpcException.Closed
                || e instanceof RpcException.BadStatus status && status.isFromProxy();
    }
}
