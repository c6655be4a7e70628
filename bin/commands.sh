# The commands and flags that the launcher must know before any JVM starts. Sourced by launcher.sh. The cases are made from
# the command model by CommandTableTest (mvn verify -Dgolden.update=true); the build fails when they are stale.
#
# A path is the program and the command words below it, each after one blank. A flag is named without its dashes.
# Only flags that may stand before a command word matter: those of the programs themselves, of groups, and of actions.

# What the path $1 is, in lc_kind:
#   group    words below it name commands
#   leaf     a command; everything after it is its own business
#   action   a command of ours of which Lotus has subcommands that are not ours
#   foreign  such a subcommand
#   (empty)  not ours
lc_command_kind() {
    case $1 in
    'lotus-miner proving compute' | \
    'lotus-miner proving' | \
    'lotus-miner sealing' | \
    'lotus-miner worker' | \
    'lotus-worker storage' | \
    'lotus-worker tasks')
        lc_kind=group ;;
    'lotus-miner __complete' | \
    'lotus-miner completion' | \
    'lotus-miner dashboard' | \
    'lotus-miner demo' | \
    'lotus-miner devnet' | \
    'lotus-miner doctor' | \
    'lotus-miner proving check' | \
    'lotus-miner proving compute window-post' | \
    'lotus-miner proving compute windowed-post' | \
    'lotus-miner proving deadline' | \
    'lotus-miner proving deadlines' | \
    'lotus-miner proving faults' | \
    'lotus-miner proving info' | \
    'lotus-miner proving recover-faults' | \
    'lotus-miner proving watch' | \
    'lotus-miner proving workers' | \
    'lotus-miner sealing jobs' | \
    'lotus-miner sealing workers' | \
    'lotus-miner top' | \
    'lotus-miner worker logs' | \
    'lotus-miner worker ls' | \
    'lotus-miner worker start' | \
    'lotus-miner worker stop' | \
    'lotus-worker __complete' | \
    'lotus-worker completion' | \
    'lotus-worker doctor' | \
    'lotus-worker drill' | \
    'lotus-worker fetch-params' | \
    'lotus-worker info' | \
    'lotus-worker resources' | \
    'lotus-worker run' | \
    'lotus-worker set' | \
    'lotus-worker stop' | \
    'lotus-worker storage attach' | \
    'lotus-worker storage detach' | \
    'lotus-worker storage redeclare' | \
    'lotus-worker tasks disable' | \
    'lotus-worker tasks enable' | \
    'lotus-worker wait-quiet')
        lc_kind=leaf ;;
    'lotus-miner info')
        lc_kind=action ;;
    'lotus-miner info all')
        lc_kind=foreign ;;
    *)
        lc_kind= ;;
    esac
}

# What the flag $2 at the path $1 takes, in lc_kind: value (the next argument, if not given after =), switch (nothing),
# or empty (there is no such flag). help and h are switches everywhere.
lc_flag_kind() {
    case "$1 -$2" in
    'lotus-miner -a' | \
    'lotus-miner -actor' | \
    'lotus-miner -miner-repo' | \
    'lotus-miner -panic-reports' | \
    'lotus-miner -repo' | \
    'lotus-miner -storagerepo' | \
    'lotus-miner info -blocks' | \
    'lotus-worker -miner-repo' | \
    'lotus-worker -panic-reports' | \
    'lotus-worker -storagerepo' | \
    'lotus-worker -worker-repo' | \
    'lotus-worker -workerrepo' | \
    *' -cacert' | \
    *' -o' | \
    *' -output' | \
    *' -style' | \
    *' -timeout')
        lc_kind=value ;;
    'lotus-miner -color' | \
    'lotus-miner -v' | \
    'lotus-miner -version' | \
    'lotus-miner -vv' | \
    'lotus-miner info -hide-sectors-info' | \
    'lotus-worker -color' | \
    'lotus-worker -enable-gpu-proving' | \
    'lotus-worker -v' | \
    'lotus-worker -version' | \
    'lotus-worker -vv' | \
    *' -debug' | \
    *' -h' | \
    *' -help' | \
    *' -no-color' | \
    *' -verbose' | \
    *' -watch')
        lc_kind=switch ;;
    *)
        lc_kind= ;;
    esac
}

# Whether the console has the flag $1 and Lotus, where the console has it, does not.
lc_own_flag() {
    case $1 in
    cacert | debug | no-color | o | output | style | timeout | verbose | watch) return 0 ;;
    esac
    return 1
}

# Whether the flag $2 is Lotus's own on the command that the path $1, not ours, begins: init --owner, wait-api --timeout,
# actor control list --verbose, and the market commands that lotus-miner had until 1.28.
lc_foreign_flag() {
    case "$1 -$2" in
    'lotus-miner init -o' | \
    'lotus-miner wait-api -timeout' | \
    'lotus-miner actor -verbose' | \
    'lotus-miner data-transfers -verbose' | \
    'lotus-miner data-transfers -watch' | \
    'lotus-miner pieces -verbose' | \
    'lotus-miner storage-deals -verbose' | \
    'lotus-miner storage-deals -watch' | \
    'lotus-worker run -timeout')
        return 0 ;;
    esac
    return 1
}
