package io.lotusconsole.render;

import io.lotusconsole.json.DocumentWriter;
import java.util.List;

/** {@code proving recover-faults}. */
public final class RecoveryReport implements Report {
    /** One message and what became of it. @param exitCode 0 if it did what it should */
    public record Message(String cid, long exitCode) {
        public boolean isGood() {
            return exitCode == 0;
        }
    }

    private final List<Message> messages;

    public RecoveryReport(List<Message> messages) {
        this.messages = messages;
    }

    @Override
    public String kind() {
        return "FaultRecovery";
    }

    /** Nothing on success, as Lotus has it; a line for each message that failed. */
    @Override
    public void paint(TextSink out, View view) {
        for (Message message : messages) {
            if (message.isGood()) {
                continue;
            }
            if (view.isLotus()) {
                // Two formatting accidents of Lotus, kept to the letter (quirk Q29).
                out.text("Failed to execute the message %w Failed to execute message ")
                        .remote(message.cid());
                out.text(": %!w(string=")
                        .text(ExitCodes.text(message.exitCode()))
                        .text(")\n");
            } else {
                out.text("Message ").remote(message.cid()).text(" failed: ");
                out.text(ExitCodes.text(message.exitCode())).line();
            }
        }
    }

    @Override
    public void paintWide(TextSink out, View view) {
        WideTable table = new WideTable("MESSAGE", "RESULT");
        for (Message message : messages) {
            table.row(out.escaped(message.cid()), ExitCodes.text(message.exitCode()));
        }
        table.paint(out);
    }

    @Override
    public void write(DocumentWriter out, View view) {
        out.array("items");
        for (Message message : messages) {
            out.object();
            out.text("messageCid", message.cid());
            out.integer("exitCode", message.exitCode());
            out.text("exitName", ExitCodes.name(message.exitCode()));
            out.end();
        }
        out.endArray();
    }
}
