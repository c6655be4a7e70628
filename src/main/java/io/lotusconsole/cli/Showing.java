package io.lotusconsole.cli;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.render.Printable;
import io.lotusconsole.render.Report;
import io.lotusconsole.render.TextSink;
import io.lotusconsole.render.View;
import io.lotusconsole.rpc.RpcException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Shows a command's report in the form that was asked for, once or again and again. */
final class Showing {
    private Showing() {}

    /** Asks the nodes and makes the report. */
    interface Ask {
        Report ask() throws RpcException, ApiInfoException, UsageException;
    }

    static int show(Invocation in, Ask ask) throws RpcException, ApiInfoException, UsageException {
        return in.options().watchMillis > 0 ? new WatchLoop(in, ask).run() : once(in, ask.ask());
    }

    static int once(Invocation in, Report report) {
        draw(in, report, in.surroundings().clock().instant(), in.output().out(), View.UNBOUNDED);
        in.output().flush();
        return finish(in, report);
    }

    /**
     * Writes the report to a writer, in the form that was asked for.
     *
     * @param now what ages in it are told for: for one that is drawn again later, when it came
     * @param columns those of the terminal it is drawn on in place, or {@link View#UNBOUNDED}
     */
    static void draw(Invocation in, Report report, Instant now, Writer out, int columns) {
        View view = new View(in.options().style, now, in.surroundings().zone(), columns);
        OutputFormat format = in.options().format;
        if (format.document() != null) {
            try (DocumentWriter document = new DocumentWriter(out, format.document())) {
                document.object();
                document.text("apiVersion", Report.API_VERSION);
                document.text("kind", report.kind());
                document.time("generatedAt", view.now());
                report.write(document, view);
                document.texts(
                        "missing", report.missing().isEmpty() ? List.of() : Shortfall.sentences(report.missing()));
                document.end();
            }
            return;
        }
        TextSink sink = new TextSink(out, colour(in), escaping(in));
        if (format == OutputFormat.WIDE) {
            report.paintWide(sink, view);
        } else {
            report.paint(sink, view);
        }
    }

    /** Says on stderr what belongs to the report but is no part of it, and gives the exit status. */
    static int finish(Invocation in, Report report) {
        if (!in.isLotus()) {
            for (String line : remarks(report)) {
                in.output().complain(line);
            }
        }
        return report.missing().isEmpty() ? ExitStatus.DONE : ExitStatus.PARTIAL;
    }

    /** What is said beside a report in our style. */
    static List<String> remarks(Report report) {
        List<String> lines = new ArrayList<>();
        if (!report.missing().isEmpty()) {
            // Apart, for its lambdas: a report that has notes alone is on the lean path (design, decision 3).
            lines.addAll(Shortfall.of(report.missing()));
        }
        for (String note : report.notes()) {
            lines.add("note: " + Printable.escape(note));
        }
        return lines;
    }

    /** Lotus's order: NO_COLOR, the flag, GOLOG_LOG_FMT, the terminal. */
    private static boolean colour(Invocation in) {
        if (in.surroundings().variable("NO_COLOR") != null) {
            return false;
        }
        if (in.options().colour != null) {
            return in.options().colour;
        }
        return "color".equals(in.surroundings().variable("GOLOG_LOG_FMT"))
                || in.surroundings().stdoutIsTerminal();
    }

    /** Control characters of the peer are written raw only where Lotus's bytes are asked for in a pipe. */
    private static TextSink.Escaping escaping(Invocation in) {
        if (!in.isLotus()) {
            return TextSink.Escaping.ALL;
        }
        return in.surroundings().stdoutIsTerminal() ? TextSink.Escaping.ALL_BUT_TAB : TextSink.Escaping.NONE;
    }
}
