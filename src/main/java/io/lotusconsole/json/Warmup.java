package io.lotusconsole.json;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Sets up the reader on a thread of its own while the command line is parsed and the miner asked: 15 ms of
 * the JDK's and Jackson's tables that every answer needs, off the way of the prompt.
 */
public final class Warmup implements Runnable {
    private Warmup() {}

    /** Returns at once. */
    public static void start() {
        Thread thread = new Thread(new Warmup(), "warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try (JsonCursor cursor = new JsonCursor(new ByteArrayInputStream(new byte[] {'{', '}'}))) {
            cursor.skip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
