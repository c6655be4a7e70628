# Completion of lotus-worker for fish. Made from the commands of the program, and printed by
# `lotus-worker completion fish`. Not to be edited.

# Whether the value of the flag $argv[2], without dashes, at the path $argv[1] is the next word.
function __lotus_worker_takes_value
    switch "$argv[1] -$argv[2]"
        case 'lotus-worker -worker-repo' 'lotus-worker -workerrepo' 'lotus-worker -miner-repo' 'lotus-worker -storagerepo' 'lotus-worker -panic-reports' 'lotus-worker -style' 'lotus-worker -output' 'lotus-worker -o' 'lotus-worker -timeout' 'lotus-worker -cacert' 'lotus-worker run -listen' 'lotus-worker run -address' 'lotus-worker run -name' 'lotus-worker run -post-parallel-reads' 'lotus-worker run -post-read-timeout' 'lotus-worker run -max-skip' 'lotus-worker run -read-budget' 'lotus-worker run -prove-budget' 'lotus-worker run -log-format' 'lotus-worker run -drain-timeout' 'lotus-worker run -http-server-timeout' 'lotus-worker run -worker-repo' 'lotus-worker run -workerrepo' 'lotus-worker run -timeout' 'lotus-worker run -parallel-fetch-limit' 'lotus-worker run -external-pc2' 'lotus-worker drill -sectors' 'lotus-worker drill -post-parallel-reads' 'lotus-worker drill -post-read-timeout' 'lotus-worker drill -max-skip' 'lotus-worker drill -read-budget' 'lotus-worker drill -prove-budget' 'lotus-worker drill -log-format' 'lotus-worker drill -worker-repo' 'lotus-worker drill -workerrepo' 'lotus-worker drill -style' 'lotus-worker drill -output' 'lotus-worker drill -o' 'lotus-worker stop -timeout' 'lotus-worker stop -cacert' 'lotus-worker stop -worker-repo' 'lotus-worker stop -workerrepo' 'lotus-worker info -style' 'lotus-worker info -output' 'lotus-worker info -o' 'lotus-worker info -timeout' 'lotus-worker info -cacert' 'lotus-worker info -worker-repo' 'lotus-worker info -workerrepo' 'lotus-worker set -timeout' 'lotus-worker set -cacert' 'lotus-worker set -worker-repo' 'lotus-worker set -workerrepo' 'lotus-worker wait-quiet -timeout' 'lotus-worker wait-quiet -cacert' 'lotus-worker wait-quiet -worker-repo' 'lotus-worker wait-quiet -workerrepo' 'lotus-worker storage -timeout' 'lotus-worker storage -cacert' 'lotus-worker storage -worker-repo' 'lotus-worker storage -workerrepo' 'lotus-worker storage attach -weight' 'lotus-worker storage attach -max-storage' 'lotus-worker storage attach -groups' 'lotus-worker storage attach -allow-to' 'lotus-worker storage attach -timeout' 'lotus-worker storage attach -cacert' 'lotus-worker storage attach -worker-repo' 'lotus-worker storage attach -workerrepo' 'lotus-worker storage detach -timeout' 'lotus-worker storage detach -cacert' 'lotus-worker storage detach -worker-repo' 'lotus-worker storage detach -workerrepo' 'lotus-worker storage redeclare -id' 'lotus-worker storage redeclare -timeout' 'lotus-worker storage redeclare -cacert' 'lotus-worker storage redeclare -worker-repo' 'lotus-worker storage redeclare -workerrepo' 'lotus-worker resources -style' 'lotus-worker resources -output' 'lotus-worker resources -o' 'lotus-worker tasks -timeout' 'lotus-worker tasks -cacert' 'lotus-worker tasks -worker-repo' 'lotus-worker tasks -workerrepo' 'lotus-worker tasks enable -timeout' 'lotus-worker tasks enable -cacert' 'lotus-worker tasks enable -worker-repo' 'lotus-worker tasks enable -workerrepo' 'lotus-worker tasks disable -timeout' 'lotus-worker tasks disable -cacert' 'lotus-worker tasks disable -worker-repo' 'lotus-worker tasks disable -workerrepo' 'lotus-worker fetch-params -proving-params' 'lotus-worker fetch-params -style' 'lotus-worker fetch-params -output' 'lotus-worker fetch-params -o' 'lotus-worker doctor -listen' 'lotus-worker doctor -post-parallel-reads' 'lotus-worker doctor -style' 'lotus-worker doctor -output' 'lotus-worker doctor -o' 'lotus-worker doctor -timeout' 'lotus-worker doctor -cacert' 'lotus-worker doctor -worker-repo' 'lotus-worker doctor -workerrepo'
            return 0
    end
    return 1
end

# Prints the path $argv[1] by the names of its commands. False if there is no such path.
function __lotus_worker_path
    switch $argv[1]
        case 'lotus-worker' 'lotus-worker run' 'lotus-worker drill' 'lotus-worker stop' 'lotus-worker info' 'lotus-worker set' 'lotus-worker wait-quiet' 'lotus-worker storage' 'lotus-worker storage attach' 'lotus-worker storage detach' 'lotus-worker storage redeclare' 'lotus-worker resources' 'lotus-worker tasks' 'lotus-worker tasks enable' 'lotus-worker tasks disable' 'lotus-worker fetch-params' 'lotus-worker doctor' 'lotus-worker completion'
            echo $argv[1]
        case '*'
            return 1
    end
end

# Whether the words before the cursor lead to the path $argv[1] and, with a second word, to no parameter
# yet. The path `foreign` is that of a command of the next program of this name.
function __lotus_worker_at
    set -l words (commandline -opc)
    set -e words[1]
    set -l path lotus-worker
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
            if not string match -q -- '*=*' $word; and __lotus_worker_takes_value $path $name
                set value 1
            end
        else if not contains -- $path 'lotus-worker' 'lotus-worker storage' 'lotus-worker tasks'
            set given 1
        else if not contains -- $word help h
            set path (__lotus_worker_path "$path $word"; or echo foreign)
            if test "$path" = foreign
                break
            end
        end
    end
    test "$path" = "$argv[1]"; or return 1
    test $given = 0; or test (count $argv) = 1
end

# The values that only this machine knows, of the kind $argv[1]. They are read from disk; nobody is asked.
function __lotus_worker_live
    set -l words (commandline -opc)
    set -l program (string replace -r -- '^~/' "$HOME/" $words[1])
    set -e words[1]
    command -q -- $program; or set program lotus-worker
    command $program __complete -- $argv[1] $words 2>/dev/null </dev/null
end

complete -c lotus-worker -f
complete -c lotus-worker -n '__lotus_worker_at foreign' -F

# lotus-worker
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker\'' -a 'run' -d 'Start a PoSt worker'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker\'' -a 'drill' -d 'Make a proof of real sectors that is not sent, and tell how long it takes'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker\'' -a 'stop' -d 'Stop a running lotus worker'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker\'' -a 'info' -d 'Print worker info'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker\'' -a 'set' -d 'Manage worker settings'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker\'' -a 'wait-quiet' -d 'Block until all running tasks exit'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker\'' -a 'storage' -d 'manage sector storage'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker\'' -a 'resources' -d 'Manage resource table overrides'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker\'' -a 'tasks' -d 'Manage task processing'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker\'' -a 'fetch-params' -d 'Fetch the proof parameters that PoSt workers need'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker\'' -a 'doctor' -d 'Check whether this machine can prove, and say what mends what is wrong'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker\'' -a 'completion' -d 'Print the script that completes command lines in a shell'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker\'' -l worker-repo -l workerrepo -x -a '(__fish_complete_directories)' -d 'the worker\'s repository (LOTUS_WORKER_PATH; ~/.lotusworker)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker\'' -l color -a 'true false' -d 'use color whatever standard output is (--color=false: never)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker\'' -l version -s v -d 'print the version'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker\'' -l no-color -d 'never use color'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker\'' -l help -s h -d 'show help'

# lotus-worker run
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker run\'' -l windowpost -d 'make WindowPoSts (LOTUS_WORKER_WINDOWPOST)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker run\'' -l winningpost -d 'make WinningPoSts (LOTUS_WORKER_WINNINGPOST)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker run\'' -l listen -x -d 'address to serve at; 0.0.0.0 is the one that faces the miner (0.0.0.0:3456) (LOTUS_WORKER_LISTEN)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker run\'' -l name -x -a '(__lotus_worker_live worker-hosts)' -d 'name in the miner\'s lists (host name) (LOTUS_WORKER_NAME)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker run\'' -l no-local-storage -d 'open no storage path of this machine (LOTUS_WORKER_NO_LOCAL_STORAGE)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker run\'' -l no-swap -d 'report no swap (LOTUS_WORKER_NO_SWAP)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker run\'' -l post-parallel-reads -x -d 'sectors read at a time, 1024 at most (0: no limit, which is 256; Lotus now uses 32) (LOTUS_WORKER_POST_PARALLEL_READS)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker run\'' -l post-read-timeout -x -d 'limit for reading one sector\'s challenges (0s: a share of --read-budget) (LOTUS_WORKER_POST_READ_TIMEOUT)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker run\'' -l max-skip -x -d 'most sectors that are skipped, of those in a proof (0.01; 0: none)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker run\'' -l allow-cpu -d 'prove WindowPoSts of 32 and 64 GiB without a GPU'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker run\'' -l read-budget -x -d 'limit for reading all sectors of a task (20m; winning 1m)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker run\'' -l prove-budget -x -d 'limit for one proof, after which it exits 70 (1h; winning 10m)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker run\'' -l log-format -x -a 'text json' -d 'log lines as text (default) or json'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker run\'' -l drain-timeout -x -d 'longest wait for running tasks when it leaves (30m)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker run\'' -l http-server-timeout -x -d 'limit for the headers of a request (30s)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker run\'' -l worker-repo -l workerrepo -x -a '(__fish_complete_directories)' -d 'the worker\'s repository'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker run\'' -l timeout -x -d 'no effect: it bounds a connection that is not made here (LOTUS_WORKER_TIMEOUT)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker run\'' -l parallel-fetch-limit -x -d 'no effect: a PoSt worker fetches no sector files (LOTUS_WORKER_PARALLEL_FETCH_LIMIT)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker run\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker run\'' -l no-color -d 'never use color'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker run\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker run\'' -l help -s h -d 'show help'

# lotus-worker drill
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker drill\'' -l windowpost -d 'make WindowPoSts (LOTUS_WORKER_WINDOWPOST)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker drill\'' -l winningpost -d 'make WinningPoSts (LOTUS_WORKER_WINNINGPOST)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker drill\'' -l sectors -x -d 'sectors of a WindowPoSt (as many as a partition has)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker drill\'' -l post-parallel-reads -x -d 'sectors read at a time, 1024 at most (0: no limit, which is 256; Lotus now uses 32) (LOTUS_WORKER_POST_PARALLEL_READS)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker drill\'' -l post-read-timeout -x -d 'limit for reading one sector\'s challenges (0s: a share of --read-budget) (LOTUS_WORKER_POST_READ_TIMEOUT)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker drill\'' -l max-skip -x -d 'most sectors that are skipped, of those in a proof (0.01; 0: none)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker drill\'' -l allow-cpu -d 'prove WindowPoSts of 32 and 64 GiB without a GPU'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker drill\'' -l read-budget -x -d 'limit for reading all sectors of a task (20m; winning 1m)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker drill\'' -l prove-budget -x -d 'limit for one proof, after which it exits 70 (1h; winning 10m)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker drill\'' -l log-format -x -a 'text json' -d 'log lines as text (default) or json'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker drill\'' -l no-local-storage -d 'open no storage path of this machine'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker drill\'' -l worker-repo -l workerrepo -x -a '(__fish_complete_directories)' -d 'the worker\'s repository'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker drill\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker drill\'' -l no-color -d 'never use color'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker drill\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker drill\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker drill\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker drill\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker drill\'' -l help -s h -d 'show help'

# lotus-worker stop
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker stop\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker stop\'' -l no-color -d 'never use color'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker stop\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker stop\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker stop\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker stop\'' -l worker-repo -l workerrepo -x -a '(__fish_complete_directories)' -d 'the worker\'s repository'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker stop\'' -l help -s h -d 'show help'

# lotus-worker info
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker info\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker info\'' -l no-color -d 'never use color'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker info\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker info\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker info\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker info\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker info\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker info\'' -l worker-repo -l workerrepo -x -a '(__fish_complete_directories)' -d 'the worker\'s repository'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker info\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker info\'' -l help -s h -d 'show help'

# lotus-worker set
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker set\'' -l enabled -a 'true false' -d 'take new tasks (default), or none with --enabled=false'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker set\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker set\'' -l no-color -d 'never use color'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker set\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker set\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker set\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker set\'' -l worker-repo -l workerrepo -x -a '(__fish_complete_directories)' -d 'the worker\'s repository'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker set\'' -l help -s h -d 'show help'

# lotus-worker wait-quiet
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker wait-quiet\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker wait-quiet\'' -l no-color -d 'never use color'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker wait-quiet\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker wait-quiet\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker wait-quiet\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker wait-quiet\'' -l worker-repo -l workerrepo -x -a '(__fish_complete_directories)' -d 'the worker\'s repository'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker wait-quiet\'' -l help -s h -d 'show help'

# lotus-worker storage
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage\'' -a 'attach' -d 'attach local storage path'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage\'' -a 'detach' -d 'detach local storage path'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage\'' -a 'redeclare' -d 'redeclare sectors in a local storage path'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage\'' -l no-color -d 'never use color'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage\'' -l worker-repo -l workerrepo -x -a '(__fish_complete_directories)' -d 'the worker\'s repository'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage\'' -l help -s h -d 'show help'

# lotus-worker storage attach
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage attach\' bare' -a '(__fish_complete_directories)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage attach\'' -l init -d 'initialize the path first'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage attach\'' -l weight -x -d '(for init) path weight (10)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage attach\'' -l seal -d '(for init) use path for sealing; not for a PoSt worker'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage attach\'' -l store -d '(for init) use path for long-term storage'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage attach\'' -l max-storage -x -d '(for init) limit storage space for sectors (expensive for very large paths!)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage attach\'' -l groups -x -d 'path group names'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage attach\'' -l allow-to -x -d 'path groups allowed to pull data from this path (allow all if not specified)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage attach\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage attach\'' -l no-color -d 'never use color'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage attach\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage attach\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage attach\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage attach\'' -l worker-repo -l workerrepo -x -a '(__fish_complete_directories)' -d 'the worker\'s repository'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage attach\'' -l help -s h -d 'show help'

# lotus-worker storage detach
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage detach\' bare' -a '(__fish_complete_directories)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage detach\'' -l really-do-it -d 'do it: the worker no longer serves the sectors of the path'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage detach\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage detach\'' -l no-color -d 'never use color'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage detach\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage detach\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage detach\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage detach\'' -l worker-repo -l workerrepo -x -a '(__fish_complete_directories)' -d 'the worker\'s repository'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage detach\'' -l help -s h -d 'show help'

# lotus-worker storage redeclare
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage redeclare\' bare' -a '(__fish_complete_directories)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage redeclare\'' -l id -x -d 'storage path ID'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage redeclare\'' -l all -d 'redeclare all storage paths'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage redeclare\'' -l drop-missing -a 'true false' -d 'drop index entries with missing files (--drop-missing=false: keep)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage redeclare\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage redeclare\'' -l no-color -d 'never use color'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage redeclare\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage redeclare\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage redeclare\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage redeclare\'' -l worker-repo -l workerrepo -x -a '(__fish_complete_directories)' -d 'the worker\'s repository'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker storage redeclare\'' -l help -s h -d 'show help'

# lotus-worker resources
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker resources\'' -l all -d 'print all resource envvars'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker resources\'' -l default -d 'print default resource envvars'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker resources\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker resources\'' -l no-color -d 'never use color'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker resources\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker resources\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker resources\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker resources\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker resources\'' -l help -s h -d 'show help'

# lotus-worker tasks
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks\'' -a 'enable' -d 'Enable a task type'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks\'' -a 'disable' -d 'Disable a task type'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks\'' -l no-color -d 'never use color'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks\'' -l worker-repo -l workerrepo -x -a '(__fish_complete_directories)' -d 'the worker\'s repository'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks\'' -l help -s h -d 'show help'

# lotus-worker tasks enable
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks enable\' bare' -a 'UNS C2 PC2 PC1 PR2 RU AP DC GSK'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks enable\'' -l all -d 'Enable all task types'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks enable\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks enable\'' -l no-color -d 'never use color'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks enable\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks enable\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks enable\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks enable\'' -l worker-repo -l workerrepo -x -a '(__fish_complete_directories)' -d 'the worker\'s repository'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks enable\'' -l help -s h -d 'show help'

# lotus-worker tasks disable
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks disable\' bare' -a 'UNS C2 PC2 PC1 PR2 RU AP DC GSK'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks disable\'' -l all -d 'Disable all task types'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks disable\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks disable\'' -l no-color -d 'never use color'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks disable\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks disable\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks disable\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks disable\'' -l worker-repo -l workerrepo -x -a '(__fish_complete_directories)' -d 'the worker\'s repository'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker tasks disable\'' -l help -s h -d 'show help'

# lotus-worker fetch-params
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker fetch-params\' bare' -a '2KiB 8MiB 512MiB 32GiB 64GiB'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker fetch-params\'' -l proving-params -x -a '2KiB 8MiB 512MiB 32GiB 64GiB' -d 'sectors to fetch for, such as 32GiB'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker fetch-params\'' -l windowpost -d 'only what a WindowPoSt worker needs'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker fetch-params\'' -l winningpost -d 'only what a WinningPoSt worker needs'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker fetch-params\'' -l check -d 'read and check what is there, and fetch nothing'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker fetch-params\'' -l list -d 'list the files, and neither check nor fetch'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker fetch-params\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker fetch-params\'' -l no-color -d 'never use color'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker fetch-params\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker fetch-params\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker fetch-params\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker fetch-params\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker fetch-params\'' -l help -s h -d 'show help'

# lotus-worker doctor
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker doctor\'' -l windowpost -d 'make WindowPoSts (LOTUS_WORKER_WINDOWPOST)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker doctor\'' -l winningpost -d 'make WinningPoSts (LOTUS_WORKER_WINNINGPOST)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker doctor\'' -l deep -d 'read large parameter files through, which takes minutes'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker doctor\'' -l listen -x -d 'address that the worker is to serve at'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker doctor\'' -l post-parallel-reads -x -d 'sectors read at a time (0: no limit)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker doctor\'' -l no-local-storage -d 'open no storage path of this machine'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker doctor\'' -l no-swap -d 'report no swap'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker doctor\'' -l allow-cpu -d 'prove WindowPoSts of 32 and 64 GiB without a GPU'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker doctor\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker doctor\'' -l no-color -d 'never use color'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker doctor\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker doctor\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker doctor\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker doctor\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker doctor\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker doctor\'' -l worker-repo -l workerrepo -x -a '(__fish_complete_directories)' -d 'the worker\'s repository'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker doctor\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker doctor\'' -l help -s h -d 'show help'

# lotus-worker completion
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker completion\' bare' -a 'bash zsh fish'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker completion\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker completion\'' -l no-color -d 'never use color'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker completion\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-worker -n '__lotus_worker_at \'lotus-worker completion\'' -l help -s h -d 'show help'
