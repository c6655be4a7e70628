package io.lotusconsole.render;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.proving.ParameterFile;
import io.lotusconsole.proving.ParameterState;
import java.util.List;
import java.util.Locale;

/** {@code lotus-worker fetch-params}: the parameter files a prover needs, and which of them are there. */
public final class ParametersReport implements Report {
    private final String directory;
    private final List<ParameterState> states;

    public ParametersReport(String directory, List<ParameterState> states) {
        this.directory = directory;
        this.states = states;
    }

    @Override
    public String kind() {
        return "ParameterList";
    }

    /**
     * <pre>
     * /var/tmp/filecoin-proof-parameters
     * WinningPoSt  32GiB  parameters     good     183.2 MiB
     * WinningPoSt  32GiB  verifying key  good     13.32 KiB
     * WindowPoSt   32GiB  parameters     missing  -
     * </pre>
     */
    @Override
    public void paint(TextSink out, View view) {
        out.text(out.escaped(directory)).line();
        TextTable table = new TextTable();
        for (ParameterState state : states) {
            table.row(
                    role(state.file()),
                    sectorSize(state.file()),
                    content(state.file()),
                    state.verdict().words(),
                    size(state));
        }
        table.paint(out);
    }

    @Override
    public void paintWide(TextSink out, View view) {
        WideTable table = new WideTable("POST", "SECTORS", "CONTENT", "STATE", "SIZE", "DIGEST", "CID", "PATH");
        for (ParameterState state : states) {
            table.row(
                    role(state.file()),
                    sectorSize(state.file()),
                    content(state.file()),
                    state.verdict().words(),
                    size(state),
                    state.file().digestHex(),
                    state.file().cid(),
                    out.escaped(state.path()));
        }
        table.paint(out);
    }

    @Override
    public void write(DocumentWriter out, View view) {
        out.text("directory", directory);
        out.array("items");
        for (ParameterState state : states) {
            ParameterFile file = state.file();
            out.object();
            out.text("name", file.name());
            out.text("post", role(file));
            out.integer("sectorSizeBytes", file.sectorSizeBytes());
            out.bool("verifyingKey", file.isVerifyingKey());
            out.text("cid", file.cid());
            out.text("digest", file.digestHex());
            out.text("path", state.path());
            out.text("state", state.verdict().name().toLowerCase(Locale.ROOT));
            out.integer("sizeBytes", state.sizeBytes() < 0 ? null : (Long) state.sizeBytes());
            out.end();
        }
        out.endArray();
    }

    private static String role(ParameterFile file) {
        return file.kind().isPresent() ? file.kind().get().title() : null;
    }

    private static String content(ParameterFile file) {
        return file.isVerifyingKey() ? "verifying key" : "parameters";
    }

    /** Sector sizes are powers of two: {@code 32GiB}. */
    private static String sectorSize(ParameterFile file) {
        return Numbers.size(file.sectorSizeBytes()).replace(" ", "");
    }

    private static String size(ParameterState state) {
        return state.sizeBytes() < 0 ? "-" : Numbers.size(state.sizeBytes());
    }
}
