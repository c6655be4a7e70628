package io.lotusconsole.render;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.ResourceTable.BadOverride;
import io.lotusconsole.proving.ResourceVariables.Variable;
import java.util.ArrayList;
import java.util.List;

/** {@code lotus-worker resources}. */
public final class ResourcesReport implements Report {
    private final List<Variable> variables;
    private final List<BadOverride> bad;

    /** @param bad the overrides among them that cannot be used */
    public ResourcesReport(List<Variable> variables, List<BadOverride> bad) {
        this.variables = variables;
        this.bad = bad;
    }

    @Override
    public String kind() {
        return "ResourceList";
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (BadOverride override : bad) {
            notes.add(override.variable() + "=" + override.value()
                    + " is not a number: a worker of ours does as if it were not set, one of Lotus takes it as 0.");
        }
        return notes;
    }

    /**
     * <pre>
     * WDP_32G_BASE_MIN_MEMORY=34359738368
     * WDP_32G_GPU_UTILIZATION=1
     * </pre>
     */
    @Override
    public void paint(TextSink out, View view) {
        for (Variable variable : variables) {
            out.text(variable.name()).text("=").remote(variable.value()).line();
        }
    }

    @Override
    public void paintWide(TextSink out, View view) {
        WideTable table = new WideTable("NAME", "VALUE", "TASK", "SECTORS", "SOURCE");
        for (Variable variable : variables) {
            table.row(
                    variable.name(),
                    out.escaped(variable.value()),
                    variable.task() == null ? null : variable.task().shortName(),
                    variable.sectorSize(),
                    variable.isSet() ? "environment" : "default");
        }
        table.paint(out);
    }

    @Override
    public void write(DocumentWriter out, View view) {
        out.array("items");
        for (Variable variable : variables) {
            out.object();
            out.text("name", variable.name());
            out.text("value", variable.value());
            out.text(
                    "taskType", variable.task() == null ? null : variable.task().wireName());
            out.text("sectorSize", variable.sectorSize());
            out.bool("set", variable.isSet());
            out.bool("usable", bad.stream().noneMatch(one -> one.variable().equals(variable.name())));
            out.end();
        }
        out.endArray();
    }
}
