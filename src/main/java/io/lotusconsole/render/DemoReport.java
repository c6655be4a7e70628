package io.lotusconsole.render;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.WorkerTally;
import java.util.List;

/** {@code demo}: what it did, as facts. Its text is the story that the commands tell themselves. */
public final class DemoReport implements Report {
    /** One command that was shown. @param exitStatus what it ended with */
    public record Step(String command, int exitStatus) {}

    private final String version;
    private final String address;
    private final WorkerTally workers;
    private final List<Step> steps;

    /** @param version of the embedded miner, which ends in {@code +simulated} */
    public DemoReport(String version, String address, WorkerTally workers, List<Step> steps) {
        this.version = version;
        this.address = address;
        this.workers = workers;
        this.steps = steps;
    }

    @Override
    public String kind() {
        return "Demo";
    }

    @Override
    public void paint(TextSink out, View view) {
        for (Step step : steps) {
            out.text(step.exitStatus() == 0 ? "ok      " : "failed  ")
                    .text(step.command())
                    .line();
        }
    }

    @Override
    public void paintWide(TextSink out, View view) {
        WideTable table = new WideTable("COMMAND", "EXIT STATUS");
        for (Step step : steps) {
            table.row(step.command(), Integer.toString(step.exitStatus()));
        }
        table.paint(out);
    }

    @Override
    public void write(DocumentWriter out, View view) {
        out.text("minerVersion", version);
        out.text("address", address);
        out.object("workers");
        out.integer("sealing", workers.sealing());
        out.integer("windowPoSt", workers.windowPoSt());
        out.integer("winningPoSt", workers.winningPoSt());
        out.end();
        out.array("steps");
        for (Step step : steps) {
            out.object()
                    .text("command", step.command())
                    .integer("exitStatus", step.exitStatus())
                    .end();
        }
        out.endArray();
    }
}
