package io.lotusconsole.support;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A reply as a real server sent it.
 *
 * @param method the call that it answered, as on the wire
 * @param text the whole reply
 * @param error whether it is an error object
 */
public record WireReply(String method, String text, boolean error) {

    /** Every distinct reply of all recordings, and the oracle's statistics as replies, in a fixed order. */
    public static List<WireReply> recorded() {
        Set<WireReply> replies = new LinkedHashSet<>();
        for (String folder : RecordedFolder.names()) {
            for (Exchange exchange : RecordedFolder.of(folder).exchanges()) {
                // Replies that differ only in the id would drown the rest.
                replies.add(new WireReply(
                        exchange.method(),
                        exchange.reply().withId("1"),
                        exchange.reply().errorCode() != null));
            }
        }
        for (Path folder : Fixtures.list(Fixtures.path("oracle"))) {
            String stats = Fixtures.text(folder.resolve("worker-stats.json"));
            replies.add(
                    new WireReply("Filecoin.WorkerStats", Reply.result(stats).withId("1"), false));
        }
        return new ArrayList<>(replies);
    }
}
