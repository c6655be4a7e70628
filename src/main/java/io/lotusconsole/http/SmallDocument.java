package io.lotusconsole.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** Gets a small text of one endpoint, once. */
public final class SmallDocument {
    private SmallDocument() {}

    /**
     * Blocks until the whole text is here.
     *
     * @param bearerToken null for none
     * @param millisMax of the whole exchange
     * @param bytesMax of the text
     * @throws HttpFault if there is no answer in time, or one that is too long
     * @throws IOException if the answer has another status than 200
     */
    public static String get(Endpoint endpoint, String bearerToken, long millisMax, int bytesMax) throws IOException {
        OkHttpClient client = OkHttpClients.create(endpoint, null, new ResolvedHost(endpoint), (thread, failure) -> {})
                .newBuilder()
                .callTimeout(millisMax, TimeUnit.MILLISECONDS)
                .build();
        Request.Builder request = new Request.Builder()
                .url(OkHttpClients.url(endpoint))
                .header("User-Agent", "lotus-console")
                .header("Accept-Encoding", "identity");
        if (bearerToken != null) {
            request.header("Authorization", "Bearer " + bearerToken);
        }
        int status;
        byte[] body;
        try (Response response = client.newCall(request.build()).execute();
                InputStream in = response.body().byteStream()) {
            status = response.code();
            body = in.readNBytes(bytesMax + 1);
        } catch (IOException e) {
            throw OkHttpClients.fault(e, false);
        } finally {
            OkHttpClients.close(client);
        }
        if (body.length > bytesMax) {
            throw new HttpFault(HttpFault.Kind.TOO_LARGE, "the answer is larger than " + bytesMax + " bytes");
        }
        if (status != 200) {
            throw new IOException("answered with HTTP status " + status);
        }
        return new String(body, StandardCharsets.UTF_8);
    }
}
