package io.lotusconsole.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** Makes OkHttp's client to our taste and names its failures in our terms. */
final class OkHttpClients {
    /** Connections to one miner at a time; calls beyond it queue in OkHttp. */
    private static final int CONNECTIONS_MAX = 64;

    /**
     * A connection idle longer than this is not trusted with another request, as in {@link LeanHttpPoster}: OkHttp
     * looks whether a server has closed it only after ten seconds, and a server that was restarted has. A heartbeat
     * every ten seconds would just miss that look.
     */
    private static final int IDLE_SECONDS_MAX = 5;

    private OkHttpClients() {}

    /**
     * @param certificates PEM file to trust instead of the JDK's store, or null
     * @param onDeath told what ended one of OkHttp's threads, which would else print a stack trace
     */
    static OkHttpClient create(
            Endpoint endpoint, Path certificates, ResolvedHost host, Thread.UncaughtExceptionHandler onDeath)
            throws HttpFault {
        // Daemon threads: OkHttp's own would keep the process for a minute after its last call.
        Dispatcher dispatcher = new Dispatcher(
                new ThreadPoolExecutor(0, CONNECTIONS_MAX, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "okhttp " + endpoint.host());
                    thread.setDaemon(true);
                    thread.setUncaughtExceptionHandler(onDeath);
                    return thread;
                }));
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(CONNECTIONS_MAX, IDLE_SECONDS_MAX, TimeUnit.SECONDS))
                .dns(host)
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectTimeout(HttpPoster.CONNECT_MILLIS_MAX, TimeUnit.MILLISECONDS)
                .readTimeout(0, TimeUnit.MILLISECONDS)
                .writeTimeout(0, TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .retryOnConnectionFailure(false);
        if (endpoint.isSecure() && certificates != null) {
            Trust trust = Trust.of(certificates);
            builder.sslSocketFactory(trust.context().getSocketFactory(), trust.manager());
        }
        return builder.build();
    }

    static HttpFault fault(Throwable failure, boolean timedOut) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof HttpFault fault) {
                return fault;
            }
        }
        if (failure instanceof OutOfMemoryError) {
            return HttpFault.beyondMemory(failure);
        }
        if (timedOut) {
            return new HttpFault(HttpFault.Kind.TIMED_OUT, "no complete answer in time", failure);
        }
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        if (failure instanceof UnknownHostException) {
            return new HttpFault(HttpFault.Kind.UNRESOLVED, "no address found for this name", failure);
        }
        if (failure instanceof ConnectException) {
            boolean refused = mentions(failure, "refused");
            return new HttpFault(
                    refused ? HttpFault.Kind.REFUSED : HttpFault.Kind.UNREACHABLE,
                    refused ? "connection refused" : message,
                    failure);
        }
        if (failure instanceof NoRouteToHostException
                || failure instanceof SocketTimeoutException && mentions(failure, "connect")) {
            return new HttpFault(HttpFault.Kind.UNREACHABLE, "no answer to the connection attempt", failure);
        }
        if (failure instanceof SSLPeerUnverifiedException || hasCause(failure, CertificateException.class)) {
            return new HttpFault(HttpFault.Kind.BAD_CERTIFICATE, certificateReason(failure), failure);
        }
        if (failure instanceof SSLException && mentions(failure, "unsupported or unrecognized ssl message")) {
            return new HttpFault(HttpFault.Kind.TLS_MISMATCH, "the server speaks cleartext, we spoke TLS", failure);
        }
        if (failure instanceof SSLException) {
            return new HttpFault(HttpFault.Kind.TLS_MISMATCH, "the TLS handshake failed", failure);
        }
        boolean gaveUp = failure instanceof InterruptedIOException && mentions(failure, "timeout");
        if (gaveUp || failure instanceof SocketTimeoutException) {
            return new HttpFault(HttpFault.Kind.TIMED_OUT, "no complete answer in time", failure);
        }
        if (failure instanceof ProtocolException && !(failure.getCause() instanceof EOFException)) {
            return mentions(failure, "unexpected end of stream")
                    ? cut(failure)
                    : new HttpFault(HttpFault.Kind.NOT_HTTP, "the answer is not HTTP", failure);
        }
        return cut(failure);
    }

    private static HttpFault cut(Throwable failure) {
        return new HttpFault(HttpFault.Kind.CUT, "the connection was closed before the answer was complete", failure);
    }

    private static boolean mentions(Throwable failure, String words) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t.getMessage() != null
                    && t.getMessage().toLowerCase(Locale.ROOT).contains(words)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }

    private static String certificateReason(Throwable failure) {
        if (failure instanceof SSLPeerUnverifiedException || mentions(failure, "no subject alternative")) {
            return "its certificate is for another host name";
        }
        return mentions(failure, "validity") || mentions(failure, "expired")
                ? "its certificate is expired or not valid yet"
                : "its certificate is not signed by an authority we trust";
    }

    /** The endpoint as OkHttp wants it. */
    static HttpUrl url(Endpoint endpoint) throws HttpFault {
        try {
            return new HttpUrl.Builder()
                    .scheme(endpoint.isSecure() ? "https" : "http")
                    .host(endpoint.host())
                    .port(endpoint.port())
                    .encodedPath(endpoint.path())
                    .build();
        } catch (IllegalArgumentException e) {
            throw new HttpFault(HttpFault.Kind.UNRESOLVED, "its host is no host name", e);
        }
    }

    /** Ends what the client keeps: threads and connections. */
    static void close(OkHttpClient client) {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
    }

    /** An {@link IOException} from a body, named in our terms. */
    static HttpFault bodyFault(IOException failure, TimeLimit limit) {
        return fault(failure, limit.isOver());
    }
}
