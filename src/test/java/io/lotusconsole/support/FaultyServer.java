package io.lotusconsole.support;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * A server on loopback that does one thing wrong, over POST and over WebSocket, byte by byte by hand. Each
 * connection has a thread; {@link #close} ends all of them, and every stall with them.
 */
public final class FaultyServer implements AutoCloseable {
    /** A reply to {@code WorkerStats} with nothing wrong in it. */
    public static final String GOOD = "{\"jsonrpc\":\"2.0\",\"id\":$ID,\"result\":{}}";

    private static final int REQUEST_BYTES_MAX = 1 << 20;
    private static final long DRIP_MILLIS = 50;
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
    private static final Pattern METHOD = Pattern.compile("\"method\":\"([^\"]*)\"");
    private static final Pattern BEARER = Pattern.compile("(?im)^authorization: bearer (.*?)\r?$");
    private static final Pattern KEY = Pattern.compile("(?im)^sec-websocket-key: (.*?)\r?$");
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: (\\d+)\r?$");

    /** What is answered to a call. */
    interface Script {
        void upon(Peer peer, String method) throws IOException;
    }

    private final ServerSocket listener;
    private final Fault fault;
    private final Script script;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final CountDownLatch called = new CountDownLatch(1);

    private FaultyServer(ServerSocket listener, Fault fault, Script script) {
        this.listener = listener;
        this.fault = fault;
        this.script = script;
        Thread thread = new Thread(this::accept, "faulty server");
        thread.setDaemon(true);
        thread.start();
    }

    private static ServerSocket listen(SSLContext tls) {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            return tls == null
                    ? new ServerSocket(0, 50, loopback)
                    : tls.getServerSocketFactory().createServerSocket(0, 50, loopback);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static FaultyServer start(Fault fault) {
        return new FaultyServer(
                listen(null), fault, (peer, method) -> fault.act().upon(peer));
    }

    /** Answers every call with one reply, {@code $ID} being its id. */
    public static FaultyServer answering(String reply) {
        return new FaultyServer(listen(null), null, (peer, method) -> peer.answer(reply));
    }

    /** As {@link #answering}, over TLS. */
    public static FaultyServer answeringOverTls(SSLContext tls, String reply) {
        return new FaultyServer(listen(tls), null, (peer, method) -> peer.answer(reply));
    }

    /** Answers every call so much later, and pings of a WebSocket at once, as a busy miner does. */
    public static FaultyServer answeringLate(long millis, String reply) {
        return new FaultyServer(listen(null), null, (peer, method) -> peer.later(millis, () -> peer.answer(reply)));
    }

    /** Sends these bytes for a whole HTTP reply, {@code $ID} being the id of the call, and closes. */
    public static FaultyServer sending(String httpReply) {
        return new FaultyServer(listen(null), null, (peer, method) -> peer.raw(peer.filled(httpReply))
                .close());
    }

    /** Answers the first call of each connection in such a way that it may be used again, and closes it. */
    public static FaultyServer closingBehindAnswers(String reply) {
        return new FaultyServer(listen(null), null, (peer, method) -> {
            peer.answer(reply);
            peer.close();
        });
    }

    /** Sends a WebSocket message or a body of so many bytes: a reply with white space behind it. */
    public static FaultyServer answeringAtLength(long bytes, String reply) {
        return new FaultyServer(listen(null), null, (peer, method) -> peer.answerPadded(reply, bytes));
    }

    /** As {@link #answeringAtLength}, the end of it told by the end of the connection. */
    public static FaultyServer streaming(long bytes, String reply) {
        return new FaultyServer(listen(null), null, (peer, method) -> {
            peer.raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n");
            peer.pad(reply, bytes);
            peer.close();
        });
    }

    /** Sends a byte of the reply every so often, and a ping's answer not before the last of them. */
    public static FaultyServer dripping(long millis, String reply) {
        return new FaultyServer(listen(null), null, (peer, method) -> peer.drip(reply, millis));
    }

    /** A reply with a part that comes many times, kept here only once. */
    public static FaultyServer answeringRepeatedly(String head, String part, int times, String tail) {
        return new FaultyServer(listen(null), null, (peer, method) -> {
            String first = peer.filled(head);
            peer.send(peer.answerHead(first.length() + (long) part.length() * times + tail.length()));
            peer.raw(first);
            for (int i = 0; i < times; i++) {
                peer.raw(part);
            }
            peer.raw(tail);
        });
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Blocks until a call was read, at most so long. */
    public void awaitCall(long secondsMax) throws InterruptedException {
        if (!called.await(secondsMax, TimeUnit.SECONDS)) {
            throw new IllegalStateException("no call came");
        }
    }

    /** The value of an {@code …_API_INFO} variable that leads here. */
    public String apiInfo(String token, Transport transport) {
        return token + ":" + transport.multiaddr(port());
    }

    @Override
    public void close() {
        closed.countDown();
        quietly(listener);
        sockets.forEach(FaultyServer::quietly);
    }

    private static void quietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            // A socket that is gone is what was wanted.
        }
    }

    private void accept() {
        while (closed.getCount() > 0) {
            try {
                Socket socket = listener.accept();
                sockets.add(socket);
                Thread thread = new Thread(() -> serve(socket), "faulty connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            new Peer(socket).serve();
        } catch (IOException e) {
            // The client went away, or was sent away: that is what these tests are about.
        } finally {
            sockets.remove(socket);
        }
    }

    /** One client on its connection. */
    final class Peer {
        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;
        private String token = "";
        private String id = "0";
        private boolean webSocket;

        Peer(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new DataInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        void serve() throws IOException {
            if (isMoment(Fault.Moment.ACCEPTED)) {
                fault.act().upon(this);
                return;
            }
            while (true) {
                String head = readHead();
                if (head == null) {
                    return;
                }
                token = group(BEARER, head, "");
                String key = group(KEY, head, null);
                webSocket = key != null;
                String body = webSocket ? "" : readBody(head);
                if (isMoment(Fault.Moment.REQUESTED)) {
                    fault.act().upon(this);
                    return;
                }
                if (webSocket) {
                    raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accepted(key) + "\r\n\r\n");
                    serveFrames();
                    return;
                }
                call(body);
            }
        }

        private boolean isMoment(Fault.Moment moment) {
            return fault != null && fault.moment() == moment;
        }

        private void call(String request) throws IOException {
            id = group(ID, request, "0");
            called.countDown();
            script.upon(this, group(METHOD, request, ""));
        }

        private String readHead() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            String text = "";
            while (!text.endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0 || head.size() > REQUEST_BYTES_MAX) {
                    return null;
                }
                head.write(next);
                text = next == '\n' ? head.toString(StandardCharsets.ISO_8859_1) : "";
            }
            return text;
        }

        private String readBody(String head) throws IOException {
            return new String(in.readNBytes(Integer.parseInt(group(LENGTH, head, "0"))), StandardCharsets.UTF_8);
        }

        private void serveFrames() throws IOException {
            while (true) {
                int first = in.readUnsignedByte();
                int length = in.readUnsignedByte() & 127;
                if (length == 126) {
                    length = in.readUnsignedShort();
                } else if (length == 127) {
                    throw new EOFException("no request is that long");
                }
                byte[] mask = in.readNBytes(4);
                byte[] payload = in.readNBytes(length);
                for (int i = 0; i < payload.length; i++) {
                    payload[i] ^= mask[i & 3];
                }
                switch (first & 15) {
                    case 1 -> call(new String(payload, StandardCharsets.UTF_8));
                    case 8 -> {
                        frame(8, payload);
                        return;
                    }
                    case 9 -> frame(10, payload);
                    default -> {}
                }
            }
        }

        private synchronized void send(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        private byte[] frameHead(int kind, long length) {
            byte[] head;
            if (length < 126) {
                head = new byte[2];
                head[1] = (byte) length;
            } else {
                head = new byte[10];
                head[1] = 127;
                for (int i = 0; i < 8; i++) {
                    head[2 + i] = (byte) (length >>> (56 - 8 * i));
                }
            }
            head[0] = (byte) (0x80 | kind);
            return head;
        }

        private void frame(int kind, byte[] payload) throws IOException {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            whole.write(frameHead(kind, payload.length));
            whole.write(payload);
            send(whole.toByteArray());
        }

        String filled(String reply) {
            return reply.replace("$ID", id).replace("$TOKEN", token);
        }

        /** Bytes, each the low half of a character, past all framing. */
        Peer raw(String bytes) throws IOException {
            send(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        }

        void answer(String reply) throws IOException {
            answer(filled(reply).getBytes(StandardCharsets.UTF_8));
        }

        void answerBytes(String reply) throws IOException {
            answer(filled(reply).getBytes(StandardCharsets.ISO_8859_1));
        }

        private void answer(byte[] reply) throws IOException {
            send(answerHead(reply.length));
            send(reply);
        }

        private byte[] answerHead(long length) {
            return webSocket
                    ? frameHead(1, length)
                    : ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1);
        }

        void answerPadded(String reply, long length) throws IOException {
            send(answerHead(length));
            pad(reply, length);
        }

        void pad(String reply, long length) throws IOException {
            byte[] text = filled(reply).getBytes(StandardCharsets.UTF_8);
            send(text);
            byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.ISO_8859_1);
            for (long left = length - text.length; left > 0; left -= blanks.length) {
                out.write(blanks, 0, (int) Math.min(left, blanks.length));
            }
        }

        Peer half(String reply) throws IOException {
            byte[] bytes = filled(reply).getBytes(StandardCharsets.UTF_8);
            send(answerHead(bytes.length));
            out.write(bytes, 0, bytes.length / 2);
            out.flush();
            return this;
        }

        /** The first chunk of two; over WebSocket the first fragment of two. */
        Peer halfChunked(String reply) throws IOException {
            byte[] bytes = filled(reply).substring(0, 20).getBytes(StandardCharsets.UTF_8);
            if (webSocket) {
                send(new byte[] {0x01, (byte) bytes.length});
                send(bytes);
                return this;
            }
            raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n");
            send(bytes);
            return raw("\r\n");
        }

        /** A whole answer, one byte at a time. */
        void drip(String reply) throws IOException {
            drip(reply, DRIP_MILLIS);
        }

        private void drip(String reply, long millis) throws IOException {
            byte[] bytes = filled(reply).getBytes(StandardCharsets.UTF_8);
            send(answerHead(bytes.length));
            for (byte b : bytes) {
                send(new byte[] {b});
                pause(millis);
            }
        }

        /** The same again and again, until the client has enough. */
        void flood(String text) throws IOException {
            byte[] much = text.repeat(1000).getBytes(StandardCharsets.ISO_8859_1);
            while (closed.getCount() > 0) {
                send(much);
            }
        }

        void page(String status) throws IOException {
            String page = "<!doctype html>\n<html><body><h1>Welcome to nginx!</h1></body></html>\n";
            raw("HTTP/1.1 " + status + "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " + page.length()
                    + "\r\n\r\n" + page);
        }

        void text(String status, String text) throws IOException {
            raw("HTTP/1.1 " + status + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: " + text.length()
                    + "\r\n\r\n" + text);
        }

        /** Closes its own side and reads on, so that what was sent arrives. */
        void untilItLeaves() throws IOException {
            socket.shutdownOutput();
            in.skip(REQUEST_BYTES_MAX);
            while (in.read() >= 0) {
                // Nothing of it is wanted.
            }
        }

        void stall() throws IOException {
            pause(Long.MAX_VALUE);
        }

        void close() throws IOException {
            socket.shutdownOutput();
            socket.close();
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Does something later, while this connection is read on. */
        void later(long millis, Later what) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            pause(millis);
                            what.happens();
                        } catch (IOException e) {
                            quietly(socket);
                        }
                    },
                    "late answer");
            thread.setDaemon(true);
            thread.start();
        }

        private void pause(long millis) throws IOException {
            try {
                if (closed.await(millis, TimeUnit.MILLISECONDS)) {
                    throw new EOFException("the server was closed");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EOFException("interrupted");
            }
        }
    }

    interface Later {
        void happens() throws IOException;
    }

    private static String group(Pattern pattern, String text, String otherwise) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : otherwise;
    }

    private static String accepted(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key.strip() + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return (fault == null ? "server" : fault.name().toLowerCase(Locale.ROOT)) + " on port " + port();
    }
}
