package io.lotusconsole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * {@code bin/commands.sh}, from which the launcher decides before any JVM starts, is made here from the
 * command model; {@code -Dgolden.update=true} rewrites it.
 */
class CommandTableTest {
    private static final Path TABLE = Path.of("bin", "commands.sh");

    /** Commands of ours of which Lotus has subcommands that are not ours, and those subcommands. */
    private static final Map<String, Set<String>> ACTIONS = Map.of("lotus-miner info", Set.of("lotus-miner info all"));

    /** Global flags of each program that Lotus has too; all others are ours alone. */
    private static final Map<String, Set<String>> LOTUS_GLOBALS = Map.of(
            "lotus-miner",
            Set.of(
                    "actor",
                    "a",
                    "miner-repo",
                    "storagerepo",
                    "repo",
                    "panic-reports",
                    "color",
                    "vv",
                    "help",
                    "h",
                    "version",
                    "v"),
            "lotus-worker",
            Set.of(
                    "worker-repo",
                    "workerrepo",
                    "miner-repo",
                    "storagerepo",
                    "panic-reports",
                    "enable-gpu-proving",
                    "help",
                    "h",
                    "version",
                    "v"));

    /** Of the flags that Lotus has for one program only, those that both of ours have. */
    private static final Set<String> OWN_OF_THE_WORKER = Set.of("color", "vv");

    private final Map<String, String> kinds = new TreeMap<>();
    private final Set<String> values = new TreeSet<>();
    private final Set<String> switches = new TreeSet<>();
    private final Set<String> own = new TreeSet<>();

    @Test
    void theLaunchersTableIsThatOfTheModel() throws IOException {
        walk(new MinerCommands(), "lotus-miner");
        walk(new WorkerCommands(), "lotus-worker");
        for (String program : new String[] {"lotus-miner", "lotus-worker"}) {
            kinds.put(program + " " + LiveCompletion.VERB, "leaf");
        }
        readGlobals(new MinerCommands());
        readGlobals(new WorkerCommands());
        String present = Files.readString(TABLE, StandardCharsets.UTF_8);
        String made = replaced(present, "lc_command_kind() {", commandCases());
        made = replaced(made, "lc_flag_kind() {", flagCases());
        made = replaced(
                made,
                "lc_own_flag() {",
                "    case $1 in\n    " + String.join(" | ", own) + ") return 0 ;;\n    esac\n    return 1\n");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(TABLE, made);
        }
        assertEquals(made, present, "bin/commands.sh is stale: run with -Dgolden.update=true and read the diff");
    }

    private void walk(Group group, String path) {
        for (String name : group.childNames()) {
            Command command = group.child(name);
            addKind(path + " " + name, command);
            for (String alias : command.aliases()) {
                addKind(path + " " + alias, command);
            }
            if (command instanceof Group below) {
                walk(below, path + " " + name);
            }
        }
    }

    private void addKind(String path, Command command) {
        boolean action = ACTIONS.containsKey(path);
        kinds.put(path, command instanceof Group ? "group" : action ? "action" : "leaf");
        if (action) {
            ACTIONS.get(path).forEach(foreign -> kinds.put(foreign, "foreign"));
            CommandSpec spec = CommandSpec.create();
            command.describe(spec);
            for (OptionSpec option : spec.options()) {
                for (String name : option.names()) {
                    addFlag("'" + path + " -" + bare(name) + "'", option);
                }
            }
        }
    }

    private void readGlobals(Group program) {
        Set<String> ofLotus = LOTUS_GLOBALS.get(program.name());
        CommandSpec root = CommandSpec.create();
        GlobalOptions.describe(root, program, true, true);
        for (OptionSpec option : root.options()) {
            for (String name : option.names()) {
                String flag = bare(name);
                boolean everywhere = !ofLotus.contains(flag) && !OWN_OF_THE_WORKER.contains(flag)
                        || flag.equals("help")
                        || flag.equals("h");
                addFlag((everywhere ? "*' -" : "'" + program.name() + " -") + flag + "'", option);
                if (!ofLotus.contains(flag) && !OWN_OF_THE_WORKER.contains(flag)) {
                    own.add(flag);
                }
            }
        }
    }

    /** A value in the next word; a flag whose value may only follow {@code =} is a switch to the launcher. */
    private void addFlag(String pattern, OptionSpec option) {
        boolean value = option.type() != boolean.class && option.arity().min() > 0;
        (value ? values : switches).add(pattern);
    }

    private static String bare(String name) {
        return name.startsWith("--") ? name.substring(2) : name.substring(1);
    }

    private String commandCases() {
        StringBuilder out = new StringBuilder("    case $1 in\n");
        for (String kind : new String[] {"group", "leaf", "action", "foreign"}) {
            Set<String> patterns = new TreeSet<>();
            kinds.forEach((path, itsKind) -> {
                if (itsKind.equals(kind)) {
                    patterns.add("'" + path + "'");
                }
            });
            appendCase(out, patterns, kind);
        }
        return out.append("    *)\n        lc_kind= ;;\n    esac\n").toString();
    }

    private String flagCases() {
        StringBuilder out = new StringBuilder("    case \"$1 -$2\" in\n");
        appendCase(out, values, "value");
        appendCase(out, switches, "switch");
        return out.append("    *)\n        lc_kind= ;;\n    esac\n").toString();
    }

    private static void appendCase(StringBuilder out, Set<String> patterns, String kind) {
        out.append("    ").append(String.join(" | \\\n    ", patterns));
        out.append(")\n        lc_kind=").append(kind).append(" ;;\n");
    }

    /** The table with the body of one function replaced. */
    private static String replaced(String table, String function, String body) {
        int start = table.indexOf("\n" + function + "\n") + function.length() + 2;
        int end = table.indexOf("\n}\n", start) + 1;
        return table.substring(0, start) + body + table.substring(end);
    }
}
