package io.lotusconsole.worker;

import io.lotusconsole.host.HostResources;
import io.lotusconsole.http.ServerExchange;
import io.lotusconsole.http.ServerHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Answers {@code GET} of {@code /status}, {@code /metrics}, {@code /readyz} and {@code /livez}. All but the last want
 * a token that may read (design, decision 10); {@code /metrics} also answers without one on loopback.
 */
final class StatusHandler implements ServerHandler {
    private static final String BEARER = "Bearer ";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;

    private final WorkerStatus status;
    private final CallerTokens tokens;

    StatusHandler(WorkerStatus status, CallerTokens tokens) {
        this.status = status;
        this.tokens = tokens;
    }

    @Override
    public void serve(ServerExchange exchange) throws IOException {
        if (!exchange.method().equals("GET")) {
            reply(exchange, METHOD_NOT_ALLOWED, TEXT, "GET only\n");
            return;
        }
        String path = exchange.path();
        boolean isOpen = path.equals("/livez")
                || path.equals("/metrics") && exchange.peer().getAddress().isLoopbackAddress();
        String authorization = exchange.header("Authorization");
        if (authorization != null || !isOpen) {
            int refusal = refusal(authorization);
            if (refusal != 0) {
                reply(exchange, refusal, TEXT, "a token with read permission is needed\n");
                return;
            }
        }
        switch (path) {
            case "/livez" -> reply(exchange, OK, TEXT, "ok\n");
            case "/readyz" -> reply(exchange, status.isReady() ? OK : UNAVAILABLE, TEXT, status.state() + "\n");
            case "/metrics" ->
                reply(
                        exchange,
                        OK,
                        "text/plain; version=0.0.4; charset=utf-8",
                        status.metrics(HostResources.ownResidentBytes(), Thread.activeCount()));
            default -> reply(exchange, OK, "application/json", status.document());
        }
    }

    /** The status of a caller who may not read; 0 for one who may. */
    private int refusal(String authorization) throws IOException {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            return UNAUTHORIZED;
        }
        Set<String> permissions = tokens.permissionsOf(authorization.substring(BEARER.length()));
        if (permissions == null) {
            return UNAUTHORIZED;
        }
        return permissions.contains(CallerTokens.READ) ? 0 : FORBIDDEN;
    }

    private static void reply(ServerExchange exchange, int status, String type, String text) throws IOException {
        exchange.reply(status, type, text.getBytes(StandardCharsets.UTF_8));
    }
}
