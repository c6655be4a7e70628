package io.lotusconsole.manual;

import java.util.ArrayList;
import java.util.List;

/**
 * Completion for bash 4 and newer, without the package bash-completion. Words that bash splits at {@code =} and
 * {@code :} are put together again here; elsewhere that package does it.
 */
public final class BashScript {
    private static final String HEAD = """
            # Completion of @program@ for bash, 4 or newer; nothing else is needed. Made from the commands of the
            # program, and printed by `@program@ completion bash`. Not to be edited.

            # What there is at the path $1, in the caller's variables: commands and flags below it, and as NAME=KIND
            # what may stand in the word after a flag (valued) or behind its = alone (attached), and for the parameter.
            # False if there is no such path.
            @f@_at() {
                commands='' flags='' valued='' attached='' parameter=''
                case $1 in
            """;

    private static final String TAIL = """
                *) return 1 ;;
                esac
            }

            # Puts the kind of value that the flag $2 has, by the pairs of $1, into kind. False if it is not among them.
            @f@_kind() {
                local pair name=${2#-}
                name=${name#-}
                for pair in $1; do
                    if [[ ${pair%%=*} == "$name" ]]; then
                        kind=${pair#*=}
                        return 0
                    fi
                done
                return 1
            }

            # Takes $1 as a candidate if it goes on from cur.
            @f@_offer() {
                local quoted
                printf -v quoted %q "$1"
                if [[ $1 == "$cur"* || $quoted == "$cur"* ]]; then
                    COMPREPLY+=("$prefix$quoted")
                fi
            }

            # The values that only this machine knows, of the kind $1. They are read from disk; nobody is asked.
            @f@_live() {
                local program=${words[0]} value rest
                [[ $program != '~/'* ]] || program=$HOME/${program:2}
                type -P -- "$program" >/dev/null || program=@program@
                # Their order means something; bash 4.4 and newer can keep it.
                compopt -o nosort 2>/dev/null
                while IFS=$'\\t' read -r value rest; do
                    [[ -z $value ]] || @f@_offer "$value"
                done <<<"$("$program" __complete -- "$1" "${words[@]:1:${#words[@]}-2}" 2>/dev/null </dev/null)"
            }

            # Offers values of a kind.
            @f@_values() {
                local value
                case $1 in
                one:*)
                    value=${1#one:}
                    for value in ${value//,/ }; do
                        @f@_offer "$value"
                    done
                    ;;
                live:*) @f@_live "${1#live:}" ;;
                files) compopt -o default ;;
                dirs) compopt -o dirnames ;;
                esac
            }

            # Puts the words up to the cursor into words: bash has split them at = and :.
            @f@_words() {
                local line=${COMP_LINE:0:COMP_POINT} word apart i
                words=()
                for ((i = 0; i <= COMP_CWORD; i++)); do
                    word=${COMP_WORDS[i]}
                    apart=
                    while [[ $line == [[:space:]]* ]]; do
                        line=${line:1}
                        apart=yes
                    done
                    ((i < COMP_CWORD)) || word=$line
                    if [[ -z $apart && i -gt 0 ]]; then
                        words[${#words[@]}-1]+=$word
                    else
                        words+=("$word")
                    fi
                    line=${line#"$word"}
                done
            }

            @f@() {
                local IFS=$' \\t\\n'
                local commands flags valued attached parameter
                local path=@program@ kind='' prefix='' expected='' given='' ended='' cur word breaks=''
                local -a words
                COMPREPLY=()
                @f@_words
                cur=${words[${#words[@]}-1]}
                @f@_at "$path"
                for word in "${words[@]:1:${#words[@]}-2}"; do
                    if [[ -n $expected ]]; then
                        expected=
                    elif [[ -z $ended && $word == -- ]]; then
                        ended=yes
                    elif [[ -z $ended && $word == -?* ]]; then
                        if [[ $word != *=* ]] && @f@_kind "$valued" "$word"; then
                            expected=yes
                        fi
                    elif [[ -z $commands ]]; then
                        given=yes
                    elif [[ $word != help && $word != h ]]; then
                        path="$path $word"
                        if ! @f@_at "$path"; then
                            # A command of the next program of this name.
                            compopt -o default
                            return
                        fi
                    fi
                done

                if [[ -n $expected ]]; then
                    @f@_values "$kind"
                elif [[ -z $ended && $cur == -*=* ]]; then
                    prefix=${cur%%=*}=
                    cur=${cur#*=}
                    if @f@_kind "$valued $attached" "${prefix%=}"; then
                        @f@_values "$kind"
                    fi
                elif [[ -z $ended && $cur == -* ]]; then
                    COMPREPLY=($(compgen -W "$flags" -- "$cur"))
                elif [[ -n $commands ]]; then
                    COMPREPLY=($(compgen -W "$commands" -- "$cur"))
                elif [[ -z $given ]]; then
                    @f@_values "$parameter"
                fi

                # What readline completes begins behind the last = or :, where it breaks words there.
                [[ $COMP_WORDBREAKS != *=* ]] || breaks+==
                [[ $COMP_WORDBREAKS != *:* ]] || breaks+=:
                if [[ -n $breaks && $prefix$cur == *[$breaks]* ]]; then
                    word=$prefix$cur
                    word=${word%"${word##*[$breaks]}"}
                    COMPREPLY=("${COMPREPLY[@]#"$word"}")
                fi
            }

            complete -F @f@ @program@
            """;

    private BashScript() {}

    /** The script of a program. */
    public static String of(CommandEntry program) {
        String function = "_" + program.name().replace('-', '_');
        StringBuilder out = new StringBuilder(HEAD);
        for (CommandEntry command : program.all()) {
            List<String> patterns = new ArrayList<>();
            for (String path : command.paths()) {
                patterns.add("'" + path + "'");
            }
            out.append("    ").append(String.join(" | ", patterns)).append(")\n");
            assign(out, "commands", words(command.children()));
            assign(out, "flags", flags(command));
            assign(out, "valued", pairs(command, true));
            assign(out, "attached", pairs(command, false));
            if (!command.parameters().isEmpty()) {
                assign(out, "parameter", kind(command.parameters().get(0).values()));
            }
            out.append("        ;;\n");
        }
        return out.append(TAIL).toString().replace("@f@", function).replace("@program@", program.name());
    }

    private static void assign(StringBuilder out, String variable, String value) {
        if (!value.isEmpty()) {
            out.append("        ").append(variable).append("='").append(value).append("'\n");
        }
    }

    private static String words(List<CommandEntry> commands) {
        List<String> names = new ArrayList<>();
        for (CommandEntry command : commands) {
            names.add(command.name());
        }
        return String.join(" ", names);
    }

    private static String flags(CommandEntry command) {
        List<String> names = new ArrayList<>();
        for (Flag flag : command.shownFlags()) {
            names.addAll(flag.names());
        }
        return String.join(" ", names);
    }

    /** {@code name=kind} for each name of the flags whose value is in the next word, or of those where it never is. */
    private static String pairs(CommandEntry command, boolean nextWord) {
        List<String> pairs = new ArrayList<>();
        for (Flag flag : command.flags()) {
            boolean wanted = nextWord ? flag.arity() == Flag.Arity.REQUIRED : flag.offersAttached();
            for (String name : flag.names()) {
                if (wanted) {
                    pairs.add(name.substring(name.lastIndexOf("--") == 0 ? 2 : 1) + "=" + kind(flag.values()));
                }
            }
        }
        return String.join(" ", pairs);
    }

    private static String kind(Values values) {
        return switch (values.kind()) {
            case TEXT -> "";
            case FILE -> "files";
            case DIRECTORY -> "dirs";
            case CHOICE -> "one:" + String.join(",", values.choices());
            case LIVE -> "live:" + values.live().word();
        };
    }
}
