package io.lotusconsole.support;

/** How calls travel. */
public enum Transport {
    /** One POST a call. */
    HTTP("http"),
    /** Text frames. */
    WEB_SOCKET("ws");

    private final String protocol;

    Transport(String protocol) {
        this.protocol = protocol;
    }

    /** The multiaddr of a port of this machine; the reference prints one as {@code /ip4/127.0.0.1/tcp/2345/http}. */
    public String multiaddr(int port) {
        return "/ip4/127.0.0.1/tcp/" + port + "/" + protocol;
    }
}
