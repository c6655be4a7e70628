package io.lotusconsole.worker;

import io.lotusconsole.json.DocumentFormat;
import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.rpc.RpcFault;
import io.lotusconsole.rpc.RpcReply;
import java.io.StringWriter;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A reply that keeps how its call ended: the result as JSON, {@code dropped}, or {@code fault: …}. */
final class HeldReply implements RpcReply {
    final CompletableFuture<String> ended = new CompletableFuture<>();
    private final boolean delivers;
    volatile boolean isGone;

    HeldReply() {
        this(true);
    }

    /** @param delivers whether the caller is still there */
    HeldReply(boolean delivers) {
        this.delivers = delivers;
    }

    @Override
    public boolean succeed(Consumer<DocumentWriter> result) {
        StringWriter text = new StringWriter();
        try (DocumentWriter out = new DocumentWriter(text, DocumentFormat.NDJSON)) {
            result.accept(out);
        }
        ended.complete(text.toString().strip());
        return delivers;
    }

    @Override
    public boolean fail(RpcFault fault) {
        ended.complete("fault: " + fault.getMessage());
        return delivers;
    }

    @Override
    public boolean isCallerGone() {
        return isGone;
    }

    @Override
    public void drop() {
        ended.complete("dropped");
    }
}
