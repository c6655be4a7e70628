package io.lotusconsole.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/** Gives OkHttp the addresses that were looked up before its call, within the call's own limit. */
final class ResolvedHost implements Dns {
    private final Endpoint endpoint;
    private volatile List<InetAddress> addresses = List.of();

    ResolvedHost(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Looks the endpoint's host up. Blocks at most to the limit. */
    void lookUp(TimeLimit limit) throws HttpFault {
        addresses = List.of(HostNames.lookUp(endpoint.host(), limit));
    }

    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
        if (addresses.isEmpty()) {
            throw new UnknownHostException(host);
        }
        return addresses;
    }
}
