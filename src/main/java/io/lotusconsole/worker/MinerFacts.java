package io.lotusconsole.worker;

import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.proving.NodeVersion;
import io.lotusconsole.rpc.RpcException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;

/**
 * What a worker must know of its miner before anything else.
 *
 * @param address of the actor, as the miner writes it
 */
public record MinerFacts(NodeVersion version, String address, long actor, SectorSize sectorSize) {
    /** {@code MinerAPIVersion0} 1.5.0: a worker wants it exact, as Lotus's does ({@code cli/worker/worker.go}). */
    static final long API_VERSION = 66816;

    /** A miner that no worker of ours can serve. The message is one clause. */
    public static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        Unfit(String message) {
            super(message);
        }
    }

    /**
     * Asks the miner, and while it is away asks again, less often each time.
     *
     * @param stop ends the wait
     * @return null if that was asked for
     * @throws RpcException if asking again cannot help: a refused token, an address that is no miner's
     */
    public static MinerFacts ask(MinerClient miner, CountDownLatch stop, WorkerLog log)
            throws RpcException, Unfit, InterruptedException {
        return PatientQuestion.ask(miner, stop, log, () -> askOnce(miner));
    }

    private static MinerFacts askOnce(MinerClient miner) throws RpcException, Unfit {
        NodeVersion version = miner.version();
        if (version.apiVersion() != API_VERSION) {
            throw new Unfit("the miner speaks API version " + semver(version.apiVersion()) + " (" + version.version()
                    + "), and this worker " + semver(API_VERSION));
        }
        String address = miner.actorAddress();
        long bytes = miner.actorSectorSize(address);
        try {
            long actor = Long.parseLong(address.substring(Math.min(2, address.length())));
            return new MinerFacts(version, address, actor, SectorSize.ofBytes(bytes));
        } catch (NumberFormatException e) {
            throw new Unfit("the miner's address is not that of an actor: " + address);
        } catch (IllegalArgumentException e) {
            throw new Unfit(e.getMessage());
        }
    }

    private static String semver(long version) {
        return (version >> 16) + "." + (version >> 8 & 255) + "." + (version & 255);
    }

    /**
     * The address of this machine that faces the miner, as a worker advertises it. Sends nothing.
     *
     * @throws SocketException if there is no route to the miner
     */
    public static InetAddress facing(String host, int port) throws SocketException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(host, port));
            return socket.getLocalAddress();
        } catch (UncheckedIOException e) {
            throw new SocketException(e.getCause().getMessage());
        }
    }
}
