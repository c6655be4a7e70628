package io.lotusconsole.rpc;

/**
 * Whom a connection talks to, for messages.
 *
 * @param title {@code lotus-miner}, {@code the full node}
 * @param address {@code 127.0.0.1:2345}
 * @param source the variable or file the address came from
 * @param hasToken whether a token is sent
 */
public record Peer(String title, String address, String source, boolean hasToken) {
    @Override
    public String toString() {
        return title + " at " + address;
    }
}
