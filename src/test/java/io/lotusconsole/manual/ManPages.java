package io.lotusconsole.manual;

import static io.lotusconsole.manual.ManPage.italic;

import io.lotusconsole.cli.Console;
import io.lotusconsole.support.Fixtures;
import io.lotusconsole.worker.Metric;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** All man pages by the names of their files, from the commands, the schema, the series and {@link ManualProse}. */
final class ManPages {
    /** That of the release, as the build's time stamp: pages do not change by being made again. */
    private static final String DATE = "2026-11-22";

    private static final String VERSION = "lotus-console " + Console.VERSION;
    private static final String CONFIG = "lotus-console-config(5)";
    private static final String JSON = "lotus-console-json(7)";
    private static final String METRICS = "lotus-console-metrics(7)";

    private final Map<String, ManualProse.Section> prose = ManualProse.sections("commands.txt");
    private final Map<String, String> pages = new TreeMap<>();

    private ManPages() {}

    static Map<String, String> of(List<CommandEntry> programs) {
        ManPages made = new ManPages();
        for (CommandEntry program : programs) {
            for (CommandEntry command : program.all()) {
                made.pages.put(name(command.path()) + ".1", made.command(program, command));
            }
        }
        made.pages.put("lotus-console-config.5", made.config());
        made.pages.put("lotus-console-json.7", made.json());
        made.pages.put("lotus-console-metrics.7", made.metrics());
        return made.pages;
    }

    private static String name(String path) {
        return path.replace(' ', '-');
    }

    private String command(CommandEntry program, CommandEntry command) {
        ManPage page = new ManPage(name(command.path()), 1, DATE, VERSION, command.summary());
        page.section("SYNOPSIS").text(synopsis(command));
        ManualProse.Section more = prose.get(command.path());
        if (more == null || more.examples().isEmpty()) {
            throw new AssertionError(
                    "src/man/commands.txt says nothing of `" + command.path() + "`, or has no example");
        }
        page.section("DESCRIPTION").text(more.paragraphs().get(0));
        more.paragraphs().stream().skip(1).forEach(page::paragraph);
        if (!command.description().isEmpty()) {
            page.paragraph(String.join(" ", command.description()));
        }
        if (!command.aliases().isEmpty()) {
            page.paragraph("Other names: `" + String.join("`, `", command.aliases()) + "`.");
        }
        if (!more.kinds().isEmpty()) {
            page.paragraph("Document: " + String.join(", ", more.kinds()) + ", see " + JSON + ".");
        }
        if (command.group()) {
            page.section("COMMANDS");
            command.children().forEach(child -> page.item("`" + child.name() + "`", sentence(child.summary())));
        }
        page.section("OPTIONS");
        page.text("One dash equals two. A value stands after `=` or in the next word; a switch takes `=false`.");
        command.shownFlags().forEach(flag -> page.item(tag(flag), sentence(flag.description())));
        table(page, "EXIT STATUS", "exit-status.tsv", command.path());
        table(page, "ENVIRONMENT", "environment.tsv", command.path());
        page.paragraph("All variables, files and what wins over what: " + CONFIG + ".");
        page.section("EXAMPLES");
        for (ManualProse.Example example : more.examples()) {
            page.code(example.line());
            page.paragraph(example.meaning());
        }
        page.section("SEE ALSO").text(String.join(", ", related(program, command)));
        return page.toString();
    }

    private static String sentence(String clause) {
        return Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".";
    }

    private static String synopsis(CommandEntry command) {
        StringBuilder synopsis = new StringBuilder("`" + command.path() + "` [" + italic("options") + "]");
        if (command.group()) {
            synopsis.append(' ')
                    .append(italic("command"))
                    .append(" [")
                    .append(italic("options"))
                    .append(']');
        }
        command.parameters().forEach(parameter -> synopsis.append(' ').append(italic(parameter.label())));
        return synopsis.toString();
    }

    private static String tag(Flag flag) {
        String names = "`" + String.join("`, `", flag.names()) + "`";
        return switch (flag.arity()) {
            case SWITCH -> names;
            case OPTIONAL -> names + "[=" + italic(flag.valueName()) + "]";
            case REQUIRED -> names + " " + italic(flag.valueName());
        };
    }

    private static void table(ManPage page, String title, String file, String path) {
        page.section(title);
        for (String[] row : ManualProse.table(file, 3)) {
            if (ManualProse.isAbout(row[1], path)) {
                page.item("`" + row[0] + "`", row[2]);
            }
        }
    }

    private static List<String> related(CommandEntry program, CommandEntry command) {
        TreeSet<String> pages = new TreeSet<>();
        if (command.path().contains(" ")) {
            pages.add(name(command.path().substring(0, command.path().lastIndexOf(' '))) + "(1)");
        }
        command.children().forEach(child -> pages.add(name(child.path()) + "(1)"));
        if (program == command) {
            pages.add(program.name().equals("lotus-miner") ? "lotus-worker(1)" : "lotus-miner(1)");
        }
        List<String> related = new ArrayList<>(pages);
        related.add(CONFIG);
        related.add(JSON);
        if (program.name().equals("lotus-worker")) {
            related.add(METRICS);
        }
        return related;
    }

    /** A page that is of no command, begun with what {@code pages.txt} says. */
    private static ManPage begin(String name, int section, String summary) {
        ManPage page = new ManPage(name, section, DATE, VERSION, summary);
        List<String> paragraphs = ManualProse.sections("pages.txt").get(name).paragraphs();
        page.section("DESCRIPTION").text(paragraphs.get(0));
        paragraphs.stream().skip(1).forEach(page::paragraph);
        return page;
    }

    private String config() {
        ManPage page = begin("lotus-console-config", 5, "what the Lotus proving console reads beside its command line");
        page.section("ENVIRONMENT");
        for (String[] row : ManualProse.table("environment.tsv", 3)) {
            page.item("`" + row[0] + "`", row[2]);
        }
        page.paragraph("What overrides the resources that a miner reserves for tasks, such as `WDP_32G_MAX_MEMORY`, is"
                + " listed by lotus-worker-resources(1). The proof library reads variables of its own, as with Lotus.");
        page.section("FILES");
        for (String[] row : ManualProse.table("files.tsv", 2)) {
            page.item("`" + row[0] + "`", row[1]);
        }
        page.section("SEE ALSO").text("lotus-miner(1), lotus-worker(1), " + JSON + ", " + METRICS);
        return page.toString();
    }

    private String json() {
        ManPage page = begin("lotus-console-json", 7, "documents that the Lotus proving console prints");
        String kind = null;
        for (String line : schema()) {
            String[] cells = line.split("\t", -1);
            if (!cells[0].equals(kind)) {
                kind = cells[0];
                page.section(kind.equals("*") ? "EVERY DOCUMENT" : kind.toUpperCase(Locale.ROOT));
                page.text(kind.equals("*") ? "These fields are in all of them." : printers(kind));
            }
            String unit = cells[3].isEmpty() || cells[3].equals(cells[2]) ? "" : ", " + cells[3];
            page.item("`" + cells[1] + "` (" + cells[2] + unit + ")", cells[4]);
        }
        page.section("SEE ALSO").text("lotus-miner(1), lotus-worker(1), " + CONFIG);
        return page.toString();
    }

    static List<String> schema() {
        Path table = Path.of(System.getProperty("basedir", ""), "src/main/resources/io/lotusconsole/json-schema.tsv");
        String text = Fixtures.text(table);
        return List.of(text.substring(text.indexOf('\n') + 1).split("\n"));
    }

    private String printers(String kind) {
        List<String> commands = new ArrayList<>();
        prose.forEach((path, section) -> {
            if (section.kinds().contains(kind)) {
                commands.add(name(path) + "(1)");
            }
        });
        if (commands.isEmpty()) {
            throw new AssertionError("src/man/commands.txt names no command for the document " + kind);
        }
        return "`" + kind + "`, of " + String.join(", ", commands) + ".";
    }

    private String metrics() {
        ManPage page = begin("lotus-console-metrics", 7, "series that a PoSt worker tells to Prometheus");
        page.section("SERIES");
        for (Metric metric : Metric.values()) {
            String labels = metric.labels().isEmpty() ? "no labels" : "labels " + metric.labels();
            page.item("`" + metric.series() + "` (" + metric.type().word() + ", " + labels + ")", metric.help());
        }
        page.section("SEE ALSO").text("lotus-worker(1), lotus-worker-run(1), " + CONFIG);
        return page.toString();
    }
}
