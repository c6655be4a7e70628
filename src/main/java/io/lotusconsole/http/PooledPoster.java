package io.lotusconsole.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * POSTs to many hosts at a time, each call on its caller's thread, over connections that are kept. Follows no
 * redirects: a token goes only where it was meant to. A call that finds its kept connection closed is made again on
 * a new one, so it is for requests that may come twice. Safe for many threads.
 */
public final class PooledPoster implements Closeable {
    /** Connections that are kept while no call uses them; as many as one process reads sectors at a time. */
    private static final int IDLE_CONNECTIONS_MAX = 256;

    /** Shorter than servers of ours and of Lotus keep theirs. */
    private static final int IDLE_SECONDS_MAX = 60;

    /** URLs whose parsed form is kept: parsing one costs as much as sending a small body. */
    private static final int URLS_MAX = 1024;

    private final Map<String, HttpUrl> urls = new ConcurrentHashMap<>();
    private final String bearerToken;
    private final OkHttpClient client;

    /** An answer that is here as a whole. */
    public record Answer(int status, byte[] body) {}

    /**
     * @param bearerToken null for none
     * @param certificates PEM file to trust instead of the JDK's store, or null
     * @throws HttpFault of kind BAD_TRUST_FILE
     */
    public PooledPoster(String bearerToken, Path certificates) throws HttpFault {
        this.bearerToken = bearerToken;
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS_MAX, IDLE_SECONDS_MAX, TimeUnit.SECONDS))
                .protocols(List.of(Protocol.HTTP_1_1))
                .dns(PooledPoster::addresses)
                .connectTimeout(HttpPoster.CONNECT_MILLIS_MAX, TimeUnit.MILLISECONDS)
                .readTimeout(0, TimeUnit.MILLISECONDS)
                .writeTimeout(0, TimeUnit.MILLISECONDS)
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(true)
                .eventListenerFactory(call -> call.request().tag(Progress.class));
        if (certificates != null) {
            Trust trust = Trust.of(certificates);
            builder.sslSocketFactory(trust.context().getSocketFactory(), trust.manager());
        }
        client = builder.build();
    }

    private static List<InetAddress> addresses(String host) throws UnknownHostException {
        try {
            return List.of(HostNames.lookUp(host, TimeLimit.NONE));
        } catch (HttpFault e) {
            UnknownHostException unknown = new UnknownHostException(host);
            unknown.initCause(e);
            throw unknown;
        }
    }

    /** How far a call came, to tell a host that is not there from one that does not answer. */
    private static final class Progress extends EventListener {
        private volatile boolean connected;

        @Override
        public void connectionAcquired(Call call, Connection connection) {
            connected = true;
        }
    }

    /**
     * Sends bytes, without a content type, and takes the answer whole. Blocks at most to the limit.
     *
     * @param answerBytesMax a longer answer is a fault of kind TOO_LARGE
     * @param timeoutMillis for all of it, at least 1
     * @param group may end the call before its time, which is a fault of kind CUT
     */
    public Answer post(String url, byte[] body, int answerBytesMax, long timeoutMillis, CallGroup group)
            throws HttpFault {
        HttpUrl parsed = parse(url);
        Progress progress = new Progress();
        Request.Builder request = new Request.Builder()
                .url(parsed)
                .tag(Progress.class, progress)
                .header("User-Agent", "lotus-console")
                .header("Accept-Encoding", "identity")
                .post(RequestBody.create(body, null));
        if (bearerToken != null) {
            request.header("Authorization", "Bearer " + bearerToken);
        }
        Call call = client.newCall(request.build());
        call.timeout().timeout(timeoutMillis, TimeUnit.MILLISECONDS);
        TimeLimit limit = TimeLimit.inMillis(timeoutMillis);
        Runnable end = call::cancel;
        group.begin(end);
        try (Response response = call.execute()) {
            return new Answer(response.code(), read(response, answerBytesMax));
        } catch (IOException e) {
            if (limit.isOver() && !progress.connected) {
                throw new HttpFault(HttpFault.Kind.UNREACHABLE, "no answer to the connection attempt", e);
            }
            throw OkHttpClients.fault(e, limit.isOver());
        } finally {
            group.ended(end);
        }
    }

    private HttpUrl parse(String url) throws HttpFault {
        HttpUrl known = urls.get(url);
        HttpUrl parsed = known == null ? HttpUrl.parse(url) : known;
        if (parsed == null) {
            throw new HttpFault(HttpFault.Kind.UNREACHABLE, "it is no http or https URL");
        }
        if (known == null && urls.size() < URLS_MAX) {
            urls.put(url, parsed);
        }
        return parsed;
    }

    private static byte[] read(Response response, int bytesMax) throws IOException {
        long length = response.body().contentLength();
        if (length > bytesMax) {
            throw tooLarge(bytesMax);
        }
        InputStream in = response.body().byteStream();
        if (length < 0) {
            byte[] bytes = in.readNBytes(bytesMax + 1);
            if (bytes.length > bytesMax) {
                throw tooLarge(bytesMax);
            }
            return bytes;
        }
        byte[] bytes = new byte[(int) length];
        // OkHttp itself complains of a body that ends early.
        in.readNBytes(bytes, 0, bytes.length);
        // The end has to be seen for the connection to be kept.
        in.read();
        return bytes;
    }

    private static HttpFault tooLarge(int bytesMax) {
        return new HttpFault(HttpFault.Kind.TOO_LARGE, "the answer is larger than the limit of " + bytesMax + " bytes");
    }

    /** Ends calls that run, and closes the connections. */
    @Override
    public void close() {
        client.dispatcher().cancelAll();
        OkHttpClients.close(client);
    }
}
