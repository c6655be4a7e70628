package io.lotusconsole.cli;

import io.lotusconsole.lotus.CallTimeouts;
import io.lotusconsole.lotus.ProvingSurvey;
import io.lotusconsole.render.Style;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options every command has: their definition, and their values resolved once. */
final class GlobalOptions {
    private static final List<String> TRUTHS = List.of("true", "false");
    private static final List<String> STYLES = List.of("classic", "lotus");
    private static final List<String> FORMATS = List.of("text", "wide", "json", "yaml", "ndjson");

    private static final String DEFAULT_WATCH = "10s";

    final Style style;
    final OutputFormat format;

    /** What the user said about colour; null to let the terminal decide. */
    final Boolean colour;

    /** Milliseconds between looks; 0 for one look. */
    final long watchMillis;

    final CallTimeouts timeouts;

    /** What {@code --timeout} says; 0 for no limit, and if it was not given. */
    final long timeoutMillis;

    /** The actor to show instead of the miner's own; null for that. */
    final String actor;

    final Path minerRepository;
    final boolean minerRepositoryAsked;

    /** Says that the directory was given by a former name; null if it was not. */
    final String minerRepositoryNote;

    final Path workerRepository;
    final boolean workerRepositoryAsked;

    /** As {@link #minerRepositoryNote}. */
    final String workerRepositoryNote;

    final Path nodeRepository;
    final boolean nodeRepositoryAsked;

    /** PEM file with the certificates to trust; null for the JDK's. */
    final Path certificates;

    /** Calls to the full node at a time. */
    final int chainCallsAtOnce;

    final boolean verbose;
    final boolean debug;

    private GlobalOptions(Arguments parsed, Surroundings surroundings, Style style) throws UsageException {
        this.style = style;
        String output = parsed.value("--output");
        this.format = output == null ? OutputFormat.TEXT : OutputFormat.parse(output);
        this.colour = colour(parsed);
        this.watchMillis = watchMillis(parsed);
        String timeout = parsed.value("--timeout");
        this.timeoutMillis = timeout == null ? 0 : Intervals.millis(timeout, "--timeout");
        this.timeouts = timeout == null ? CallTimeouts.DEFAULT : CallTimeouts.all(timeoutMillis);
        this.actor = actor(parsed.value("--actor"));
        String minerRepo = parsed.value("--storagerepo");
        this.minerRepositoryAsked = minerRepo != null;
        this.minerRepository =
                directory(surroundings, minerRepo, "LOTUS_MINER_PATH", "LOTUS_STORAGE_PATH", "~/.lotusminer");
        this.minerRepositoryNote = note(
                parsed.givenName("--storagerepo"),
                "storagerepo",
                "miner-repo",
                surroundings,
                "LOTUS_STORAGE_PATH",
                "LOTUS_MINER_PATH");
        String workerRepo = parsed.value("--worker-repo");
        this.workerRepositoryAsked = workerRepo != null;
        this.workerRepository =
                directory(surroundings, workerRepo, "LOTUS_WORKER_PATH", "WORKER_PATH", "~/.lotusworker");
        this.workerRepositoryNote = note(
                parsed.givenName("--worker-repo"),
                "workerrepo",
                "worker-repo",
                surroundings,
                "WORKER_PATH",
                "LOTUS_WORKER_PATH");
        String nodeRepo = parsed.value("--repo");
        this.nodeRepositoryAsked = nodeRepo != null;
        this.nodeRepository = directory(surroundings, nodeRepo, "LOTUS_PATH", null, "~/.lotus");
        String pem = parsed.value("--cacert");
        this.certificates = pem == null ? null : Path.of(pem);
        this.chainCallsAtOnce = chainCallsAtOnce(surroundings);
        this.verbose = parsed.has("--verbose");
        this.debug = parsed.has("--debug");
    }

    static GlobalOptions resolve(Arguments parsed, Surroundings surroundings, Style style) throws UsageException {
        return new GlobalOptions(parsed, surroundings, style);
    }

    /** The style, which must be known before the command is parsed: by its option, else the environment. */
    static Style style(String asked, Surroundings surroundings) throws UsageException {
        String text = asked != null ? asked : surroundings.variable("LOTUS_CONSOLE_STYLE");
        if (text == null || text.equals("classic")) {
            return Style.CLASSIC;
        }
        if (text.equals("lotus")) {
            return Style.LOTUS;
        }
        throw UsageException.ofFlag(
                "unknown style \"" + text + "\"" + (asked == null ? " in LOTUS_CONSOLE_STYLE" : ""),
                "One of classic, lotus.");
    }

    /**
     * Adds the options to a command.
     *
     * @param root before the command word, where Lotus's own short forms hold
     * @param ours whether our own options are taken, which {@code --style lotus} refuses after the command
     */
    static void describe(CommandSpec spec, Command command, boolean root, boolean ours) {
        boolean asking = command.isAskingNodes();
        boolean reporting = command.isReporting();
        if (root) {
            describeRoot(spec, command);
        }
        if (root || ours) {
            spec.addOption(flag("print each call with its time on stderr", "--verbose", "--vv"));
            spec.addOption(flag("never use color", "--no-color"));
            spec.addOption(flag("print the stack trace of an error", "--debug"));
        }
        if (root || ours && reporting) {
            spec.addOption(oneOf(STYLES, "STYLE", "classic (default) or lotus (LOTUS_CONSOLE_STYLE)", "--style"));
            spec.addOption(oneOf(FORMATS, "FORMAT", "text (default), wide, json, yaml or ndjson", "--output", "-o"));
        }
        if (asking && (root || ours)) {
            spec.addOption(text("TIME", "time limit of every call, such as 30s; 0 for none", "--timeout"));
            spec.addOption(text("FILE", "trust the certificates of this PEM file", "--cacert"));
        }
        if (root && asking && !command.isAskingWorker() || ours && command.isWatchable()) {
            spec.addOption(OptionSpec.builder("--watch")
                    .arity("0..1")
                    .fallbackValue(DEFAULT_WATCH)
                    .type(String.class)
                    .paramLabel("TIME")
                    .description("look again every TIME (" + DEFAULT_WATCH + ")")
                    .build());
        }
        if (!root && ours && asking && command.isAskingWorker()) {
            spec.addOption(text("DIR", "the worker's repository", "--worker-repo", "--workerrepo"));
        } else if (!root && ours && asking) {
            if (reporting) {
                spec.addOption(text("ADDRESS", "query this actor instead of the miner's own", "--actor"));
            }
            spec.addOption(text("DIR", "the miner's repository", "--miner-repo", "--storagerepo"));
        }
        if (!root && ours && reporting) {
            spec.addOption(onOrOff("use color whatever standard output is", "--color"));
        }
        spec.addOption(OptionSpec.builder("--help", "-h")
                .usageHelp(true)
                .type(boolean.class)
                .description("show help")
                .build());
    }

    /** The options that Lotus has before the command word. */
    private static void describeRoot(CommandSpec spec, Command root) {
        if (root.isAskingWorker()) {
            spec.addOption(text(
                    "DIR",
                    "the worker's repository (LOTUS_WORKER_PATH; ~/.lotusworker)",
                    "--worker-repo",
                    "--workerrepo"));
            spec.addOption(hidden(text("DIR", "the miner's repository", "--miner-repo", "--storagerepo")));
            spec.addOption(hidden(flag("taken for Lotus's sake", "--enable-gpu-proving")));
        } else {
            spec.addOption(text("ADDRESS", "query this actor instead of the miner's own", "--actor", "-a"));
            spec.addOption(text(
                    "DIR",
                    "the miner's repository (LOTUS_MINER_PATH; ~/.lotusminer)",
                    "--miner-repo",
                    "--storagerepo"));
            spec.addOption(hidden(text("DIR", "the full node's repository (LOTUS_PATH; ~/.lotus)", "--repo")));
        }
        spec.addOption(hidden(text("DIR", "taken for Lotus's sake; nothing is written", "--panic-reports")));
        spec.addOption(onOrOff("use color whatever standard output is (--color=false: never)", "--color"));
        spec.addOption(flag("print the version", "--version", "-v"));
    }

    /** An option that may be given several times; its value is all of them, joined by commas. */
    static OptionSpec texts(String label, String description, String name) {
        return OptionSpec.builder(name)
                .type(List.class)
                .arity("1")
                .paramLabel(label)
                .description(description)
                .build();
    }

    static OptionSpec text(String label, String description, String name, String... aliases) {
        return oneOf(null, label, description, name, aliases);
    }

    /**
     * An option with a value that completion knows.
     *
     * @param values all of them, or {@link LiveCandidates}; null if only the user knows
     */
    static OptionSpec oneOf(Iterable<String> values, String label, String description, String name, String... aliases) {
        return builder(name, aliases)
                .type(String.class)
                .arity("1")
                .paramLabel(label)
                .description(description)
                .completionCandidates(values)
                .build();
    }

    static OptionSpec flag(String description, String name, String... aliases) {
        return builder(name, aliases)
                .type(boolean.class)
                .arity("0")
                .description(description)
                .build();
    }

    /** A flag of which {@code =false} means something else than leaving it out. */
    static OptionSpec onOrOff(String description, String name) {
        return builder(name)
                .type(boolean.class)
                .arity("0")
                .description(description)
                .completionCandidates(TRUTHS)
                .build();
    }

    private static OptionSpec.Builder builder(String name, String... aliases) {
        String[] names = new String[aliases.length + 1];
        names[0] = name;
        System.arraycopy(aliases, 0, names, 1, aliases.length);
        return OptionSpec.builder(names);
    }

    static OptionSpec hidden(OptionSpec option) {
        return option.toBuilder().hidden(true).build();
    }

    /** From LOTUS_CONSOLE_CHAIN_CALLS, for full nodes that are better asked one thing at a time. */
    private static int chainCallsAtOnce(Surroundings surroundings) throws UsageException {
        String text = surroundings.variable("LOTUS_CONSOLE_CHAIN_CALLS");
        if (text == null) {
            return ProvingSurvey.CHAIN_CALLS_MAX;
        }
        if (text.length() == 1 && text.charAt(0) >= '1' && text.charAt(0) <= '0' + ProvingSurvey.CHAIN_CALLS_MAX) {
            return text.charAt(0) - '0';
        }
        throw new UsageException(
                "LOTUS_CONSOLE_CHAIN_CALLS is not a number from 1 to " + ProvingSurvey.CHAIN_CALLS_MAX,
                "Unset it for " + ProvingSurvey.CHAIN_CALLS_MAX + ".");
    }

    private static long watchMillis(Arguments parsed) throws UsageException {
        String watch = parsed.value("--watch");
        if (watch == null) {
            return 0;
        }
        if (!parsed.command().isWatchable()) {
            throw UsageException.ofFlag(
                    "flag --watch is not for " + parsed.path(), "It is for what lists workers or chain state.");
        }
        long millis = Intervals.millis(watch.isEmpty() ? DEFAULT_WATCH : watch, "--watch");
        if (millis == 0) {
            throw UsageException.ofFlag(
                    "invalid value \"" + watch + "\" for flag --watch", "Leave it out for one look.");
        }
        return millis;
    }

    private static Boolean colour(Arguments parsed) {
        if (parsed.has("--no-color")) {
            return false;
        }
        return parsed.value("--color") == null ? null : (Boolean) parsed.has("--color");
    }

    private static String actor(String address) throws UsageException {
        if (address == null || address.isEmpty()) {
            return null;
        }
        boolean good = address.length() > 2 && (address.charAt(0) == 'f' || address.charAt(0) == 't');
        for (int i = 1; i < address.length(); i++) {
            char c = address.charAt(i);
            good &= c >= '0' && c <= '9' || c >= 'a' && c <= 'z';
        }
        if (!good || address.charAt(1) > '4') {
            throw UsageException.ofFlag("--actor is not an address", "Write it as f01234.");
        }
        return address;
    }

    /** Says that a repository was named in a former way; null if it was not. */
    private static String note(
            String given,
            String formerFlag,
            String flag,
            Surroundings surroundings,
            String formerVariable,
            String variable) {
        if (given != null) {
            return given.equals(formerFlag) ? "--" + formerFlag + " is deprecated; use --" + flag + "." : null;
        }
        return surroundings.variable(variable) == null && surroundings.variable(formerVariable) != null
                ? formerVariable + " is deprecated; use " + variable + "."
                : null;
    }

    private static Path directory(
            Surroundings surroundings, String asked, String variable, String deprecated, String byDefault) {
        String text = asked;
        if (text == null) {
            text = surroundings.variable(variable);
        }
        if (text == null && deprecated != null) {
            text = surroundings.variable(deprecated);
        }
        if (text == null) {
            text = byDefault;
        }
        return Path.of(atHome(text, surroundings));
    }

    /** A path of which a leading {@code ~} is the user's home, as Lotus reads them. */
    static String atHome(String text, Surroundings surroundings) {
        if (!text.equals("~") && !text.startsWith("~/")) {
            return text;
        }
        String home = surroundings.variable("HOME");
        return (home == null ? System.getProperty("user.home") : home) + text.substring(1);
    }
}
