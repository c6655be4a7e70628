package io.lotusconsole.manual;

import java.util.ArrayList;
import java.util.List;

/**
 * A command, or one of the two programs, as completion and man pages know it.
 *
 * @param path the program and the words below it, {@code lotus-miner proving workers}
 * @param aliases other names of the last word
 * @param summary a clause
 * @param description lines of prose, of which help shows each on a line of its own; empty for none
 * @param flags in the order of the help
 * @param children in the order of the help; empty for a command that is no group
 * @param group whether words below it name commands
 */
public record CommandEntry(
        String path,
        List<String> aliases,
        String summary,
        List<String> description,
        List<Flag> flags,
        List<Parameter> parameters,
        List<CommandEntry> children,
        boolean group) {

    /** The last word of the path. */
    public String name() {
        return path.substring(path.lastIndexOf(' ') + 1);
    }

    /** The program it belongs to. */
    public String program() {
        int blank = path.indexOf(' ');
        return blank < 0 ? path : path.substring(0, blank);
    }

    /** The flags that are told of. */
    public List<Flag> shownFlags() {
        List<Flag> shown = new ArrayList<>();
        for (Flag flag : flags) {
            if (!flag.hidden()) {
                shown.add(flag);
            }
        }
        return shown;
    }

    /** This one and all below it, each before those below it. */
    public List<CommandEntry> all() {
        List<CommandEntry> all = new ArrayList<>();
        all.add(this);
        for (CommandEntry child : children) {
            all.addAll(child.all());
        }
        return all;
    }

    /** The path by its name and by each alias of its last word. */
    List<String> paths() {
        List<String> paths = new ArrayList<>();
        paths.add(path);
        for (String alias : aliases) {
            paths.add(path.substring(0, path.length() - name().length()) + alias);
        }
        return paths;
    }
}
