package io.lotusconsole.lotus;

import io.lotusconsole.http.Endpoint;
import java.util.Locale;
import java.util.Set;

/**
 * Where an API is and the token for it: the value of {@code MINER_API_INFO} and its like, in the form
 * {@code TOKEN:ADDRESS} or {@code ADDRESS}, the address a multiaddr or a URL.
 *
 * @param token null if there is none
 */
public record ApiInfo(ApiToken token, String address) {
    /** Parts of real multiaddrs that lead to no JSON-RPC. */
    private static final Set<String> OTHER_PROTOCOLS = Set.of(
            "udp", "quic", "quic-v1", "unix", "p2p", "ipfs", "dnsaddr", "sctp", "onion", "onion3", "ip6zone", "webrtc");

    private static final String EXAMPLE = "TOKEN:/ip4/127.0.0.1/tcp/2345/http";

    /**
     * Splits a value as Lotus does ({@code cli/util/apiinfo.go}): all address if it starts with a slash;
     * else the token ends at the first colon, unless {@code //} follows it.
     *
     * @param where the variable it came from, for the error
     */
    public static ApiInfo parse(String value, String where) throws ApiInfoException {
        int colon = value.startsWith("/") ? -1 : value.indexOf(':');
        if (colon <= 0 || value.startsWith("//", colon + 1)) {
            return new ApiInfo(null, value);
        }
        return new ApiInfo(new ApiToken(value.substring(0, colon), where), value.substring(colon + 1));
    }

    /**
     * The endpoint of the address. {@code /ws} and {@code /wss} mean WebSocket, {@code /http} or nothing
     * means one POST a call (design, decision 1).
     *
     * @param rpcPath path of the API, {@code /rpc/v0}
     * @param where the variable or file the address came from, for the error
     */
    public Endpoint endpoint(String rpcPath, String where) throws ApiInfoException {
        if (address.startsWith("/")) {
            return ofMultiaddr(rpcPath, where);
        }
        if (address.contains("://")) {
            return ofUrl(rpcPath, where);
        }
        throw notAnAddress(where, "is neither a multiaddr nor a URL");
    }

    private static ApiInfoException notAnAddress(String where, String why) {
        return new ApiInfoException("the address in " + where + " " + why, "Write it as " + EXAMPLE + ".");
    }

    private Endpoint ofMultiaddr(String rpcPath, String where) throws ApiInfoException {
        String[] parts = address.split("/", -1);
        String host = null;
        int port = -1;
        boolean secure = false;
        boolean webSocket = false;
        int i = 1;
        while (i < parts.length) {
            String protocol = parts[i++];
            switch (protocol) {
                case "ip4", "ip6", "dns", "dns4", "dns6", "tcp" -> {
                    if (i == parts.length || parts[i].isEmpty()) {
                        throw notAnAddress(where, "ends after /" + protocol);
                    }
                    if (protocol.equals("tcp")) {
                        port = port(parts[i++], where);
                    } else {
                        host = hostOf(protocol, parts[i++], where);
                    }
                }
                case "http" -> {}
                case "https", "tls" -> secure = true;
                case "ws" -> webSocket = true;
                case "wss" -> {
                    webSocket = true;
                    secure = true;
                }
                case "" -> {
                    if (i < parts.length) {
                        throw notAnAddress(where, "has an empty part");
                    }
                }
                default -> throw notAnAddress(where, unsupported(protocol));
            }
        }
        if (host == null || port < 0) {
            throw notAnAddress(where, host == null ? "names no host" : "names no TCP port");
        }
        String scheme = webSocket ? (secure ? "wss" : "ws") : secure ? "https" : "http";
        return new Endpoint(scheme, host, port, rpcPath);
    }

    /** Quotes only what a multiaddr may have: a token in the wrong place must not be echoed. */
    private static String unsupported(String part) {
        return OTHER_PROTOCOLS.contains(part)
                ? "has a part that is not supported here: /" + part
                : "has a part that is no protocol of a multiaddr";
    }

    private static String hostOf(String protocol, String host, String where) throws ApiInfoException {
        boolean good = true;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean plain = c == '.' || c >= '0' && c <= '9';
            boolean hex = c == ':' || c == '%' || Character.digit(c, 16) >= 0;
            good &= protocol.equals("ip4") ? plain : protocol.equals("ip6") ? plain || hex : isOfName(c);
        }
        if (!good || protocol.equals("ip4") && !isDottedQuad(host) || protocol.equals("ip6") && host.indexOf(':') < 0) {
            throw notAnAddress(where, "has a malformed /" + protocol + " part");
        }
        return host;
    }

    private static boolean isOfName(char c) {
        return c == '.' || c == '-' || c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isDottedQuad(String host) {
        String[] parts = host.split("\\.", -1);
        boolean good = parts.length == 4;
        for (String part : parts) {
            good &= !part.isEmpty() && part.length() <= 3 && Integer.parseInt(part) <= 255;
        }
        return good;
    }

    private static int port(String text, String where) throws ApiInfoException {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port < 65536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Falls through to the error below.
        }
        throw notAnAddress(where, "has a TCP port that is not a number from 1 to 65535");
    }

    private Endpoint ofUrl(String rpcPath, String where) throws ApiInfoException {
        int colon = address.indexOf("://");
        String scheme = address.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https") && !scheme.equals("ws") && !scheme.equals("wss")) {
            throw notAnAddress(where, "has a URL scheme other than http, https, ws and wss");
        }
        String rest = address.substring(colon + 3);
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : rest.substring(slash);
        if (authority.indexOf('@') >= 0) {
            throw notAnAddress(where, "has a user name in it, which Lotus does not know");
        }
        int portColon = authority.lastIndexOf(':');
        boolean hasPort = portColon > authority.lastIndexOf(']');
        String host = hasPort ? authority.substring(0, portColon) : authority;
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty()) {
            throw notAnAddress(where, "names no host");
        }
        boolean literal = authority.startsWith("[");
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (!isOfName(c) && !(literal && (c == ':' || c == '%'))) {
                throw notAnAddress(where, "has a host with a character that no host name has");
            }
        }
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) <= ' ' || path.charAt(i) >= 0x7f || path.charAt(i) == '#') {
                throw notAnAddress(where, "has a character in its path that no URL has");
            }
        }
        int port = hasPort
                ? port(authority.substring(portColon + 1), where)
                : scheme.equals("https") || scheme.equals("wss") ? 443 : 80;
        return new Endpoint(scheme, host, port, joined(path, rpcPath));
    }

    /** A URL copied with its {@code /rpc/v0} is meant, not doubled, which is what Lotus does. */
    private static String joined(String path, String rpcPath) {
        String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        int rpc = base.lastIndexOf("/rpc/v");
        if (rpc >= 0 && base.length() == rpc + "/rpc/v0".length()) {
            base = base.substring(0, rpc);
        }
        return base + rpcPath;
    }
}
