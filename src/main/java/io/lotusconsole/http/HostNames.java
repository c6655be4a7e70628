package io.lotusconsole.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The addresses of host names, asked of the JDK's resolver, which has no time limit of its own. */
final class HostNames {
    private HostNames() {}

    /**
     * The addresses of a name or literal, at least one. Blocks at most for what is left of the limit, and
     * never longer than {@link HttpPoster#CONNECT_MILLIS_MAX}.
     *
     * @throws HttpFault of kind UNRESOLVED
     */
    static InetAddress[] lookUp(String host, TimeLimit limit) throws HttpFault {
        if (isLiteral(host)) {
            try {
                return InetAddress.getAllByName(host);
            } catch (UnknownHostException e) {
                throw unresolved(e);
            }
        }
        // A thread that can be left behind.
        Resolution resolution = new Resolution(host);
        Thread thread = new Thread(resolution, "resolve " + host);
        thread.setDaemon(true);
        thread.start();
        try {
            if (!resolution.done.await(limit.millisLeft(HttpPoster.CONNECT_MILLIS_MAX), TimeUnit.MILLISECONDS)) {
                throw unresolved(null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpFault(HttpFault.Kind.CUT, "interrupted", e);
        }
        if (resolution.addresses == null) {
            throw unresolved(resolution.failure);
        }
        return resolution.addresses;
    }

    private static HttpFault unresolved(UnknownHostException cause) {
        String why = cause == null ? "the name service did not answer" : "no address found for this name";
        return new HttpFault(HttpFault.Kind.UNRESOLVED, why, cause);
    }

    /** Whether the JDK will not ask the network: an IPv6 literal, or four numbers up to 255. */
    private static boolean isLiteral(String host) {
        if (host.indexOf(':') >= 0) {
            return true;
        }
        int parts = 1;
        int value = -1;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c >= '0' && c <= '9') {
                value = Math.max(value, 0) * 10 + c - '0';
                if (value > 255) {
                    return false;
                }
            } else if (c == '.' && value >= 0) {
                parts++;
                value = -1;
            } else {
                return false;
            }
        }
        return parts == 4 && value >= 0;
    }

    private static final class Resolution implements Runnable {
        private final String host;
        private final CountDownLatch done = new CountDownLatch(1);
        private InetAddress[] addresses;
        private UnknownHostException failure;

        Resolution(String host) {
            this.host = host;
        }

        @Override
        public void run() {
            try {
                addresses = InetAddress.getAllByName(host);
            } catch (UnknownHostException e) {
                failure = e;
            } finally {
                done.countDown();
            }
        }
    }
}
