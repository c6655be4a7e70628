package io.lotusconsole.rpc;

/**
 * Whom a connection talks to, for messages.
 *
 * @param title {@code lotus-miner}, {@code the full node}
 * @param address {@code 127.0.0.1:2345}
 * @param source the variable or file the address came from
 * @param hasToken whether a token is sent
 * @param tokenProgram the program whose {@code auth} commands make tokens for it
 * @param permission what a token must allow for all that is asked of it
 * @param isWebSocket whether the address asks for a WebSocket
 */
public record Peer(
        String title,
        String address,
        String source,
        boolean hasToken,
        String tokenProgram,
        String permission,
        boolean isWebSocket) {
    @Override
    public String toString() {
        return title + " at " + address;
    }
}
