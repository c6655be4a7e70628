package io.lotusconsole.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network between two programs of this machine: carries connections to a port, until it is cut.
 *
 * <p>While it is cut nothing goes through in either direction and nobody is told, as when packets are lost; what was
 * sent meanwhile arrives when it is mended. Connections can also be broken, which both sides notice.
 */
public final class TcpRelay implements AutoCloseable {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final ServerSocket listener;
    private final int target;
    private final List<Socket> sockets = new ArrayList<>();

    /** Guarded by this, as is the list of sockets. */
    private boolean isCut;

    private boolean isRefusing;
    private String replaced = "";
    private String replacement = "";

    private TcpRelay(ServerSocket listener, int target) {
        this.listener = listener;
        this.target = target;
    }

    /** @param target port of loopback; it need not be listened at yet */
    public static TcpRelay to(int target) throws IOException {
        TcpRelay relay = new TcpRelay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
        thread(relay::accept);
        return relay;
    }

    private static void thread(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return listener.getLocalPort();
    }

    /**
     * Changes a text in what clients send, so that the address that one tells another leads through a relay.
     *
     * @param with of the same length
     */
    public synchronized TcpRelay replacing(String text, String with) {
        if (text.length() != with.length()) {
            throw new IllegalArgumentException(text + " and " + with + " differ in length");
        }
        replaced = text;
        replacement = with;
        return this;
    }

    /** From now on nothing goes through; connections stay, and new ones are accepted. */
    public synchronized void cut() {
        isCut = true;
    }

    /** Everything goes through again. */
    public synchronized void mend() {
        isCut = false;
        isRefusing = false;
        notifyAll();
    }

    /** Ends every connection, and every new one at once. */
    public synchronized void breakAll() {
        isRefusing = true;
        sockets.forEach(TcpRelay::reset);
        sockets.clear();
        notifyAll();
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is gone, which was wanted.
        }
    }

    private void accept() {
        while (true) {
            try {
                Socket client = listener.accept();
                thread(() -> carry(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void carry(Socket client) {
        Socket server = new Socket();
        try {
            if (!add(client)) {
                return;
            }
            awaitWhole();
            server = new Socket(InetAddress.getLoopbackAddress(), target);
            if (!add(server)) {
                return;
            }
            Socket there = server;
            thread(() -> pump(there, client, false));
            pump(client, there, true);
        } catch (IOException | InterruptedException e) {
            reset(client);
        }
    }

    private synchronized boolean add(Socket socket) {
        if (isRefusing) {
            reset(socket);
            return false;
        }
        sockets.add(socket);
        return true;
    }

    private synchronized void awaitWhole() throws InterruptedException {
        while (isCut) {
            wait();
        }
    }

    private void pump(Socket from, Socket to, boolean isRequest) {
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length; (length = in.read(chunk)) >= 0; ) {
                awaitWhole();
                out.write(isRequest ? changed(chunk, length) : Arrays.copyOf(chunk, length));
            }
            awaitWhole();
            to.shutdownOutput();
        } catch (IOException | InterruptedException e) {
            reset(from);
            reset(to);
        }
    }

    private synchronized byte[] changed(byte[] chunk, int length) {
        String text = new String(chunk, 0, length, StandardCharsets.ISO_8859_1);
        return (replaced.isEmpty() ? text : text.replace(replaced, replacement)).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        mend();
        breakAll();
    }
}
