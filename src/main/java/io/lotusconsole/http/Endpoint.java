package io.lotusconsole.http;

/**
 * Where to call.
 *
 * @param scheme {@code http}, {@code https}, {@code ws} or {@code wss}
 * @param host name or address literal, IPv6 without brackets
 * @param path with its leading slash
 */
public record Endpoint(String scheme, String host, int port, String path) {
    public boolean isWebSocket() {
        return scheme.startsWith("ws");
    }

    public boolean isSecure() {
        return scheme.equals("https") || scheme.equals("wss");
    }

    /** {@code host:port}, IPv6 in brackets. */
    public String authority() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    /** The URL with its scheme. */
    public String url() {
        return scheme + "://" + authority() + path;
    }

    @Override
    public String toString() {
        return url();
    }
}
