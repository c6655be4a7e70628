package io.lotusconsole.manual;

import java.util.ArrayList;
import java.util.List;

/** Completion for fish, with descriptions: a {@code complete -c} line a command, flag and parameter. */
public final class FishScript {
    private static final String HEAD = """
            # Completion of @program@ for fish. Made from the commands of the program, and printed by
            # `@program@ completion fish`. Not to be edited.

            # Whether the value of the flag $argv[2], without dashes, at the path $argv[1] is the next word.
            function @f@_takes_value
                switch "$argv[1] -$argv[2]"
                    case @valued@
                        return 0
                end
                return 1
            end

            # Prints the path $argv[1] by the names of its commands. False if there is no such path.
            function @f@_path
                switch $argv[1]
                    case @paths@
                        echo $argv[1]
            @aliases@        case '*'
                        return 1
                end
            end

            # Whether the words before the cursor lead to the path $argv[1] and, with a second word, to no parameter
            # yet. The path `foreign` is that of a command of the next program of this name.
            function @f@_at
                set -l words (commandline -opc)
                set -e words[1]
                set -l path @program@
                set -l given 0
                set -l value 0
                set -l ended 0
                for word in $words
                    if test $value = 1
                        set value 0
                    else if test $ended = 0 -a "x$word" = x--
                        set ended 1
                    else if test $ended = 0; and string match -q -- '-?*' $word
                        set -l name (string replace -r -- '^--?' '' $word)
                        if not string match -q -- '*=*' $word; and @f@_takes_value $path $name
                            set value 1
                        end
                    else if not contains -- $path @groups@
                        set given 1
                    else if not contains -- $word help h
                        set path (@f@_path "$path $word"; or echo foreign)
                        if test "$path" = foreign
                            break
                        end
                    end
                end
                test "$path" = "$argv[1]"; or return 1
                test $given = 0; or test (count $argv) = 1
            end

            # The values that only this machine knows, of the kind $argv[1]. They are read from disk; nobody is asked.
            function @f@_live
                set -l words (commandline -opc)
                set -l program (string replace -r -- '^~/' "$HOME/" $words[1])
                set -e words[1]
                command -q -- $program; or set program @program@
                command $program __complete -- $argv[1] $words 2>/dev/null </dev/null
            end

            complete -c @program@ -f
            complete -c @program@ -n '@f@_at foreign' -F
            """;

    private FishScript() {}

    /** The script of a program. */
    public static String of(CommandEntry program) {
        List<String> valued = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        StringBuilder aliases = new StringBuilder();
        for (CommandEntry command : program.all()) {
            paths.add(quoted(command.path()));
            if (command.group()) {
                groups.add(quoted(command.path()));
            }
            for (String path : command.paths()) {
                if (!path.equals(command.path())) {
                    aliases.append("        case ").append(quoted(path)).append("\n            echo ");
                    aliases.append(quoted(command.path())).append('\n');
                }
            }
            for (Flag flag : command.flags()) {
                for (String name : flag.names()) {
                    if (flag.arity() == Flag.Arity.REQUIRED) {
                        valued.add(quoted(command.path() + " -" + bare(name)));
                    }
                }
            }
        }
        StringBuilder out = new StringBuilder(HEAD.replace("@valued@", String.join(" ", valued))
                .replace("@paths@", String.join(" ", paths))
                .replace("@aliases@", aliases)
                .replace("@groups@", String.join(" ", groups)));
        for (CommandEntry command : program.all()) {
            lines(out, command);
        }
        return out.toString()
                .replace("@f@", "__" + program.name().replace('-', '_'))
                .replace("@program@", program.name());
    }

    private static String bare(String name) {
        return name.startsWith("--") ? name.substring(2) : name.substring(1);
    }

    private static void lines(StringBuilder out, CommandEntry command) {
        out.append("\n# ").append(command.path()).append('\n');
        String at = quoted("@f@_at '" + command.path() + "'");
        for (CommandEntry child : command.children()) {
            begin(out, at).append(" -a ").append(quoted(child.name()));
            end(out, child.summary());
        }
        if (!command.parameters().isEmpty()) {
            Values values = command.parameters().get(0).values();
            String candidates = candidates(values);
            if (!candidates.isEmpty()) {
                begin(out, quoted("@f@_at '" + command.path() + "' bare")).append(candidates);
                out.append(values.kind() == Values.Kind.LIVE ? " -k\n" : "\n");
            }
        }
        for (Flag flag : command.shownFlags()) {
            begin(out, at);
            for (String name : flag.names()) {
                out.append(name.startsWith("--") ? " -l " : " -s ").append(bare(name));
            }
            if (flag.arity() == Flag.Arity.REQUIRED) {
                out.append(flag.values().kind() == Values.Kind.FILE ? " -r" : " -x");
            }
            if (flag.arity() == Flag.Arity.REQUIRED || flag.offersAttached()) {
                out.append(candidates(flag.values()));
            }
            end(out, flag.description());
        }
    }

    private static StringBuilder begin(StringBuilder out, String condition) {
        return out.append("complete -c @program@ -n ").append(condition);
    }

    private static void end(StringBuilder out, String description) {
        out.append(" -d ").append(quoted(description)).append('\n');
    }

    private static String candidates(Values values) {
        return switch (values.kind()) {
            case TEXT -> "";
            case FILE -> " -F";
            case DIRECTORY -> " -a '(__fish_complete_directories)'";
            case CHOICE -> " -a " + quoted(String.join(" ", values.choices()));
            case LIVE -> " -a " + quoted("(@f@_live " + values.live().word() + ")");
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
