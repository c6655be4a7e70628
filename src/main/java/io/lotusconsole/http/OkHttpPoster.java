package io.lotusconsole.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Handshake;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** POST through OkHttp: TLS, and whatever else {@link LeanHttpPoster} does not speak. */
public final class OkHttpPoster implements HttpPoster {
    private static final MediaType JSON = MediaType.get("application/json");

    private final HttpUrl url;
    private final ResolvedHost host;
    private final String bearerToken;
    private final long replyBytesMax;
    private final OkHttpClient client;
    private final ScheduledExecutorService timer;

    /** @param certificates PEM file to trust instead of the JDK's store, or null */
    public OkHttpPoster(Endpoint endpoint, String bearerToken, long replyBytesMax, Path certificates) throws HttpFault {
        this.url = OkHttpClients.url(endpoint);
        this.host = new ResolvedHost(endpoint);
        this.bearerToken = bearerToken;
        this.replyBytesMax = replyBytesMax;
        // Calls run on their caller's thread: nothing can die on one of OkHttp's that the caller is not told of.
        this.client = OkHttpClients.create(endpoint, certificates, host, (thread, failure) -> {})
                .newBuilder()
                .eventListenerFactory(call -> call.request().tag(HandshakeGuard.class))
                .build();
        this.timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "slow notices");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public HttpReply post(byte[] body, TimeLimit limit, SlowNotice slow) throws HttpFault {
        if (limit.isOver()) {
            throw new HttpFault(HttpFault.Kind.TIMED_OUT, "no time left to connect");
        }
        host.lookUp(limit);
        HandshakeGuard guard = new HandshakeGuard();
        Request.Builder request = new Request.Builder()
                .url(url)
                .tag(HandshakeGuard.class, guard)
                .header("User-Agent", "lotus-console")
                .header("Accept-Encoding", "identity")
                .post(RequestBody.create(body, JSON));
        if (bearerToken != null) {
            request.header("Authorization", "Bearer " + bearerToken);
        }
        Call call = client.newCall(request.build());
        call.timeout().timeout(limit.isLimited() ? limit.millisLeft(Integer.MAX_VALUE) : 0, TimeUnit.MILLISECONDS);
        ScheduledFuture<?> notice =
                slow == null ? null : timer.schedule(slow::sayIfDue, slow.millisUntilDue() + 1L, TimeUnit.MILLISECONDS);
        try {
            Response response = call.execute();
            long length = response.body().contentLength();
            if (length > replyBytesMax) {
                response.close();
                throw tooLarge();
            }
            return new Reply(response, limit);
        } catch (IOException e) {
            if (guard.gaveUp) {
                throw new HttpFault(HttpFault.Kind.UNREACHABLE, "no answer to the TLS handshake", e);
            }
            throw OkHttpClients.fault(e, limit.isOver());
        } finally {
            if (notice != null) {
                notice.cancel(false);
            }
        }
    }

    /** Bounds the TLS handshake even of a call without a limit; OkHttp counts it as part of the answer. */
    private final class HandshakeGuard extends EventListener {
        private ScheduledFuture<?> end;
        private volatile boolean gaveUp;

        @Override
        public void secureConnectStart(Call call) {
            end = timer.schedule(
                    () -> {
                        gaveUp = true;
                        call.cancel();
                    },
                    CONNECT_MILLIS_MAX,
                    TimeUnit.MILLISECONDS);
        }

        @Override
        public void secureConnectEnd(Call call, Handshake handshake) {
            end.cancel(false);
        }

        @Override
        public void callFailed(Call call, IOException failure) {
            if (end != null) {
                end.cancel(false);
            }
        }
    }

    private HttpFault tooLarge() {
        return new HttpFault(
                HttpFault.Kind.TOO_LARGE, "the answer is larger than the limit of " + replyBytesMax + " bytes");
    }

    @Override
    public void close() {
        timer.shutdownNow();
        OkHttpClients.close(client);
    }

    private final class Reply extends InputStream implements HttpReply {
        private final Response response;
        private final TimeLimit limit;
        private final InputStream stream;
        private long total;

        Reply(Response response, TimeLimit limit) {
            this.response = response;
            this.limit = limit;
            this.stream = response.body().byteStream();
        }

        @Override
        public int status() {
            return response.code();
        }

        @Override
        public String contentType() {
            ResponseBody body = response.body();
            MediaType type = body.contentType();
            return type == null ? "" : (type.type() + "/" + type.subtype()).toLowerCase(Locale.ROOT);
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
            int some;
            try {
                some = stream.read(target, offset, count);
            } catch (IOException e) {
                throw OkHttpClients.bodyFault(e, limit);
            }
            total += Math.max(some, 0);
            if (total > replyBytesMax) {
                throw tooLarge();
            }
            return some;
        }

        @Override
        public void close() {
            response.close();
        }
    }
}
