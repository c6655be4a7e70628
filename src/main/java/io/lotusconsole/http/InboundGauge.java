package io.lotusconsole.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;

/**
 * Makes the sockets of one connection and counts what comes in on them: OkHttp gathers a WebSocket message
 * whole, however large, before it hands it over.
 */
final class InboundGauge extends SocketFactory {
    /**
     * A message is in memory up to three times while it becomes text. An OutOfMemoryError would be too late: the
     * thread that gets it cannot even say so.
     */
    private static final int MEMORY_SHARE = 4;

    private final long bytesMax;
    private final long memoryBytesMax = Runtime.getRuntime().maxMemory() / MEMORY_SHARE;
    private final AtomicLong bytes = new AtomicLong();
    private volatile int firstByte = -1;

    /** @param bytesMax what may come between two calls of {@link #reset} */
    InboundGauge(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** A message has come whole; the count begins anew. */
    void reset() {
        bytes.set(0);
    }

    /** Whether the first byte that came begins a TLS record, an alert or a handshake. */
    boolean sawTls() {
        return firstByte == 0x15 || firstByte == 0x16;
    }

    @Override
    public Socket createSocket() {
        return new Gauged();
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("connected by the caller");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("connected by the caller");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("connected by the caller");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
        throw new UnsupportedOperationException("connected by the caller");
    }

    private final class Gauged extends Socket {
        @Override
        public InputStream getInputStream() throws IOException {
            return new Counting(super.getInputStream());
        }
    }

    private final class Counting extends FilterInputStream {
        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count(b < 0 ? -1 : 1, b);
            return b;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int some = super.read(target, offset, length);
            count(some, some > 0 ? target[offset] & 255 : -1);
            return some;
        }

        private void count(int some, int first) throws HttpFault {
            if (some > 0) {
                firstByte = firstByte < 0 ? first : firstByte;
                long sum = bytes.addAndGet(some);
                if (sum > memoryBytesMax) {
                    throw HttpFault.beyondMemory(null);
                }
                if (sum > bytesMax) {
                    throw new HttpFault(
                            HttpFault.Kind.TOO_LARGE, "the answer is larger than the limit of " + bytesMax + " bytes");
                }
            }
        }
    }
}
