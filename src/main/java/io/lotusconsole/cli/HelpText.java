package io.lotusconsole.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Help in the layout that Lotus's users know, from picocli's model of the command. */
final class HelpText {
    /** The width every terminal has. */
    private static final int COLUMNS_MAX = 80;

    private HelpText() {}

    /**
     * <pre>
     * NAME:
     *    lotus-miner proving workers - list workers
     *
     * USAGE:
     *    lotus-miner proving workers [command options]
     *
     * OPTIONS:
     *    --help, -h  show help
     * </pre>
     */
    static String of(Arguments arguments) {
        Command command = arguments.command();
        CommandSpec spec = arguments.spec();
        StringBuilder out = new StringBuilder(1024);
        out.append("NAME:\n   ");
        appendWrapped(out, arguments.path() + " - " + command.summary(), 3);
        out.append("\nUSAGE:\n   ").append(usage(arguments)).append('\n');
        if (spec.usageMessage().description().length > 0) {
            out.append("\nDESCRIPTION:\n");
            for (String line : spec.usageMessage().description()) {
                out.append("   ").append(line).append('\n');
            }
        }
        if (spec == arguments.rootSpec()) {
            out.append("\nDESCRIPTION:\n   Other commands are handed on to the next ")
                    .append(spec.name())
                    .append(" on PATH.\n");
        }
        if (command instanceof Group group) {
            out.append("\nCOMMANDS:\n");
            List<String[]> rows = new ArrayList<>();
            for (String name : group.childNames()) {
                rows.add(new String[] {
                    names(group.child(name)), group.child(name).summary()
                });
            }
            rows.add(new String[] {"help, h", "Shows a list of commands or help for one command"});
            appendRows(out, rows);
        }
        out.append(arguments.spec() == arguments.rootSpec() ? "\nGLOBAL OPTIONS:\n" : "\nOPTIONS:\n");
        List<String[]> rows = new ArrayList<>();
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                rows.add(new String[] {names(option), String.join(" ", option.description())});
            }
        }
        appendRows(out, rows);
        return out.toString();
    }

    /** {@code lotus-miner proving deadline [command options] DEADLINE}. */
    static String usage(Arguments arguments) {
        StringBuilder usage = new StringBuilder(arguments.path());
        if (arguments.spec() == arguments.rootSpec()) {
            return usage.append(" [global options] command [command options]").toString();
        }
        usage.append(" [command options]");
        for (PositionalParamSpec parameter : arguments.spec().positionalParameters()) {
            usage.append(' ').append(parameter.paramLabel());
        }
        return usage.toString();
    }

    private static String names(Command command) {
        StringBuilder names = new StringBuilder(command.name());
        for (String alias : command.aliases()) {
            names.append(", ").append(alias);
        }
        return names.toString();
    }

    private static String names(OptionSpec option) {
        StringBuilder names = new StringBuilder();
        for (String name : option.names()) {
            names.append(names.length() == 0 ? "" : ", ").append(name);
        }
        if (option.type() != boolean.class) {
            boolean optional = option.arity().min() == 0;
            names.append(optional ? "[=" : " ").append(option.paramLabel()).append(optional ? "]" : "");
        }
        return names.toString();
    }

    private static void appendRows(StringBuilder out, List<String[]> rows) {
        int width = 0;
        for (String[] row : rows) {
            width = Math.max(width, row[0].length());
        }
        for (String[] row : rows) {
            out.append("   ").append(row[0]).append(" ".repeat(width - row[0].length() + 2));
            appendWrapped(out, row[1], width + 5);
        }
    }

    /** Appends a text from a column on, broken at spaces so that it ends before {@link #COLUMNS_MAX}. */
    private static void appendWrapped(StringBuilder out, String text, int indent) {
        int room = COLUMNS_MAX - indent;
        String rest = text;
        while (rest.length() > room && rest.lastIndexOf(' ', room) > 0) {
            int end = rest.lastIndexOf(' ', room);
            out.append(rest, 0, end).append('\n').append(" ".repeat(indent));
            rest = rest.substring(end + 1);
        }
        out.append(rest).append('\n');
    }
}
