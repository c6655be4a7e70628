# What bin/lotus-miner and bin/lotus-worker do. Sourced, with the script's real place in lc_self; never returns.
#
# POSIX sh, also for dash, where it costs least. The prompt waits for every fork, so the usual path has none: files are read
# by builtins, PATH is walked by hand, and the JDK behind a symbolic link is recognised (-ef) before it is resolved.
# Names begin with lc_, because a variable that the caller exported keeps its export, and the JVM is to get the caller's
# environment as it was.
#
# Environment:
#   LOTUS_CONSOLE_OFF           1: hand every command on to the next program of this name on PATH
#   LOTUS_CONSOLE_JAVA          the java to use (program or JDK directory); else JAVA_HOME, else java on PATH
#   LOTUS_CONSOLE_JAVA_OPTIONS  further options for the JVM, such as -Xmx1g; they win over ours
#   LOTUS_CONSOLE_MAKE_ARCHIVE  never: make no class archive; build: make the build's own, and do nothing else
#   LOTUS_CONSOLE_VISITED       set by the launcher on what it hands on to: launchers and programs that were tried
#
# The JVM gets lotusconsole.home (the checkout), .program (lotus-miner or lotus-worker), .tty (standard input, output and
# error: t if a terminal, else -) and, with --version, .next (the program of this name that would be handed on to).

lc_program=${lc_self##*/}

# home: made absolute without a fork wherever the path shows it.
lc_home=${lc_self%/*}
case $lc_home in
/*) ;;
.) lc_home=$PWD ;;
./*) lc_home=$PWD/${lc_home#./} ;;
*) lc_home=$PWD/$lc_home ;;
esac
case $lc_home/ in
*/../* | */./* | *//*) lc_home=$(CDPATH='' cd -- "$lc_home" && pwd) || exit 1 ;;
esac
lc_home=${lc_home%/*}
lc_jar=$lc_home/target/lotus-console.jar

# Prints what failed and why ($2), then what to do ($3), and exits with $1.
lc_fail() {
    printf '%s: %s\n%s\n' "$lc_program" "$2" "$3" >&2
    exit "$1"
}

# Puts the first executable $1 on PATH that $2 (a function) accepts into lc_found; false if there is none.
lc_find() {
    set -f
    IFS=:
    # With a colon added, an empty last entry counts, which means the current directory as everywhere in PATH.
    lc_entries=$PATH:
    for lc_dir in $lc_entries; do
        lc_found=${lc_dir:-.}/$1
        if [ -f "$lc_found" ] && [ -x "$lc_found" ] && "$2" "$lc_found"; then
            unset IFS
            return 0
        fi
    done
    unset IFS
    lc_found=
    return 1
}

# Whether the program $1 is neither this launcher nor one that was tried before, whatever links lead to it.
lc_is_new() {
    for lc_old in "$lc_self" $LOTUS_CONSOLE_VISITED; do
        ! [ "$1" -ef "$lc_old" ] || return 1
    done
}

# Becomes the next program of this name on PATH. Returns only if there is none.
lc_hand_on() {
    lc_find "$lc_program" lc_is_new || return 1
    export LOTUS_CONSOLE_VISITED="${LOTUS_CONSOLE_VISITED:+$LOTUS_CONSOLE_VISITED:}$lc_home/bin/$lc_program:$lc_found"
    exec "$lc_found" "$@"
}

# Reads the flag $1: its name without dashes in lc_name, and its value in lc_value if it has one after =.
lc_read_flag() {
    lc_name=${1#-}
    lc_name=${lc_name#-}
    lc_value=
    case $lc_name in
    *=*)
        lc_value=${lc_name#*=}
        lc_name=${lc_name%%=*}
        ;;
    esac
}

# Finds out whose command line "$@" is, by Go's rules: flags before words, -x for --x, -- ends the flags of a level.
# True if ours; lc_path is then the command. False if it is to be handed on; lc_word is then the word that is not ours.
# lc_own is the first flag of ours, lc_style the value of --style; lc_asks_version is not empty after --version.
lc_is_ours() {
    lc_path=$lc_program
    lc_at=group
    lc_own=
    lc_asks_version=
    lc_style=$LOTUS_CONSOLE_STYLE
    while [ $# -gt 0 ]; do
        lc_word=$1
        shift
        case $lc_word in
        --)
            [ $# -gt 0 ] || return 0
            lc_word=$1
            shift
            ;;
        -?*)
            lc_read_flag "$lc_word"
            lc_flag_kind "$lc_path" "$lc_name"
            # A flag that nobody defined, or without its value, is ours to complain about.
            [ -n "$lc_kind" ] || return 0
            if [ $lc_kind = value ]; then
                case $lc_word in
                *=*) ;;
                *)
                    [ $# -gt 0 ] || return 0
                    lc_value=$1
                    shift
                    ;;
                esac
            fi
            [ "$lc_name" != style ] || lc_style=$lc_value
            case $lc_name in
            version | v)
                lc_asks_version=t
                return 0
                ;;
            esac
            ! lc_own_flag "$lc_name" || lc_own=${lc_own:-$lc_word}
            continue
            ;;
        esac

        # help, h: the words after it name a command of this level all the same.
        case $lc_word in
        help | h) continue ;;
        *' '*) lc_kind= ;;
        *) lc_command_kind "$lc_path $lc_word" ;;
        esac
        case $lc_at-$lc_kind in
        *-group | *-action)
            lc_at=$lc_kind
            lc_path="$lc_path $lc_word"
            ;;
        *-leaf)
            lc_path="$lc_path $lc_word"
            return 0
            ;;
        action-)
            return 0
            ;;
        *)
            for lc_flag in "$@"; do
                [ "$lc_flag" != -- ] || break
                case $lc_flag in
                -?*)
                    lc_read_flag "$lc_flag"
                    if lc_own_flag "$lc_name" && ! lc_foreign_flag "$lc_path $lc_word" "$lc_name"; then
                        lc_own=${lc_own:-$lc_flag}
                    fi
                    ;;
                esac
            done
            return 1
            ;;
        esac
    done
    return 0
}

# Whether the text $1 is one of Go's spellings of true.
lc_is_true() {
    case $1 in
    1 | t | T | TRUE | true | True) return 0 ;;
    esac
    return 1
}

# Whether "$@", a "lotus-worker run" that is ours, makes a PoSt worker or asks for help; else Lotus's own program makes its
# sealing worker. lc_own is then the first flag of ours on it.
lc_makes_post_worker() {
    ! lc_is_true "$LOTUS_WORKER_WINDOWPOST" || return 0
    ! lc_is_true "$LOTUS_WORKER_WINNINGPOST" || return 0
    for lc_flag in "$@"; do
        case $lc_flag in
        -?*)
            lc_read_flag "$lc_flag"
            case $lc_name in
            windowpost | winningpost)
                case $lc_flag in
                *=*) ! lc_is_true "$lc_value" || return 0 ;;
                *) return 0 ;;
                esac
                ;;
            help | h) return 0 ;;
            max-skip | allow-cpu | read-budget | prove-budget | log-format | drain-timeout)
                lc_own=${lc_own:-$lc_flag}
                ;;
            esac
            ;;
        esac
    done
    return 1
}

# Hands on the command line "$@", of which lc_is_ours said no, or says why not. Never returns.
lc_not_ours() {
    lc_find "$lc_program" lc_is_new || :
    if [ -z "$lc_found" ] && [ "$lc_style" = lotus ]; then
        printf "No help topic for '%s'\n" "$lc_word" >&2
        exit 3
    fi
    if [ -n "$lc_own" ]; then
        lc_fail 2 "${lc_own%%=*} is a flag of the console, but '$lc_word' is not a command of the console" \
            "Leave out ${lc_own%%=*}, or set LOTUS_CONSOLE_OFF=1 to hand on the command line as it is."
    fi
    lc_hand_on "$@"
    printf "No help topic for '%s'\n" "$lc_word" >&2
    printf '%s: not a command of the console; it would go to the next %s on PATH, but there is none\n' \
        "$lc_program" "$lc_program" >&2
    exit 3
}

# Finds java: lc_java, and lc_found_by for messages. Its release file: lc_version, lc_vendor, and lc_feature, a number.
lc_find_java() {
    if [ -n "$LOTUS_CONSOLE_JAVA" ]; then
        lc_found_by=LOTUS_CONSOLE_JAVA
        lc_java=$LOTUS_CONSOLE_JAVA
        ! [ -d "$lc_java" ] || lc_java=${lc_java%/}/bin/java
    elif [ -n "$JAVA_HOME" ]; then
        lc_found_by=JAVA_HOME
        lc_java=${JAVA_HOME%/}/bin/java
    else
        lc_found_by=PATH
        lc_find java : ||
            lc_fail 1 'there is no java on PATH, and neither LOTUS_CONSOLE_JAVA nor JAVA_HOME is set' \
                'Install Java 17 or later, or set JAVA_HOME to it.'
        lc_java=$lc_found
    fi
    [ -f "$lc_java" ] && [ -x "$lc_java" ] ||
        lc_fail 1 "$lc_java, which $lc_found_by names, is not a program" "Correct $lc_found_by; Java 17 or later is needed."

    if ! [ -f "${lc_java%/bin/java}/release" ]; then
        lc_built=
        ! [ -r "$lc_home/target/archive/java" ] || read -r lc_built <"$lc_home/target/archive/java"
        if [ "$lc_built" -ef "$lc_java" ]; then
            lc_java=$lc_built
        elif [ -h "$lc_java" ]; then
            lc_java=$(readlink -f "$lc_java") || lc_fail 1 "$lc_java is a link to nowhere" "Set JAVA_HOME to Java 17 or later."
        fi
    fi

    lc_version='' lc_vendor='' lc_feature=''
    if [ -r "${lc_java%/bin/java}/release" ]; then
        while IFS== read -r lc_name lc_value; do
            lc_value=${lc_value#\"}
            lc_value=${lc_value%\"}
            case $lc_name in
            IMPLEMENTOR) lc_vendor=$lc_value ;;
            JAVA_RUNTIME_VERSION) lc_version=$lc_value ;;
            JAVA_VERSION)
                lc_feature=${lc_value%%[!0-9]*}
                lc_version=${lc_version:-$lc_value}
                # The usual order has everything above this line, and kilobytes of module names below.
                [ -z "$lc_vendor" ] || break
                ;;
            esac
        done <"${lc_java%/bin/java}/release"
    fi
    [ -n "$lc_feature" ] || lc_ask_java
    if [ "$lc_feature" -lt 17 ]; then
        lc_fail 1 "$lc_java, found by $lc_found_by, is Java $lc_version; the console needs Java 17 or later" \
            'Install a later one, and set LOTUS_CONSOLE_JAVA to its bin/java.'
    fi
}

# Asks java itself, which takes a JVM's start: there is no release file beside a shim of a version manager.
lc_ask_java() {
    lc_answer=$("$lc_java" -XshowSettings:properties -version 2>&1) ||
        lc_fail 1 "$lc_java, found by $lc_found_by, does not run" "Set LOTUS_CONSOLE_JAVA to the bin/java of Java 17 or later."
    while read -r lc_name lc_value lc_value; do
        case $lc_name in
        java.home) [ ! -x "$lc_value/bin/java" ] || lc_java=$lc_value/bin/java ;;
        java.vendor) lc_vendor=$lc_value ;;
        java.runtime.version) lc_version=$lc_value ;;
        java.version) lc_feature=${lc_value%%[!0-9]*} ;;
        esac
    done <<END
$lc_answer
END
    [ -n "$lc_feature" ] ||
        lc_fail 1 "$lc_java, found by $lc_found_by, does not tell its version" \
            "Set LOTUS_CONSOLE_JAVA to the bin/java of Java 17 or later."
}

# Joins its arguments by hyphens, in lc_joined.
lc_join() {
    IFS=-
    lc_joined="$*"
    unset IFS
}

# Whether the class archive $1 was made from the jar as it is: it was given the jar's time. An empty one says that this JVM
# cannot make any, so that nobody tries again.
lc_is_current() {
    [ -f "$1" ] && ! [ "$1" -nt "$lc_jar" ] && ! [ "$1" -ot "$lc_jar" ]
}

# Which of the JVM's class archives the command lc_path uses, in lc_set. An AOT cache loads all its classes at every start, so
# the commands that are typed most have one of their own, half as large; other archives load a class when it is needed.
lc_choose_archive() {
    lc_set=all
    if [ "$lc_feature" -ge 25 ]; then
        case $lc_path in
        'lotus-miner proving workers' | 'lotus-miner sealing workers') lc_set=workers ;;
        esac
    fi
}

# Names the two places of the JVM's class archive for lc_set, lc_build_archive and lc_cache_archive (empty if there is no
# home), and lc_archive_flag, which uses one.
lc_name_archives() {
    set -f
    lc_join $lc_vendor $lc_version
    # The JVM gives an archive back to one JDK only: below 25 a dynamic AppCDS archive, then an AOT cache.
    if [ "$lc_feature" -ge 25 ]; then
        lc_archive_flag=-XX:AOTCache lc_suffix=aot
    else
        lc_archive_flag=-XX:SharedArchiveFile lc_suffix=jsa
    fi
    lc_joined=${lc_joined##*/}
    lc_build_archive=$lc_home/target/archive/$lc_joined.$lc_set.$lc_suffix
    lc_cache_archive=
    lc_cache=${XDG_CACHE_HOME:-$HOME/.cache}
    case $lc_cache in
    /.cache) ;;
    /*) lc_cache_archive=$lc_cache/lotus-console/$lc_joined$lc_home/$lc_set.$lc_suffix ;;
    esac
}

# Makes the class archive $1 by running the commands once on canned replies; takes seconds. False if there is none then.
lc_make_archive() {
    mkdir -p "${1%/*}" || return 1
    if ! mkdir "$1.lock"; then
        # Left by one that was killed? The next command will try.
        [ -z "$(find "$1.lock" -prune -mmin +15)" ] || rmdir "$1.lock"
        return 1
    fi
    lc_new=$1.new
    lc_port=$1.port
    lc_run=$1.run
    rm -rf "$lc_new" "$lc_new.config" "$lc_port" "$lc_run"
    (
        # The turns to ask for WorkerStats go there: that of a miner which lives for seconds is no use to anybody.
        mkdir -m 700 "$lc_run" || exit 1
        export XDG_RUNTIME_DIR="$lc_run"
        unset LOTUS_CONSOLE_STYLE NO_COLOR GOLOG_LOG_FMT STORAGE_API_INFO WORKER_API_INFO MARKETS_API_INFO
        # The miner that answers is another process: what the trained one loads, every command will load.
        $lc_nice "$lc_java" $lc_flags -cp "$lc_jar" io.lotusconsole.TrainingMiner "$lc_port" </dev/null &
        lc_miner=$!
        trap 'kill $lc_miner' EXIT
        lc_tries=100
        until [ -s "$lc_port" ] || [ $lc_tries -eq 0 ]; do
            sleep 0.1
            kill -0 $lc_miner || [ -s "$lc_port" ] || lc_tries=1
            lc_tries=$((lc_tries - 1))
        done
        [ -s "$lc_port" ] || exit 1
        read -r lc_value <"$lc_port"
        export MINER_API_INFO=training:/ip4/127.0.0.1/tcp/$lc_value/http
        export FULLNODE_API_INFO="$MINER_API_INFO"
        if [ $lc_suffix = aot ]; then
            lc_train=-XX:AOTCacheOutput=$lc_new
        else
            lc_train=-XX:ArchiveClassesAtExit=$lc_new
        fi
        # As the launcher says it when output goes to a pipe; else the JVM would ask by itself.
        set -- -Dlotusconsole.tty=--- -cp "$lc_jar" io.lotusconsole.Training $lc_set
        # The second run proves that the archive can be read: a truncated one would crash every command.
        $lc_nice "$lc_java" $lc_flags "$lc_train" "$@" </dev/null &&
            [ -s "$lc_new" ] &&
            $lc_nice "$lc_java" $lc_flags "$lc_archive_flag=$lc_new" -XX:ErrorFile=/dev/null "$@" </dev/null
    ) >/dev/null 2>&1
    lc_status=$?
    if [ $lc_status -ne 0 ]; then
        rm -f "$lc_new"
        : >"$lc_new"
    fi
    rm -rf "$lc_new.config" "$lc_port" "$lc_run"
    touch -r "$lc_jar" "$lc_new" && mv -f "$lc_new" "$1"
    rmdir "$1.lock"
    return $lc_status
}

# Whether a cache can be written; asked before anything is forked for it.
lc_can_cache() {
    [ -d "$lc_cache" ] || lc_cache=${lc_cache%/*}
    [ -d "$lc_cache" ] && [ -w "$lc_cache" ]
}

# Makes the cached class archive, detached from the terminal, the caller's pipes, and the command that is about to run.
lc_make_archive_later() {
    (
        (
            trap '' HUP INT QUIT
            exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-
            umask 077
            lc_nice='nice -n 19'
            # After the command that found none, not beside it.
            sleep 1
            lc_make_archive "$lc_cache_archive"
        ) </dev/null >/dev/null 2>&1 &
    )
}

# Builds the checkout for demo and devnet, whose promise is to run in a fresh clone.
lc_build() {
    lc_log=$lc_home/target/launcher-build.log
    mkdir -p "$lc_home/target" || exit 1
    lc_find mvn : || lc_fail 1 "not built, and there is no mvn on PATH to build it" "Install Maven 3.8 or later (Debian: apt-get install maven)."
    printf '%s: building the console first: %s. The console takes 20 seconds, the proof library 3 minutes the first time; downloads come on top.\n' \
        "$lc_program" "$1" >&2
    (
        cd "$lc_home" || exit 1
        unset LOTUS_CONSOLE_MAKE_ARCHIVE
        ! [ -x "${lc_java%java}javac" ] || export JAVA_HOME="${lc_java%/bin/java}"
        exec "$lc_found" -q -B -DskipTests package
    ) </dev/null >"$lc_log" 2>&1 || {
        tail -n 15 "$lc_log" >&2
        lc_fail 1 "the build failed; the lines above are the end of $lc_log" "Mend that and try again, or run: cd '$lc_home' && mvn -DskipTests package"
    }
}

# Serial GC and C1 start fastest and keep the process small. Logging is off because a class archive that does not fit, which
# only costs time, would be a warning on standard output. Not here: --enable-native-access, which makes the JVM refuse the AOT
# cache (the jar's manifest says it, hence -jar).
lc_flags='-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xlog:disable'

# A young generation of its own size, not a share of the heap, keeps a reply of 10,000 workers at 64 MiB resident and takes
# fewer collections than a small -Xmx; the old one grows only if a command really holds that much.
lc_prompt_heap='-Xmn12m -Xmx192m'

lc_nice=
if [ "$LOTUS_CONSOLE_MAKE_ARCHIVE" = build ]; then
    # Its time says below that the build has seen the sources; Maven leaves it where the content came out the same.
    [ ! -f "$lc_jar" ] || touch "$lc_jar"
    lc_find_java
    lc_flags="$lc_flags $lc_prompt_heap"
    lc_sets=all
    [ "$lc_feature" -lt 25 ] || lc_sets='all workers'
    for lc_set in $lc_sets; do
        lc_name_archives
        if lc_make_archive "$lc_build_archive"; then
            printf '%s\n' "$lc_java" >"$lc_home/target/archive/java"
        else
            printf '%s: %s could not make a class archive; commands start slower\n' "$lc_program" "$lc_java" >&2
        fi
    done
    exit 0
fi

case $LOTUS_CONSOLE_OFF in
'' | 0 | false) ;;
*)
    lc_hand_on "$@"
    lc_fail 1 "LOTUS_CONSOLE_OFF is set, and PATH has no other $lc_program" "Unset it to use the console."
    ;;
esac

. "$lc_home/bin/commands.sh"
lc_is_ours "$@" || lc_not_ours "$@"
if [ "$lc_path" = 'lotus-worker run' ] && ! lc_makes_post_worker "$@"; then
    lc_word=run
    lc_not_ours "$@"
fi

# Whoever pressed TAB is told nothing but values, and nothing is made for it.
case $lc_path in
*' __complete')
    exec 2>/dev/null
    trap 'exit 0' EXIT
    LOTUS_CONSOLE_MAKE_ARCHIVE=never
    ;;
esac

case $lc_home in
*:*) lc_fail 1 "no JVM can load a class path with a colon in it: $lc_home" 'Move the console to another directory.' ;;
esac
lc_find_java

case $lc_path in
'lotus-miner demo' | 'lotus-miner devnet')
    if [ -f "$lc_home/pom.xml" ]; then
        if ! [ -f "$lc_jar" ]; then
            lc_build 'it is not built yet'
        elif [ -n "$(find "$lc_home/pom.xml" "$lc_home/src/main" -newer "$lc_jar")" ]; then
            lc_build 'its sources are newer than the build'
        fi
    fi
    # A trial must not take the processors from a miner on the same machine.
    lc_nice='nice -n 10'
    lc_flags="$lc_flags -Xmx256m"
    ;;
'lotus-worker fetch-params')
    # Gigabytes are hashed: with C2 at 465 MB/s, with C1 at 190.
    lc_flags="$lc_flags -XX:TieredStopAtLevel=4 $lc_prompt_heap"
    ;;
'lotus-worker run' | 'lotus-worker drill')
    # Two partitions of 2,349 sectors hold 120 MB of vanilla proofs. Parameters are hashed before it attaches, as above.
    lc_flags="$lc_flags -XX:TieredStopAtLevel=4 -Xmn4m -Xmx512m"
    ;;
*)
    lc_flags="$lc_flags $lc_prompt_heap"
    ;;
esac

if ! [ -f "$lc_jar" ]; then
    if [ -f "$lc_home/pom.xml" ]; then
        lc_fail 1 "not built: there is no $lc_jar" "Build it with: cd '$lc_home' && mvn -q -DskipTests package"
    fi
    lc_fail 1 "not installed completely: there is no $lc_jar" 'Install the console again.'
fi

set -- -jar "$lc_jar" "$@"

lc_choose_archive
lc_name_archives
if lc_is_current "$lc_build_archive"; then
    [ ! -s "$lc_build_archive" ] || set -- "$lc_archive_flag=$lc_build_archive" "$@"
elif [ -n "$lc_cache_archive" ]; then
    # An archive is code. Someone else's, as sudo may find it in a home it kept, is not used.
    if lc_is_current "$lc_cache_archive" && [ -O "$lc_cache_archive" ]; then
        [ ! -s "$lc_cache_archive" ] || set -- "$lc_archive_flag=$lc_cache_archive" "$@"
    elif [ "$LOTUS_CONSOLE_MAKE_ARCHIVE" != never ] && lc_can_cache; then
        lc_make_archive_later
    fi
fi

if [ -n "$lc_asks_version" ] && lc_find "$lc_program" lc_is_new; then
    set -- "-Dlotusconsole.next=$lc_found" "$@"
fi

lc_tty=
[ -t 0 ] && lc_tty=t || lc_tty=-
[ -t 1 ] && lc_tty=${lc_tty}t || lc_tty=$lc_tty-
[ -t 2 ] && lc_tty=${lc_tty}t || lc_tty=$lc_tty-

set -f
exec $lc_nice "$lc_java" $lc_flags $LOTUS_CONSOLE_JAVA_OPTIONS "-Dlotusconsole.tty=$lc_tty" "-Dlotusconsole.home=$lc_home" "-Dlotusconsole.program=$lc_program" "$@"
