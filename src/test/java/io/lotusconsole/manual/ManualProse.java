package io.lotusconsole.manual;

import io.lotusconsole.support.Fixtures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code src/man} says beside the commands themselves. */
final class ManualProse {
    private static final Path FOLDER = Path.of(System.getProperty("basedir", ""), "src", "man");

    private ManualProse() {}

    /** A line to type, and what it does. */
    record Example(String line, String meaning) {}

    /** @param kinds of the documents that a command prints */
    record Section(List<String> paragraphs, List<String> kinds, List<Example> examples) {}

    /** What a file says under each heading, in its order. */
    static Map<String, Section> sections(String file) {
        Map<String, Section> sections = new LinkedHashMap<>();
        Section section = null;
        String example = null;
        for (String line : Fixtures.text(FOLDER.resolve(file)).split("\n")) {
            if (line.startsWith("## ")) {
                section = new Section(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
                if (sections.put(line.substring(3), section) != null) {
                    throw new AssertionError("twice in " + file + ": " + line);
                }
            } else if (section == null || line.isBlank()) {
                continue;
            } else if (line.startsWith("kind: ")) {
                section.kinds().addAll(List.of(line.substring(6).split(", ")));
            } else if (line.startsWith("> ")) {
                example = line.substring(2);
            } else if (example != null) {
                section.examples().add(new Example(example, line));
                example = null;
            } else {
                section.paragraphs().add(line);
            }
        }
        return sections;
    }

    /** The rows of a table without its head, each with so many cells. */
    static List<String[]> table(String file, int cells) {
        List<String[]> rows = new ArrayList<>();
        String[] lines = Fixtures.text(FOLDER.resolve(file)).split("\n");
        for (int i = 1; i < lines.length; i++) {
            String[] row = lines[i].split("\t", -1);
            if (row.length != cells || row[cells - 1].isEmpty()) {
                throw new AssertionError("not a row of " + file + ": " + lines[i]);
            }
            rows.add(row);
        }
        return rows;
    }

    /** Whether the cell, of paths with a comma between them, names a command or a group that it is in. */
    static boolean isAbout(String cell, String path) {
        for (String named : cell.split(", ")) {
            if (named.equals("*") || path.equals(named) || !named.isEmpty() && path.startsWith(named + " ")) {
                return true;
            }
        }
        return false;
    }
}
