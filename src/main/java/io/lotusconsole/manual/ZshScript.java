package io.lotusconsole.manual;

import java.util.List;

/** Completion for zsh, with descriptions: a function a command, by {@code _arguments} and {@code _describe}. */
public final class ZshScript {
    private static final String HEAD = """
            #compdef @program@
            # Completion of @program@ for zsh. Made from the commands of the program, and printed by
            # `@program@ completion zsh`. Not to be edited. It belongs into a directory of $fpath, as _@program@;
            # sourced after compinit, it works as well.

            # The values that only this machine knows, of the kind $1, called $2. They are read from disk; nobody is
            # asked.
            @f@_live() {
                local program=$@f@_typed[1] row
                local -a rows values
                [[ $program != '~/'* ]] || program=$HOME/${program#\\~/}
                whence -p -- $program >/dev/null || program=@program@
                rows=("${(@f)$("$program" __complete -- "$1" "${(@)@f@_typed[2,-1]}" 2>/dev/null </dev/null)}")
                for row in $rows; do
                    values+=("${${row%%$'\\t'*}//:/\\\\:}:${row#*$'\\t'}")
                done
                _describe -V -t values $2 values
            }

            """;

    private static final String TAIL = """
            @f@() {
                # What stands before the cursor; `words` is narrowed on the way down.
                local -a @f@_typed
                @f@_typed=("${(@Q)words[1,CURRENT-1]}")
                @f@__root
            }

            if [[ $funcstack[1] == _@program@ ]]; then
                @f@ "$@"
            else
                compdef @f@ @program@
            fi
            """;

    private ZshScript() {}

    /** The script of a program. */
    public static String of(CommandEntry program) {
        StringBuilder out = new StringBuilder(HEAD);
        for (CommandEntry command : program.all()) {
            out.append(function(command)).append("() {\n");
            if (command.group()) {
                group(out, command);
            } else {
                out.append("    _arguments -S");
                command.shownFlags().forEach(flag -> specifications(out, flag));
                parameters(out, command);
                out.append('\n');
            }
            out.append("}\n\n");
        }
        return out.append(TAIL)
                .toString()
                .replace("@f@", "_" + program.name().replace('-', '_'))
                .replace("@program@", program.name());
    }

    private static String function(CommandEntry command) {
        String below = command.path().substring(command.program().length());
        return "@f@__"
                + (below.isEmpty() ? "root" : below.strip().replace(" ", "__").replace('-', '_'));
    }

    private static void group(StringBuilder out, CommandEntry group) {
        out.append("    local curcontext=$curcontext context state state_descr line ret=1\n");
        out.append("    local -A opt_args\n    local -a subcommands\n    _arguments -C");
        group.shownFlags().forEach(flag -> specifications(out, flag));
        next(out, "'(-): :->command'");
        next(out, "'(-)*:: :->words'");
        out.append(" && ret=0\n    case $state in\n    command)\n        subcommands=(\n");
        for (CommandEntry child : group.children()) {
            out.append("            ")
                    .append(quoted(child.name() + ":" + child.summary()))
                    .append('\n');
        }
        out.append("        )\n        _describe -t commands ")
                .append(quoted(group.name() + " command"))
                .append(" subcommands && ret=0\n        ;;\n    words)\n        case $words[1] in\n");
        for (CommandEntry child : group.children()) {
            out.append("        ").append(child.name());
            child.aliases().forEach(alias -> out.append(" | ").append(alias));
            out.append(") ").append(function(child)).append(" && ret=0 ;;\n");
        }
        out.append("        *) _default && ret=0 ;;\n        esac\n        ;;\n    esac\n    return ret\n");
    }

    private static void next(StringBuilder out, String specification) {
        out.append(" \\\n        ").append(specification);
    }

    private static void specifications(StringBuilder out, Flag flag) {
        String all =
                flag.repeatable() ? "*" : flag.names().size() > 1 ? "(" + String.join(" ", flag.names()) + ")" : "";
        String description = "["
                + flag.description().replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]") + "]";
        for (String name : flag.names()) {
            boolean isLong = name.startsWith("--");
            String value =
                    switch (flag.arity()) {
                        case REQUIRED ->
                            (isLong ? "=" : "") + description + ":" + value(flag.valueName(), flag.values());
                        case OPTIONAL -> "=-" + description + "::" + value(flag.valueName(), flag.values());
                        case SWITCH ->
                            flag.offersAttached()
                                    ? "=-" + description + "::" + value("value", flag.values())
                                    : description;
                    };
            next(out, quoted(all + name + value));
        }
    }

    private static void parameters(StringBuilder out, CommandEntry command) {
        List<Parameter> parameters = command.parameters();
        if (!parameters.isEmpty()) {
            Values values = parameters.get(0).values();
            String place = values.kind() == Values.Kind.TEXT ? "*" : "1";
            next(out, quoted(place + ":" + value(parameters.get(0).label(), values)));
        }
    }

    /** {@code message:action}. */
    private static String value(String label, Values values) {
        String message = label.replace("\\", "\\\\").replace(":", "\\:");
        return message + ":"
                + switch (values.kind()) {
                    case TEXT -> " ";
                    case FILE -> "_files";
                    case DIRECTORY -> "_files -/";
                    case CHOICE -> "(" + String.join(" ", values.choices()) + ")";
                    // The blank keeps _arguments from putting options of its own before the words.
                    case LIVE ->
                        " @f@_live " + values.live().word() + " "
                                + values.live().word();
                };
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
