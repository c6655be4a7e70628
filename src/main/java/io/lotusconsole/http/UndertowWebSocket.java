package io.lotusconsole.http;

import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.xnio.IoUtils;

/** One Undertow WebSocket: messages queue up here and are delivered one by one on the server's pool. */
final class UndertowWebSocket implements ServerWebSocket {
    private final RpcHttpServer server;
    private final WebSocketChannel channel;
    private final long messageBytesMax;
    private final AtomicLong unsentBytes = new AtomicLong();

    /** Set by {@link #open} before anything is received. */
    private Listener listener;

    /** Guards the fields below. */
    private final Object lock = new Object();

    private final ArrayDeque<String> inbox = new ArrayDeque<>();
    private long inboxChars;
    private boolean delivering;
    private boolean gone;
    private boolean goneTold;

    UndertowWebSocket(RpcHttpServer server, WebSocketChannel channel, long messageBytesMax) {
        this.server = server;
        this.channel = channel;
        this.messageBytesMax = messageBytesMax;
    }

    void open(Function<ServerWebSocket, Listener> opened) {
        listener = opened.apply(this);
        channel.addCloseTask(closed -> onGone());
        server.opened(this);
        if (!channel.isOpen()) {
            onGone();
            return;
        }
        channel.getReceiveSetter().set(new Receiver());
        channel.resumeReceives();
    }

    @Override
    public void send(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        int size = bytes.remaining();
        long before = unsentBytes.getAndAdd(size);
        if (before > 0 && before + size > RpcHttpServer.WEB_SOCKET_UNSENT_BYTES_MAX) {
            drop();
            return;
        }
        WebSockets.sendText(bytes, channel, new WebSocketCallback<>() {
            @Override
            public void complete(WebSocketChannel sent, Void context) {
                unsentBytes.addAndGet(-size);
            }

            @Override
            public void onError(WebSocketChannel failed, Void context, Throwable cause) {
                drop();
            }
        });
    }

    @Override
    public void close(int code, String reason) {
        WebSockets.sendClose(code, reason, channel, new WebSocketCallback<>() {
            @Override
            public void complete(WebSocketChannel sent, Void context) {
                // The peer answers with its own close frame, on which the channel closes.
            }

            @Override
            public void onError(WebSocketChannel failed, Void context, Throwable cause) {
                drop();
            }
        });
    }

    @Override
    public void drop() {
        IoUtils.safeClose(channel);
    }

    @Override
    public void execute(Runnable work) {
        if (!server.tryExecute(work)) {
            drop();
        }
    }

    private void receive(String text) {
        boolean start = false;
        boolean tooMuch;
        synchronized (lock) {
            if (gone) {
                return;
            }
            tooMuch = inbox.size() >= RpcHttpServer.WEB_SOCKET_INBOX_MAX
                    || !inbox.isEmpty() && inboxChars + text.length() > messageBytesMax;
            if (!tooMuch) {
                inbox.add(text);
                inboxChars += text.length();
                start = !delivering;
                delivering = true;
            }
        }
        if (tooMuch) {
            drop();
            return;
        }
        if (start && !server.tryExecute(this::deliver)) {
            synchronized (lock) {
                delivering = false;
            }
            drop();
        }
    }

    private void onGone() {
        server.gone(this);
        boolean start;
        synchronized (lock) {
            if (gone) {
                return;
            }
            gone = true;
            inbox.clear();
            start = !delivering;
            delivering = true;
        }
        if (start && !server.tryExecute(this::deliver)) {
            // The pool is full or ended; who listens must still learn of it.
            deliver();
        }
    }

    /** Empties the inbox. Only one thread is in here at a time, as {@link #delivering} says. */
    private void deliver() {
        for (; ; ) {
            String text;
            synchronized (lock) {
                text = inbox.poll();
                if (text == null) {
                    if (gone && !goneTold) {
                        goneTold = true;
                    } else {
                        delivering = false;
                        return;
                    }
                } else {
                    inboxChars -= text.length();
                }
            }
            try {
                if (text == null) {
                    listener.onGone();
                } else {
                    listener.onMessage(text);
                }
            } catch (RuntimeException e) {
                drop();
            }
        }
    }

    private final class Receiver extends AbstractReceiveListener {
        @Override
        protected long getMaxTextBufferSize() {
            return messageBytesMax;
        }

        @Override
        protected long getMaxBinaryBufferSize() {
            return messageBytesMax;
        }

        @Override
        protected void onFullTextMessage(WebSocketChannel from, BufferedTextMessage message) {
            receive(message.getData());
        }

        @Override
        @SuppressWarnings("deprecation")
        protected void onFullBinaryMessage(WebSocketChannel from, BufferedBinaryMessage message) {
            var pooled = message.getData();
            String text;
            try {
                text = StandardCharsets.UTF_8
                        .decode(WebSockets.mergeBuffers(pooled.getResource()))
                        .toString();
            } finally {
                pooled.free();
            }
            receive(text);
        }

        @Override
        protected void onError(WebSocketChannel from, Throwable error) {
            drop();
        }
    }
}
