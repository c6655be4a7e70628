package io.lotusconsole.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * HTTP/1.1 POST over cleartext with nothing but sockets.
 *
 * <p>It exists for the time at the prompt: OkHttp costs 40 ms of start-up, this 2 ms (design,
 * decision 3). It speaks just what a Lotus server answers: status line, headers, a body by
 * Content-Length, chunked, or up to the end; no redirects, no compression, no cookies. Anything else
 * is OkHttp's.
 */
public final class LeanHttpPoster implements HttpPoster {
    private static final int HEADER_BYTES_MAX = 64 * 1024;
    private static final int CHUNK_LINE_BYTES_MAX = 1024;
    private static final int BUFFER_BYTES = 32 * 1024;

    /** A connection idle longer than this is not trusted with another request. */
    private static final long IDLE_NANOS_MAX = 5_000_000_000L;

    /**
     * A kept connection that ends this soon after a request, before any byte of an answer, was closed by the
     * server while it was idle: the request was not read and is sent again. Later than that, the server may
     * have been at work.
     */
    private static final long STALE_NANOS_MAX = 1_000_000_000L;

    /** Interim answers (1xx) before the real one; one is usual. */
    private static final int INTERIM_MAX = 16;

    /** Bodies beyond this may not fit the socket buffers, so writing them needs a guard of its own. */
    private static final int UNGUARDED_WRITE_BYTES_MAX = 64 * 1024;

    private final Endpoint endpoint;
    private final byte[] fixedHead;
    private final long replyBytesMax;

    /** Connections that may be used again, newest first. Guarded by itself. */
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();

    /** Connections in use; {@link #close} ends their calls. Guarded by {@link #idle}. */
    private final ArrayDeque<Connection> busy = new ArrayDeque<>();

    /** Guarded by {@link #idle}; once true, connections are closed instead of kept. */
    private boolean closed;

    /**
     * @param bearerToken sent as {@code Authorization: Bearer}; null for none
     */
    public LeanHttpPoster(Endpoint endpoint, String bearerToken, long replyBytesMax) {
        this.endpoint = endpoint;
        this.replyBytesMax = replyBytesMax;
        StringBuilder head = new StringBuilder(300);
        head.append("POST ")
                .append(endpoint.path())
                .append(" HTTP/1.1\r\nHost: ")
                .append(endpoint.authority());
        head.append("\r\nContent-Type: application/json\r\nUser-Agent: lotus-console\r\n");
        if (bearerToken != null) {
            head.append("Authorization: Bearer ").append(bearerToken).append("\r\n");
        }
        head.append("Content-Length: ");
        this.fixedHead = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Override
    public HttpReply post(byte[] body, TimeLimit limit, SlowNotice slow) throws HttpFault {
        Connection kept = takeIdle();
        if (kept != null) {
            long start = System.nanoTime();
            try {
                return exchange(kept, body, limit, slow);
            } catch (HttpFault e) {
                boolean stale = e.kind() == HttpFault.Kind.CUT
                        && !kept.answering
                        && System.nanoTime() - start < STALE_NANOS_MAX;
                if (!stale) {
                    throw e;
                }
            }
        }
        return exchange(connect(limit), body, limit, slow);
    }

    private HttpReply exchange(Connection connection, byte[] body, TimeLimit limit, SlowNotice slow) throws HttpFault {
        boolean done = false;
        try {
            connection.limit = limit;
            connection.slow = slow;
            connection.write(body);
            HttpReply reply = connection.readHead();
            done = true;
            return reply;
        } catch (HttpFault e) {
            throw e;
        } catch (IOException e) {
            throw connection.fault(e);
        } finally {
            if (!done) {
                connection.discard();
            }
        }
    }

    private Connection takeIdle() {
        synchronized (idle) {
            while (!idle.isEmpty()) {
                Connection connection = idle.pop();
                if (System.nanoTime() - connection.idleSinceNanos < IDLE_NANOS_MAX) {
                    busy.push(connection);
                    return connection;
                }
                connection.discard();
            }
        }
        return null;
    }

    private Connection use(Connection connection) throws HttpFault {
        synchronized (idle) {
            if (!closed) {
                busy.push(connection);
                return connection;
            }
        }
        connection.discard();
        throw new HttpFault(HttpFault.Kind.CUT, "the connection was closed before any answer");
    }

    private Connection connect(TimeLimit limit) throws HttpFault {
        if (limit.isOver()) {
            throw new HttpFault(HttpFault.Kind.TIMED_OUT, "no time left to connect");
        }
        TimeLimit connectLimit = TimeLimit.inMillis(limit.millisLeft(CONNECT_MILLIS_MAX));
        InetAddress[] addresses = HostNames.lookUp(endpoint.host(), connectLimit);
        HttpFault last = null;
        for (InetAddress address : addresses) {
            if (connectLimit.isOver()) {
                break;
            }
            // NO_PROXY, or the JDK reads its proxy settings first.
            Socket socket = new Socket(Proxy.NO_PROXY);
            try {
                socket.setTcpNoDelay(true);
                socket.connect(
                        new InetSocketAddress(address, endpoint.port()), connectLimit.millisLeft(CONNECT_MILLIS_MAX));
                return use(new Connection(socket));
            } catch (SocketTimeoutException e) {
                last = new HttpFault(HttpFault.Kind.UNREACHABLE, "no answer to the connection attempt", e);
            } catch (ConnectException e) {
                last = isRefused(e)
                        ? new HttpFault(HttpFault.Kind.REFUSED, "connection refused", e)
                        : new HttpFault(HttpFault.Kind.UNREACHABLE, reason(e), e);
            } catch (IOException e) {
                last = new HttpFault(HttpFault.Kind.UNREACHABLE, reason(e), e);
            }
            closeQuietly(socket);
        }
        if (limit.isOver()) {
            throw new HttpFault(HttpFault.Kind.TIMED_OUT, "no connection in time", last);
        }
        throw last != null ? last : new HttpFault(HttpFault.Kind.UNREACHABLE, "no answer to the connection attempt");
    }

    private static boolean isRefused(ConnectException e) {
        String message = e.getMessage();
        return message != null && message.toLowerCase(Locale.ROOT).contains("refused");
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing was sent on it; there is nobody left to tell.
        }
    }

    /** Closes every connection. A call that is under way ends as if the server had closed its. */
    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            for (Connection connection : idle) {
                closeQuietly(connection.socket);
            }
            for (Connection connection : busy) {
                closeQuietly(connection.socket);
            }
            idle.clear();
        }
    }

    /** One socket, one exchange at a time; the buffer survives from one to the next. */
    private final class Connection {
        private final Socket socket;
        private final InputStream raw;
        private final byte[] buffer = new byte[BUFFER_BYTES];
        private int position;
        private int end;

        /** True once any byte of the current answer came. */
        private boolean answering;

        private long idleSinceNanos;
        private TimeLimit limit = TimeLimit.NONE;
        private SlowNotice slow;

        Connection(Socket socket) throws HttpFault {
            this.socket = socket;
            try {
                this.raw = socket.getInputStream();
            } catch (IOException e) {
                throw new HttpFault(HttpFault.Kind.CUT, reason(e), e);
            }
        }

        void discard() {
            synchronized (idle) {
                busy.remove(this);
            }
            closeQuietly(socket);
        }

        void release() {
            idleSinceNanos = System.nanoTime();
            slow = null;
            synchronized (idle) {
                busy.remove(this);
                if (!closed) {
                    idle.push(this);
                    return;
                }
            }
            discard();
        }

        void write(byte[] body) throws IOException {
            answering = false;
            byte[] length = (body.length + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
            byte[] request = new byte[fixedHead.length + length.length + body.length];
            System.arraycopy(fixedHead, 0, request, 0, fixedHead.length);
            System.arraycopy(length, 0, request, fixedHead.length, length.length);
            System.arraycopy(body, 0, request, fixedHead.length + length.length, body.length);
            if (request.length <= UNGUARDED_WRITE_BYTES_MAX || !limit.isLimited()) {
                socket.getOutputStream().write(request);
                return;
            }
            CountDownLatch written = new CountDownLatch(1);
            Thread guard = new Thread(
                    () -> {
                        try {
                            if (!written.await(limit.millisLeft(Integer.MAX_VALUE), TimeUnit.MILLISECONDS)) {
                                discard();
                            }
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "write guard");
            guard.setDaemon(true);
            guard.start();
            try {
                socket.getOutputStream().write(request);
            } finally {
                written.countDown();
            }
        }

        HttpFault fault(IOException cause) {
            if (cause instanceof HttpFault fault) {
                return fault;
            }
            if (limit.isOver()) {
                return new HttpFault(HttpFault.Kind.TIMED_OUT, "no complete answer in time", cause);
            }
            return new HttpFault(
                    HttpFault.Kind.CUT,
                    answering
                            ? "the connection was cut in the middle of the answer"
                            : "the connection was closed before any answer",
                    cause);
        }

        /** Fills the empty buffer. False at the end of the stream. */
        private boolean fill() throws IOException {
            while (true) {
                if (limit.isOver()) {
                    throw new HttpFault(HttpFault.Kind.TIMED_OUT, "no complete answer in time");
                }
                int wait = limit.millisLeft(Integer.MAX_VALUE);
                SlowNotice notice = slow;
                if (notice != null) {
                    wait = Math.min(wait, notice.millisUntilDue());
                }
                socket.setSoTimeout(wait == Integer.MAX_VALUE ? 0 : wait);
                try {
                    int count = raw.read(buffer, 0, buffer.length);
                    if (count <= 0) {
                        return false;
                    }
                    answering = true;
                    slow = null;
                    position = 0;
                    end = count;
                    return true;
                } catch (SocketTimeoutException e) {
                    if (notice != null) {
                        notice.sayIfDue();
                    }
                }
            }
        }

        private int read() throws IOException {
            if (position == end && !fill()) {
                return -1;
            }
            return buffer[position++] & 255;
        }

        private String line(int bytesMax) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream(64);
            while (true) {
                int b = read();
                if (b < 0) {
                    throw new EOFException();
                }
                if (b == '\n') {
                    String text = line.toString(StandardCharsets.ISO_8859_1);
                    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
                }
                if (line.size() >= bytesMax) {
                    throw notHttp("a line of more than " + bytesMax + " bytes");
                }
                line.write(b);
            }
        }

        private HttpFault notHttp(String why) {
            return new HttpFault(HttpFault.Kind.NOT_HTTP, "the answer is not HTTP (" + why + ")");
        }

        HttpReply readHead() throws IOException {
            int first = read();
            if (first == 0x15 || first == 0x16) {
                throw HttpFault.serverSpeaksTls(null);
            }
            if (first < 0) {
                throw new EOFException();
            }
            position--;
            for (int interim = 0; interim <= INTERIM_MAX; interim++) {
                String status = line(HEADER_BYTES_MAX);
                if (!status.startsWith("HTTP/1.") || status.length() < 12 || status.charAt(8) != ' ') {
                    throw notHttp("it begins with other text");
                }
                int code = parse(status.substring(9, 12), 10);
                Head head = readHeaders(code, status.charAt(7) == '1');
                if (code >= 200 || code == 101) {
                    return new Reply(this, head);
                }
            }
            throw notHttp("nothing but interim answers");
        }

        private Head readHeaders(int code, boolean keptByDefault) throws IOException {
            Head head = new Head();
            head.status = code;
            head.keepAlive = keptByDefault;
            int left = HEADER_BYTES_MAX;
            while (true) {
                String line = line(left);
                left -= line.length() + 2;
                if (line.isEmpty()) {
                    break;
                }
                int colon = line.indexOf(':');
                if (colon < 0 || left <= 0) {
                    throw notHttp("a header is malformed");
                }
                String value = line.substring(colon + 1).trim();
                switch (line.substring(0, colon).trim().toLowerCase(Locale.ROOT)) {
                    case "content-length" -> head.length = parseLength(value);
                    case "transfer-encoding" ->
                        head.chunked = value.toLowerCase(Locale.ROOT).contains("chunked");
                    case "content-type" -> head.contentType = mediaType(value);
                    case "connection" -> head.keepAlive = !value.equalsIgnoreCase("close") && head.keepAlive;
                    default -> {}
                }
            }
            if (code == 204 || code == 304) {
                head.length = 0;
            }
            return head;
        }

        private long parseLength(String value) throws HttpFault {
            try {
                long length = Long.parseLong(value);
                if (length >= 0) {
                    return length;
                }
            } catch (NumberFormatException e) {
                // Falls through to the fault below.
            }
            throw notHttp("its Content-Length is " + (value.length() > 20 ? "malformed" : value));
        }

        private int parse(String digits, int radix) throws HttpFault {
            try {
                int value = Integer.parseInt(digits, radix);
                if (value >= 0) {
                    return value;
                }
            } catch (NumberFormatException e) {
                // Falls through to the fault below.
            }
            throw notHttp("a number in it is malformed");
        }
    }

    private static String mediaType(String value) {
        int semicolon = value.indexOf(';');
        return (semicolon < 0 ? value : value.substring(0, semicolon)).trim().toLowerCase(Locale.ROOT);
    }

    private static final class Head {
        private int status;

        /** Body length in bytes, -1 if the server did not say. */
        private long length = -1;

        private boolean chunked;
        private boolean keepAlive;
        private String contentType = "";
    }

    private final class Reply extends InputStream implements HttpReply {
        private final Connection connection;
        private final Head head;

        /** Bytes left of the body or of the current chunk; -1 for "up to the end of the stream". */
        private long left;

        private long total;
        private boolean firstChunk = true;
        private boolean finished;
        private boolean closed;

        Reply(Connection connection, Head head) throws HttpFault {
            this.connection = connection;
            this.head = head;
            this.left = head.chunked ? 0 : head.length;
            this.finished = !head.chunked && head.length == 0;
            if (!head.chunked && head.length > replyBytesMax) {
                throw tooLarge();
            }
        }

        private HttpFault tooLarge() {
            return new HttpFault(
                    HttpFault.Kind.TOO_LARGE, "the answer is larger than the limit of " + replyBytesMax + " bytes");
        }

        @Override
        public int status() {
            return head.status;
        }

        @Override
        public String contentType() {
            return head.contentType;
        }

        @Override
        public InputStream body() {
            return this;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            try {
                return readSome(target, offset, count);
            } catch (IOException e) {
                throw connection.fault(e);
            }
        }

        private int readSome(byte[] target, int offset, int count) throws IOException {
            if (finished) {
                return -1;
            }
            if (head.chunked && left == 0 && !nextChunk()) {
                finished = true;
                return -1;
            }
            Connection c = connection;
            if (c.position == c.end && !c.fill()) {
                if (left >= 0) {
                    throw new EOFException();
                }
                finished = true;
                head.keepAlive = false;
                return -1;
            }
            int some = Math.min(count, c.end - c.position);
            if (left >= 0) {
                some = (int) Math.min(some, left);
                left -= some;
            }
            total += some;
            if (total > replyBytesMax) {
                throw tooLarge();
            }
            System.arraycopy(c.buffer, c.position, target, offset, some);
            c.position += some;
            if (!head.chunked && left == 0) {
                finished = true;
            }
            return some;
        }

        private boolean nextChunk() throws IOException {
            if (!firstChunk) {
                connection.line(CHUNK_LINE_BYTES_MAX);
            }
            firstChunk = false;
            String line = connection.line(CHUNK_LINE_BYTES_MAX);
            int semicolon = line.indexOf(';');
            left = connection.parse((semicolon < 0 ? line : line.substring(0, semicolon)).trim(), 16);
            if (left > 0) {
                return true;
            }
            while (!connection.line(CHUNK_LINE_BYTES_MAX).isEmpty()) {
                // Trailers say nothing we need.
            }
            return false;
        }

        @Override
        public void close() {
            if (closed) {
                return;
            }
            closed = true;
            if (finished && head.keepAlive) {
                connection.release();
            } else {
                connection.discard();
            }
        }
    }
}
