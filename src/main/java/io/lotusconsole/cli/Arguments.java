package io.lotusconsole.cli;

import io.lotusconsole.render.Style;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Reads the words of a command line by Go's rules (urfave/cli v2) and builds picocli's model of the
 * commands on the way, and of no others. The model is what help, completion and man pages are made from;
 * picocli's own parser is not used, for its rules are not Go's.
 *
 * <p>One dash equals two; a value stands after {@code =} or in the next word; booleans take a value only
 * after {@code =}; {@code --} ends the flags. Flags stand before the parameters in Lotus's style; in
 * ours they may stand anywhere. Nothing is done here but reading.
 */
final class Arguments {
    private final Surroundings surroundings;

    /** Longest name of each flag that was given to its value; of one given twice, the later, or both if it may be. */
    private final Map<String, String> values = new HashMap<>();

    /** Longest name of each flag with a value to the name it was given by, without dashes. */
    private final Map<String, String> givenNames = new HashMap<>();

    private final List<String> parameters = new ArrayList<>();
    private final StringBuilder path;

    private Style style;
    private String styleAsked;
    private Command command;
    private CommandSpec rootSpec;
    private CommandSpec spec;
    private boolean helpAsked;

    /** Help was asked for by flag, not by word. */
    private boolean helpFlag;

    private boolean versionAsked;

    /** Lotus refuses two names of one flag on a line: the name each was given by. */
    private final Map<OptionSpec, String> givenAs = new HashMap<>();

    /** A line of which nothing is read yet. */
    Arguments(Group root, Surroundings surroundings) throws UsageException {
        this.surroundings = surroundings;
        this.path = new StringBuilder(surroundings.program());
        this.command = root;
        this.rootSpec = CommandSpec.create();
        this.spec = rootSpec;
        rootSpec.name(surroundings.program());
        GlobalOptions.describe(rootSpec, root, true, true);
        this.style = GlobalOptions.style(null, surroundings);
    }

    /** The command's whole name, {@code lotus-miner proving workers}. */
    String path() {
        return path.toString();
    }

    Style style() {
        return style;
    }

    Command command() {
        return command;
    }

    CommandSpec rootSpec() {
        return rootSpec;
    }

    /** The spec of {@link #command}. */
    CommandSpec spec() {
        return spec;
    }

    /** The value of a flag, {@code true} for a boolean; null if it was not given. */
    String value(String longestName) {
        return values.get(longestName);
    }

    /** The name that a flag with a value was given by, without dashes; null if it was not given. */
    String givenName(String longestName) {
        return givenNames.get(longestName);
    }

    /** Whether a boolean flag was given, and not as {@code =false}. */
    boolean has(String longestName) {
        return "true".equals(values.get(longestName));
    }

    List<String> parameters() {
        return parameters;
    }

    boolean isHelpAsked() {
        return helpAsked;
    }

    boolean isVersionAsked() {
        return versionAsked;
    }

    /** Reads the whole line. Where it fails, what was read up to there stays. */
    void read(List<String> words) throws UsageException, UnknownCommandException {
        boolean flagsEnded = false;
        int i = 0;
        while (i < words.size()) {
            String word = words.get(i++);
            if (!flagsEnded && word.equals("--")) {
                flagsEnded = true;
            } else if (!flagsEnded && word.length() > 1 && word.charAt(0) == '-') {
                String next = i < words.size() ? words.get(i) : null;
                if (readFlag(word, next)) {
                    i++;
                }
            } else if (command instanceof Group group) {
                descend(group, word);
            } else if (!flagsEnded && parameters.isEmpty() && isHelp(word)) {
                helpAsked = true;
            } else {
                parameters.add(word);
                // Lotus's own rule; ours lets flags follow.
                flagsEnded |= style == Style.LOTUS;
            }
        }
    }

    /** Whether the command takes parameters at all; Lotus ignores those of the others. */
    boolean takesParameters() {
        return !spec.positionalParameters().isEmpty();
    }

    private static boolean isHelp(String word) {
        return word.equals("help") || word.equals("h");
    }

    private void descend(Group group, String word) throws UnknownCommandException, UsageException {
        if (isHelp(word)) {
            helpAsked = true;
            return;
        }
        Command child = group.child(word);
        if (child == null && helpFlag && style == Style.LOTUS) {
            throw new UsageException("No help topic for '" + word + "'", null);
        }
        if (child == null) {
            throw new UnknownCommandException(word);
        }
        command = child;
        path.append(' ').append(child.name());
        CommandSpec childSpec = CommandSpec.create();
        childSpec.name(child.name());
        child.describe(childSpec);
        GlobalOptions.describe(childSpec, child, false, style == Style.CLASSIC);
        spec = childSpec;
        givenAs.clear();
    }

    /** Reads a flag. True if it took the next word as its value. */
    private boolean readFlag(String word, String next) throws UsageException {
        int dashes = word.startsWith("--") ? 2 : 1;
        int equals = word.indexOf('=');
        String name = word.substring(dashes, equals < 0 ? word.length() : equals);
        String attached = equals < 0 ? null : word.substring(equals + 1);
        OptionSpec option = find(name);
        if (option == null) {
            throw UsageException.ofFlag(
                    "flag provided but not defined: -" + name, "`" + path + " --help` lists the flags.");
        }
        String earlier = givenAs.putIfAbsent(option, name);
        if (style == Style.LOTUS && earlier != null && !earlier.equals(name)) {
            throw UsageException.ofFlag("Cannot use two forms of the same flag: " + name + " " + earlier, null);
        }
        if (option.usageHelp()) {
            helpAsked = true;
            helpFlag = true;
            return false;
        }
        String canonicalName = option.longestName();
        if (option.type() == boolean.class) {
            addBoolean(option, canonicalName, name, attached);
            return false;
        }
        boolean taken = false;
        String value = attached;
        if (value == null && option.arity().min() == 0) {
            if (next != null && Intervals.isWithUnit(next)) {
                // Nobody means a look every 10 s and a parameter "30s".
                throw UsageException.ofFlag(
                        "flag --" + name + " takes its time after an equals sign",
                        "Write --" + name + "=" + next + ".");
            }
            value = option.fallbackValue();
        } else if (value == null) {
            if (next == null) {
                throw UsageException.ofFlag("flag needs an argument: -" + name, null);
            }
            value = next;
            taken = true;
        }
        String before = option.type() == List.class ? values.get(canonicalName) : null;
        values.put(canonicalName, before == null ? value : before + "," + value);
        givenNames.put(canonicalName, name);
        if (canonicalName.equals("--style")) {
            styleAsked = value;
            style = GlobalOptions.style(styleAsked, surroundings);
        }
        return taken;
    }

    private void addBoolean(OptionSpec option, String canonicalName, String name, String attached)
            throws UsageException {
        boolean value = attached == null || parseBoolean(attached, name);
        if (canonicalName.equals("--version")) {
            versionAsked |= value;
        } else {
            values.put(canonicalName, Boolean.toString(value));
        }
    }

    private OptionSpec find(String name) {
        OptionSpec option = name.isEmpty() ? null : spec.findOption("--" + name);
        return option != null || name.length() != 1 ? option : spec.findOption("-" + name);
    }

    private static boolean parseBoolean(String value, String name) throws UsageException {
        switch (value) {
            case "1", "t", "T", "TRUE", "true", "True" -> {
                return true;
            }
            case "0", "f", "F", "FALSE", "false", "False" -> {
                return false;
            }
            default ->
                throw UsageException.ofFlag(
                        "invalid boolean value \"" + value + "\" for -" + name + ": parse error", null);
        }
    }
}
