# Completion of lotus-miner for fish. Made from the commands of the program, and printed by
# `lotus-miner completion fish`. Not to be edited.

# Whether the value of the flag $argv[2], without dashes, at the path $argv[1] is the next word.
function __lotus_miner_takes_value
    switch "$argv[1] -$argv[2]"
        case 'lotus-miner -actor' 'lotus-miner -a' 'lotus-miner -miner-repo' 'lotus-miner -storagerepo' 'lotus-miner -repo' 'lotus-miner -panic-reports' 'lotus-miner -style' 'lotus-miner -output' 'lotus-miner -o' 'lotus-miner -timeout' 'lotus-miner -cacert' 'lotus-miner info -blocks' 'lotus-miner info -style' 'lotus-miner info -output' 'lotus-miner info -o' 'lotus-miner info -timeout' 'lotus-miner info -cacert' 'lotus-miner info -actor' 'lotus-miner info -miner-repo' 'lotus-miner info -storagerepo' 'lotus-miner proving -style' 'lotus-miner proving -output' 'lotus-miner proving -o' 'lotus-miner proving -timeout' 'lotus-miner proving -cacert' 'lotus-miner proving -actor' 'lotus-miner proving -miner-repo' 'lotus-miner proving -storagerepo' 'lotus-miner proving info -style' 'lotus-miner proving info -output' 'lotus-miner proving info -o' 'lotus-miner proving info -timeout' 'lotus-miner proving info -cacert' 'lotus-miner proving info -actor' 'lotus-miner proving info -miner-repo' 'lotus-miner proving info -storagerepo' 'lotus-miner proving deadlines -style' 'lotus-miner proving deadlines -output' 'lotus-miner proving deadlines -o' 'lotus-miner proving deadlines -timeout' 'lotus-miner proving deadlines -cacert' 'lotus-miner proving deadlines -actor' 'lotus-miner proving deadlines -miner-repo' 'lotus-miner proving deadlines -storagerepo' 'lotus-miner proving deadline -style' 'lotus-miner proving deadline -output' 'lotus-miner proving deadline -o' 'lotus-miner proving deadline -timeout' 'lotus-miner proving deadline -cacert' 'lotus-miner proving deadline -actor' 'lotus-miner proving deadline -miner-repo' 'lotus-miner proving deadline -storagerepo' 'lotus-miner proving faults -style' 'lotus-miner proving faults -output' 'lotus-miner proving faults -o' 'lotus-miner proving faults -timeout' 'lotus-miner proving faults -cacert' 'lotus-miner proving faults -actor' 'lotus-miner proving faults -miner-repo' 'lotus-miner proving faults -storagerepo' 'lotus-miner proving check -storage-id' 'lotus-miner proving check -style' 'lotus-miner proving check -output' 'lotus-miner proving check -o' 'lotus-miner proving check -timeout' 'lotus-miner proving check -cacert' 'lotus-miner proving check -actor' 'lotus-miner proving check -miner-repo' 'lotus-miner proving check -storagerepo' 'lotus-miner proving workers -style' 'lotus-miner proving workers -output' 'lotus-miner proving workers -o' 'lotus-miner proving workers -timeout' 'lotus-miner proving workers -cacert' 'lotus-miner proving workers -actor' 'lotus-miner proving workers -miner-repo' 'lotus-miner proving workers -storagerepo' 'lotus-miner proving compute -style' 'lotus-miner proving compute -output' 'lotus-miner proving compute -o' 'lotus-miner proving compute -timeout' 'lotus-miner proving compute -cacert' 'lotus-miner proving compute -actor' 'lotus-miner proving compute -miner-repo' 'lotus-miner proving compute -storagerepo' 'lotus-miner proving compute windowed-post -style' 'lotus-miner proving compute windowed-post -output' 'lotus-miner proving compute windowed-post -o' 'lotus-miner proving compute windowed-post -timeout' 'lotus-miner proving compute windowed-post -cacert' 'lotus-miner proving compute windowed-post -actor' 'lotus-miner proving compute windowed-post -miner-repo' 'lotus-miner proving compute windowed-post -storagerepo' 'lotus-miner proving recover-faults -confidence' 'lotus-miner proving recover-faults -style' 'lotus-miner proving recover-faults -output' 'lotus-miner proving recover-faults -o' 'lotus-miner proving recover-faults -timeout' 'lotus-miner proving recover-faults -cacert' 'lotus-miner proving recover-faults -actor' 'lotus-miner proving recover-faults -miner-repo' 'lotus-miner proving recover-faults -storagerepo' 'lotus-miner proving watch -style' 'lotus-miner proving watch -output' 'lotus-miner proving watch -o' 'lotus-miner proving watch -timeout' 'lotus-miner proving watch -cacert' 'lotus-miner proving watch -actor' 'lotus-miner proving watch -miner-repo' 'lotus-miner proving watch -storagerepo' 'lotus-miner sealing -style' 'lotus-miner sealing -output' 'lotus-miner sealing -o' 'lotus-miner sealing -timeout' 'lotus-miner sealing -cacert' 'lotus-miner sealing -actor' 'lotus-miner sealing -miner-repo' 'lotus-miner sealing -storagerepo' 'lotus-miner sealing jobs -style' 'lotus-miner sealing jobs -output' 'lotus-miner sealing jobs -o' 'lotus-miner sealing jobs -timeout' 'lotus-miner sealing jobs -cacert' 'lotus-miner sealing jobs -actor' 'lotus-miner sealing jobs -miner-repo' 'lotus-miner sealing jobs -storagerepo' 'lotus-miner sealing workers -style' 'lotus-miner sealing workers -output' 'lotus-miner sealing workers -o' 'lotus-miner sealing workers -timeout' 'lotus-miner sealing workers -cacert' 'lotus-miner sealing workers -actor' 'lotus-miner sealing workers -miner-repo' 'lotus-miner sealing workers -storagerepo' 'lotus-miner dashboard -timeout' 'lotus-miner dashboard -cacert' 'lotus-miner dashboard -miner-repo' 'lotus-miner dashboard -storagerepo' 'lotus-miner worker -style' 'lotus-miner worker -output' 'lotus-miner worker -o' 'lotus-miner worker -timeout' 'lotus-miner worker -cacert' 'lotus-miner worker -actor' 'lotus-miner worker -miner-repo' 'lotus-miner worker -storagerepo' 'lotus-miner worker start -name' 'lotus-miner worker start -wait' 'lotus-miner worker start -timeout' 'lotus-miner worker start -cacert' 'lotus-miner worker start -miner-repo' 'lotus-miner worker start -storagerepo' 'lotus-miner worker ls -style' 'lotus-miner worker ls -output' 'lotus-miner worker ls -o' 'lotus-miner worker logs -lines' 'lotus-miner worker logs -n' 'lotus-miner worker stop -timeout' 'lotus-miner doctor -style' 'lotus-miner doctor -output' 'lotus-miner doctor -o' 'lotus-miner doctor -timeout' 'lotus-miner doctor -cacert' 'lotus-miner doctor -actor' 'lotus-miner doctor -miner-repo' 'lotus-miner doctor -storagerepo' 'lotus-miner devnet -listen' 'lotus-miner devnet -repo' 'lotus-miner devnet -epoch' 'lotus-miner devnet -sectors' 'lotus-miner devnet -win-every' 'lotus-miner demo -style' 'lotus-miner demo -output' 'lotus-miner demo -o'
            return 0
    end
    return 1
end

# Prints the path $argv[1] by the names of its commands. False if there is no such path.
function __lotus_miner_path
    switch $argv[1]
        case 'lotus-miner' 'lotus-miner info' 'lotus-miner proving' 'lotus-miner proving info' 'lotus-miner proving deadlines' 'lotus-miner proving deadline' 'lotus-miner proving faults' 'lotus-miner proving check' 'lotus-miner proving workers' 'lotus-miner proving compute' 'lotus-miner proving compute windowed-post' 'lotus-miner proving recover-faults' 'lotus-miner proving watch' 'lotus-miner sealing' 'lotus-miner sealing jobs' 'lotus-miner sealing workers' 'lotus-miner dashboard' 'lotus-miner worker' 'lotus-miner worker start' 'lotus-miner worker ls' 'lotus-miner worker logs' 'lotus-miner worker stop' 'lotus-miner doctor' 'lotus-miner devnet' 'lotus-miner demo' 'lotus-miner completion'
            echo $argv[1]
        case 'lotus-miner proving compute window-post'
            echo 'lotus-miner proving compute windowed-post'
        case 'lotus-miner top'
            echo 'lotus-miner dashboard'
        case '*'
            return 1
    end
end

# Whether the words before the cursor lead to the path $argv[1] and, with a second word, to no parameter
# yet. The path `foreign` is that of a command of the next program of this name.
function __lotus_miner_at
    set -l words (commandline -opc)
    set -e words[1]
    set -l path lotus-miner
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
            if not string match -q -- '*=*' $word; and __lotus_miner_takes_value $path $name
                set value 1
            end
        else if not contains -- $path 'lotus-miner' 'lotus-miner proving' 'lotus-miner proving compute' 'lotus-miner sealing' 'lotus-miner worker'
            set given 1
        else if not contains -- $word help h
            set path (__lotus_miner_path "$path $word"; or echo foreign)
            if test "$path" = foreign
                break
            end
        end
    end
    test "$path" = "$argv[1]"; or return 1
    test $given = 0; or test (count $argv) = 1
end

# The values that only this machine knows, of the kind $argv[1]. They are read from disk; nobody is asked.
function __lotus_miner_live
    set -l words (commandline -opc)
    set -l program (string replace -r -- '^~/' "$HOME/" $words[1])
    set -e words[1]
    command -q -- $program; or set program lotus-miner
    command $program __complete -- $argv[1] $words 2>/dev/null </dev/null
end

complete -c lotus-miner -f
complete -c lotus-miner -n '__lotus_miner_at foreign' -F

# lotus-miner
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner\'' -a 'info' -d 'Print miner info'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner\'' -a 'proving' -d 'View proving information'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner\'' -a 'sealing' -d 'interact with sealing pipeline'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner\'' -a 'dashboard' -d 'Watch deadlines, workers and proofs on one screen'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner\'' -a 'worker' -d 'Start and watch PoSt workers on this machine'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner\'' -a 'doctor' -d 'Check whether proofs will be made, and say what mends what is wrong'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner\'' -a 'devnet' -d 'Run a small simulated miner with its chain, to try things on'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner\'' -a 'demo' -d 'Show the console and two PoSt workers on a small simulated miner'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner\'' -a 'completion' -d 'Print the script that completes command lines in a shell'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner\'' -l actor -s a -x -d 'query this actor instead of the miner\'s own'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner\'' -l miner-repo -l storagerepo -x -a '(__fish_complete_directories)' -d 'the miner\'s repository (LOTUS_MINER_PATH; ~/.lotusminer)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner\'' -l color -a 'true false' -d 'use color whatever standard output is (--color=false: never)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner\'' -l version -s v -d 'print the version'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner\'' -l watch -d 'look again every TIME (10s)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner\'' -l help -s h -d 'show help'

# lotus-miner info
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner info\'' -l hide-sectors-info -d 'hide sectors info'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner info\'' -l blocks -x -d 'Log of produced <blocks> newest blocks and rewards(Miner Fee excluded)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner info\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner info\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner info\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner info\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner info\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner info\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner info\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner info\'' -l watch -d 'look again every TIME (10s)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner info\'' -l actor -x -d 'query this actor instead of the miner\'s own'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner info\'' -l miner-repo -l storagerepo -x -a '(__fish_complete_directories)' -d 'the miner\'s repository'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner info\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner info\'' -l help -s h -d 'show help'

# lotus-miner proving
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving\'' -a 'info' -d 'View current state information'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving\'' -a 'deadlines' -d 'View the current proving period deadlines information'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving\'' -a 'deadline' -d 'View the current proving period deadline information by its index'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving\'' -a 'faults' -d 'View the currently known proving faulty sectors information'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving\'' -a 'check' -d 'Check sectors provable'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving\'' -a 'workers' -d 'list workers'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving\'' -a 'compute' -d 'Compute simulated proving tasks'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving\'' -a 'recover-faults' -d 'Manually recovers faulty sectors on chain'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving\'' -a 'watch' -d 'Print a line for each event: workers, proofs, deadlines, faults'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving\'' -l actor -x -d 'query this actor instead of the miner\'s own'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving\'' -l miner-repo -l storagerepo -x -a '(__fish_complete_directories)' -d 'the miner\'s repository'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving\'' -l help -s h -d 'show help'

# lotus-miner proving info
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving info\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving info\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving info\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving info\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving info\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving info\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving info\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving info\'' -l watch -d 'look again every TIME (10s)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving info\'' -l actor -x -d 'query this actor instead of the miner\'s own'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving info\'' -l miner-repo -l storagerepo -x -a '(__fish_complete_directories)' -d 'the miner\'s repository'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving info\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving info\'' -l help -s h -d 'show help'

# lotus-miner proving deadlines
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadlines\'' -l all -s a -d 'Count all sectors (only live sectors are counted by default)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadlines\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadlines\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadlines\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadlines\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadlines\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadlines\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadlines\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadlines\'' -l watch -d 'look again every TIME (10s)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadlines\'' -l actor -x -d 'query this actor instead of the miner\'s own'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadlines\'' -l miner-repo -l storagerepo -x -a '(__fish_complete_directories)' -d 'the miner\'s repository'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadlines\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadlines\'' -l help -s h -d 'show help'

# lotus-miner proving deadline
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadline\' bare' -a '(__lotus_miner_live deadlines)' -k
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadline\'' -l sector-nums -s n -d 'Print sector/fault numbers belonging to this deadline'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadline\'' -l bitfield -s b -d 'Print partition bitfield stats'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadline\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadline\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadline\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadline\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadline\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadline\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadline\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadline\'' -l watch -d 'look again every TIME (10s)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadline\'' -l actor -x -d 'query this actor instead of the miner\'s own'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadline\'' -l miner-repo -l storagerepo -x -a '(__fish_complete_directories)' -d 'the miner\'s repository'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadline\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving deadline\'' -l help -s h -d 'show help'

# lotus-miner proving faults
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving faults\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving faults\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving faults\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving faults\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving faults\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving faults\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving faults\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving faults\'' -l watch -d 'look again every TIME (10s)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving faults\'' -l actor -x -d 'query this actor instead of the miner\'s own'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving faults\'' -l miner-repo -l storagerepo -x -a '(__fish_complete_directories)' -d 'the miner\'s repository'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving faults\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving faults\'' -l help -s h -d 'show help'

# lotus-miner proving check
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving check\' bare' -a '(__lotus_miner_live deadlines)' -k
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving check\'' -l only-bad -d 'print only bad sectors'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving check\'' -l slow -d 'run slower checks (no effect, in Lotus either)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving check\'' -l storage-id -x -d 'filter sectors by storage path (path id)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving check\'' -l faulty -d 'only check faulty sectors'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving check\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving check\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving check\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving check\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving check\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving check\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving check\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving check\'' -l actor -x -d 'query this actor instead of the miner\'s own'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving check\'' -l miner-repo -l storagerepo -x -a '(__fish_complete_directories)' -d 'the miner\'s repository'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving check\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving check\'' -l help -s h -d 'show help'

# lotus-miner proving workers
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving workers\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving workers\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving workers\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving workers\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving workers\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving workers\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving workers\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving workers\'' -l watch -d 'look again every TIME (10s)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving workers\'' -l actor -x -d 'query this actor instead of the miner\'s own'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving workers\'' -l miner-repo -l storagerepo -x -a '(__fish_complete_directories)' -d 'the miner\'s repository'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving workers\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving workers\'' -l help -s h -d 'show help'

# lotus-miner proving compute
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute\'' -a 'windowed-post' -d 'Compute WindowPoSt for a specific deadline'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute\'' -l actor -x -d 'query this actor instead of the miner\'s own'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute\'' -l miner-repo -l storagerepo -x -a '(__fish_complete_directories)' -d 'the miner\'s repository'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute\'' -l help -s h -d 'show help'

# lotus-miner proving compute windowed-post
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute windowed-post\' bare' -a '(__lotus_miner_live deadlines)' -k
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute windowed-post\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute windowed-post\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute windowed-post\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute windowed-post\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute windowed-post\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute windowed-post\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute windowed-post\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute windowed-post\'' -l actor -x -d 'query this actor instead of the miner\'s own'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute windowed-post\'' -l miner-repo -l storagerepo -x -a '(__fish_complete_directories)' -d 'the miner\'s repository'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute windowed-post\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving compute windowed-post\'' -l help -s h -d 'show help'

# lotus-miner proving recover-faults
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving recover-faults\'' -l confidence -x -d 'number of block confirmations to wait for (5)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving recover-faults\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving recover-faults\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving recover-faults\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving recover-faults\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving recover-faults\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving recover-faults\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving recover-faults\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving recover-faults\'' -l actor -x -d 'query this actor instead of the miner\'s own'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving recover-faults\'' -l miner-repo -l storagerepo -x -a '(__fish_complete_directories)' -d 'the miner\'s repository'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving recover-faults\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving recover-faults\'' -l help -s h -d 'show help'

# lotus-miner proving watch
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving watch\'' -l until-fault -d 'end with exit status 6 at the first missed deadline or new fault'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving watch\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving watch\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving watch\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving watch\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving watch\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving watch\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving watch\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving watch\'' -l actor -x -d 'query this actor instead of the miner\'s own'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving watch\'' -l miner-repo -l storagerepo -x -a '(__fish_complete_directories)' -d 'the miner\'s repository'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving watch\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner proving watch\'' -l help -s h -d 'show help'

# lotus-miner sealing
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing\'' -a 'jobs' -d 'list running jobs'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing\'' -a 'workers' -d 'list workers'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing\'' -l actor -x -d 'query this actor instead of the miner\'s own'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing\'' -l miner-repo -l storagerepo -x -a '(__fish_complete_directories)' -d 'the miner\'s repository'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing\'' -l help -s h -d 'show help'

# lotus-miner sealing jobs
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing jobs\'' -l show-ret-done -d 'show returned but not consumed calls'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing jobs\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing jobs\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing jobs\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing jobs\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing jobs\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing jobs\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing jobs\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing jobs\'' -l watch -d 'look again every TIME (10s)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing jobs\'' -l actor -x -d 'query this actor instead of the miner\'s own'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing jobs\'' -l miner-repo -l storagerepo -x -a '(__fish_complete_directories)' -d 'the miner\'s repository'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing jobs\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing jobs\'' -l help -s h -d 'show help'

# lotus-miner sealing workers
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing workers\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing workers\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing workers\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing workers\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing workers\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing workers\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing workers\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing workers\'' -l watch -d 'look again every TIME (10s)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing workers\'' -l actor -x -d 'query this actor instead of the miner\'s own'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing workers\'' -l miner-repo -l storagerepo -x -a '(__fish_complete_directories)' -d 'the miner\'s repository'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing workers\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner sealing workers\'' -l help -s h -d 'show help'

# lotus-miner dashboard
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner dashboard\'' -l ascii -d 'draw with ASCII characters only'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner dashboard\'' -l no-sync -d 'do not mark frames for the terminal (synchronised update)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner dashboard\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner dashboard\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner dashboard\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner dashboard\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner dashboard\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner dashboard\'' -l miner-repo -l storagerepo -x -a '(__fish_complete_directories)' -d 'the miner\'s repository'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner dashboard\'' -l help -s h -d 'show help'

# lotus-miner worker
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker\'' -a 'start' -d 'Start a PoSt worker in the background'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker\'' -a 'ls' -d 'List the workers that were started on this machine'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker\'' -a 'logs' -d 'Print the log of a worker'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker\'' -a 'stop' -d 'Stop a worker that was started on this machine'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker\'' -l actor -x -d 'query this actor instead of the miner\'s own'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker\'' -l miner-repo -l storagerepo -x -a '(__fish_complete_directories)' -d 'the miner\'s repository'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker\'' -l help -s h -d 'show help'

# lotus-miner worker start
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker start\'' -l windowpost -d 'for the proofs of deadlines'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker start\'' -l winningpost -d 'for the proofs of won blocks'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker start\'' -l name -x -a '(__lotus_miner_live local-names)' -d 'name to find it by (windowpost-1 and so on)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker start\'' -l wait -x -d 'wait for it to register, at most so long (1m, 15m at its parameters; 0: not)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker start\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker start\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker start\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker start\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker start\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker start\'' -l miner-repo -l storagerepo -x -a '(__fish_complete_directories)' -d 'the miner\'s repository'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker start\'' -l help -s h -d 'show help'

# lotus-miner worker ls
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker ls\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker ls\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker ls\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker ls\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker ls\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker ls\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker ls\'' -l help -s h -d 'show help'

# lotus-miner worker logs
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker logs\' bare' -a '(__lotus_miner_live local-names)' -k
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker logs\'' -l follow -s f -d 'go on with what comes, until Ctrl-C'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker logs\'' -l lines -s n -x -d 'begin with the last N lines (20)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker logs\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker logs\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker logs\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker logs\'' -l help -s h -d 'show help'

# lotus-miner worker stop
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker stop\' bare' -a '(__lotus_miner_live local-workers)' -k
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker stop\'' -l now -d 'do not let it finish what it is at'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker stop\'' -l timeout -x -d 'wait so long at most; it goes on draining (no limit)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker stop\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker stop\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker stop\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner worker stop\'' -l help -s h -d 'show help'

# lotus-miner doctor
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner doctor\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner doctor\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner doctor\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner doctor\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner doctor\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner doctor\'' -l timeout -x -d 'time limit of every call, such as 30s; 0 for none'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner doctor\'' -l cacert -r -F -d 'trust the certificates of this PEM file'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner doctor\'' -l actor -x -d 'query this actor instead of the miner\'s own'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner doctor\'' -l miner-repo -l storagerepo -x -a '(__fish_complete_directories)' -d 'the miner\'s repository'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner doctor\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner doctor\'' -l help -s h -d 'show help'

# lotus-miner devnet
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner devnet\'' -l listen -x -d 'where the miner listens (127.0.0.1:0, a free port)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner devnet\'' -l repo -x -a '(__fish_complete_directories)' -d 'repository (in $XDG_STATE_HOME/lotus-console or ~/.local/state)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner devnet\'' -l epoch -x -d 'length of an epoch (1s)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner devnet\'' -l sectors -x -d 'sealed sectors (8)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner devnet\'' -l win-every -x -d 'epochs between two winning tickets (20)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner devnet\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner devnet\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner devnet\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner devnet\'' -l help -s h -d 'show help'

# lotus-miner demo
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner demo\'' -l keep -d 'leave miner and workers running until Ctrl-C'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner demo\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner demo\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner demo\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner demo\'' -l style -x -a 'classic lotus' -d 'classic (default) or lotus (LOTUS_CONSOLE_STYLE)'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner demo\'' -l output -s o -x -a 'text wide json yaml ndjson' -d 'text (default), wide, json, yaml or ndjson'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner demo\'' -l color -a 'true false' -d 'use color whatever standard output is'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner demo\'' -l help -s h -d 'show help'

# lotus-miner completion
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner completion\' bare' -a 'bash zsh fish'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner completion\'' -l verbose -l vv -d 'print each call with its time on stderr'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner completion\'' -l no-color -d 'never use color'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner completion\'' -l debug -d 'print the stack trace of an error'
complete -c lotus-miner -n '__lotus_miner_at \'lotus-miner completion\'' -l help -s h -d 'show help'
