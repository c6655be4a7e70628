package io.lotusconsole.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Fetches large files over HTTP, from any byte on. Follows redirects, as gateways send them; trusts the JDK's
 * certificate authorities. For use by one thread at a time.
 */
public final class Downloader implements Closeable {
    /** A server that sends nothing for so long is given up; the download can be resumed. */
    private static final int IDLE_MILLIS_MAX = 30_000;

    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final OkHttpClient client = new OkHttpClient.Builder()
            .connectTimeout(HttpPoster.CONNECT_MILLIS_MAX, TimeUnit.MILLISECONDS)
            .readTimeout(IDLE_MILLIS_MAX, TimeUnit.MILLISECONDS)
            .build();

    /** A part of a file, being received. */
    public static final class Part implements Closeable {
        private final Response response;
        private final long start;
        private final long totalBytes;

        private Part(Response response, long start, long totalBytes) {
            this.response = response;
            this.start = start;
            this.totalBytes = totalBytes;
        }

        /** HTTP status; the other figures mean something for 200, 206 and 416 only. */
        public int status() {
            return response.code();
        }

        /** Whether {@link #read} gives bytes of the file. */
        public boolean hasContent() {
            return response.isSuccessful();
        }

        /** Whether the file has no bytes from where they were asked for. */
        public boolean isBeyondEnd() {
            return response.code() == RANGE_NOT_SATISFIABLE;
        }

        /** Position of the first byte: 0 if the server does not know ranges, whatever was asked for. */
        public long start() {
            return start;
        }

        /** Length of the whole file; -1 if the server does not say. */
        public long totalBytes() {
            return totalBytes;
        }

        /**
         * Some of the bytes; blocks until there are any.
         *
         * @return how many; -1 at the end
         * @throws HttpFault if the connection ends or stalls before the end
         */
        public int read(byte[] target) throws HttpFault {
            try {
                InputStream body = response.body().byteStream();
                return body.read(target);
            } catch (IOException e) {
                throw OkHttpClients.fault(e, false);
            }
        }

        @Override
        public void close() {
            response.close();
        }
    }

    /**
     * Length of a file, by a request without a body.
     *
     * @return -1 if the server does not say
     * @throws HttpFault if there is no answer
     */
    public long length(String url) throws HttpFault {
        try (Response response = execute(
                request(url).header("Accept-Encoding", "identity").head().build())) {
            String length = response.header("Content-Length");
            return response.isSuccessful() && length != null ? number(length) : -1;
        }
    }

    /**
     * Asks for a file from a byte on.
     *
     * @throws HttpFault if there is no answer; an answer that is a refusal is a {@link Part} with its status
     */
    public Part open(String url, long from) throws HttpFault {
        Request.Builder request = request(url).header("Accept-Encoding", "identity");
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        Response response = execute(request.build());
        String range = response.header("Content-Range", "");
        long total = number(range.substring(range.lastIndexOf('/') + 1));
        if (response.code() == PARTIAL_CONTENT) {
            return new Part(response, from(range), total);
        }
        return new Part(response, 0, response.isSuccessful() ? response.body().contentLength() : total);
    }

    private static Request.Builder request(String url) throws HttpFault {
        HttpUrl parsed = HttpUrl.parse(url);
        if (parsed == null) {
            throw new HttpFault(HttpFault.Kind.UNRESOLVED, "not an http or https URL: " + url);
        }
        return new Request.Builder().url(parsed).header("User-Agent", "lotus-console");
    }

    private Response execute(Request request) throws HttpFault {
        try {
            return client.newCall(request).execute();
        } catch (IOException e) {
            throw OkHttpClients.fault(e, false);
        }
    }

    /** {@code bytes 100-199/200}. */
    private static long from(String range) {
        int blank = range.indexOf(' ');
        int hyphen = range.indexOf('-');
        return blank < 0 || hyphen < blank ? -1 : number(range.substring(blank + 1, hyphen));
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.trim());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    @Override
    public void close() {
        OkHttpClients.close(client);
    }
}
