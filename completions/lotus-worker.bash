# Completion of lotus-worker for bash, 4 or newer; nothing else is needed. Made from the commands of the
# program, and printed by `lotus-worker completion bash`. Not to be edited.

# What there is at the path $1, in the caller's variables: commands and flags below it, and as NAME=KIND
# what may stand in the word after a flag (valued) or behind its = alone (attached), and for the parameter.
# False if there is no such path.
_lotus_worker_at() {
    commands='' flags='' valued='' attached='' parameter=''
    case $1 in
    'lotus-worker')
        commands='run drill stop info set wait-quiet storage resources tasks fetch-params doctor completion'
        flags='--worker-repo --workerrepo --color --version -v --verbose --vv --no-color --debug --style --output -o --timeout --cacert --help -h'
        valued='worker-repo=dirs workerrepo=dirs miner-repo=dirs storagerepo=dirs panic-reports=dirs style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson timeout= cacert=files'
        attached='color=one:true,false'
        ;;
    'lotus-worker run')
        flags='--windowpost --winningpost --listen --name --no-local-storage --no-swap --post-parallel-reads --post-read-timeout --max-skip --allow-cpu --read-budget --prove-budget --log-format --drain-timeout --http-server-timeout --worker-repo --workerrepo --timeout --parallel-fetch-limit --verbose --vv --no-color --debug --help -h'
        valued='listen= address= name=live:worker-hosts post-parallel-reads= post-read-timeout= max-skip= read-budget= prove-budget= log-format=one:text,json drain-timeout= http-server-timeout= worker-repo=dirs workerrepo=dirs timeout= parallel-fetch-limit= external-pc2='
        ;;
    'lotus-worker drill')
        flags='--windowpost --winningpost --sectors --post-parallel-reads --post-read-timeout --max-skip --allow-cpu --read-budget --prove-budget --log-format --no-local-storage --worker-repo --workerrepo --verbose --vv --no-color --debug --style --output -o --color --help -h'
        valued='sectors= post-parallel-reads= post-read-timeout= max-skip= read-budget= prove-budget= log-format=one:text,json worker-repo=dirs workerrepo=dirs style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson'
        attached='color=one:true,false'
        ;;
    'lotus-worker stop')
        flags='--verbose --vv --no-color --debug --timeout --cacert --worker-repo --workerrepo --help -h'
        valued='timeout= cacert=files worker-repo=dirs workerrepo=dirs'
        ;;
    'lotus-worker info')
        flags='--verbose --vv --no-color --debug --style --output -o --timeout --cacert --worker-repo --workerrepo --color --help -h'
        valued='style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson timeout= cacert=files worker-repo=dirs workerrepo=dirs'
        attached='color=one:true,false'
        ;;
    'lotus-worker set')
        flags='--enabled --verbose --vv --no-color --debug --timeout --cacert --worker-repo --workerrepo --help -h'
        valued='timeout= cacert=files worker-repo=dirs workerrepo=dirs'
        attached='enabled=one:true,false'
        ;;
    'lotus-worker wait-quiet')
        flags='--verbose --vv --no-color --debug --timeout --cacert --worker-repo --workerrepo --help -h'
        valued='timeout= cacert=files worker-repo=dirs workerrepo=dirs'
        ;;
    'lotus-worker storage')
        commands='attach detach redeclare'
        flags='--verbose --vv --no-color --debug --timeout --cacert --worker-repo --workerrepo --help -h'
        valued='timeout= cacert=files worker-repo=dirs workerrepo=dirs'
        ;;
    'lotus-worker storage attach')
        flags='--init --weight --seal --store --max-storage --groups --allow-to --verbose --vv --no-color --debug --timeout --cacert --worker-repo --workerrepo --help -h'
        valued='weight= max-storage= groups= allow-to= timeout= cacert=files worker-repo=dirs workerrepo=dirs'
        parameter='dirs'
        ;;
    'lotus-worker storage detach')
        flags='--really-do-it --verbose --vv --no-color --debug --timeout --cacert --worker-repo --workerrepo --help -h'
        valued='timeout= cacert=files worker-repo=dirs workerrepo=dirs'
        parameter='dirs'
        ;;
    'lotus-worker storage redeclare')
        flags='--id --all --drop-missing --verbose --vv --no-color --debug --timeout --cacert --worker-repo --workerrepo --help -h'
        valued='id= timeout= cacert=files worker-repo=dirs workerrepo=dirs'
        attached='drop-missing=one:true,false'
        parameter='dirs'
        ;;
    'lotus-worker resources')
        flags='--all --default --verbose --vv --no-color --debug --style --output -o --color --help -h'
        valued='style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson'
        attached='color=one:true,false'
        ;;
    'lotus-worker tasks')
        commands='enable disable'
        flags='--verbose --vv --no-color --debug --timeout --cacert --worker-repo --workerrepo --help -h'
        valued='timeout= cacert=files worker-repo=dirs workerrepo=dirs'
        ;;
    'lotus-worker tasks enable')
        flags='--all --verbose --vv --no-color --debug --timeout --cacert --worker-repo --workerrepo --help -h'
        valued='timeout= cacert=files worker-repo=dirs workerrepo=dirs'
        parameter='one:UNS,C2,PC2,PC1,PR2,RU,AP,DC,GSK'
        ;;
    'lotus-worker tasks disable')
        flags='--all --verbose --vv --no-color --debug --timeout --cacert --worker-repo --workerrepo --help -h'
        valued='timeout= cacert=files worker-repo=dirs workerrepo=dirs'
        parameter='one:UNS,C2,PC2,PC1,PR2,RU,AP,DC,GSK'
        ;;
    'lotus-worker fetch-params')
        flags='--proving-params --windowpost --winningpost --check --list --verbose --vv --no-color --debug --style --output -o --color --help -h'
        valued='proving-params=one:2KiB,8MiB,512MiB,32GiB,64GiB style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson'
        attached='color=one:true,false'
        parameter='one:2KiB,8MiB,512MiB,32GiB,64GiB'
        ;;
    'lotus-worker doctor')
        flags='--windowpost --winningpost --deep --listen --post-parallel-reads --no-local-storage --no-swap --allow-cpu --verbose --vv --no-color --debug --style --output -o --timeout --cacert --worker-repo --workerrepo --color --help -h'
        valued='listen= post-parallel-reads= style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson timeout= cacert=files worker-repo=dirs workerrepo=dirs'
        attached='color=one:true,false'
        ;;
    'lotus-worker completion')
        flags='--verbose --vv --no-color --debug --help -h'
        parameter='one:bash,zsh,fish'
        ;;
    *) return 1 ;;
    esac
}

# Puts the kind of value that the flag $2 has, by the pairs of $1, into kind. False if it is not among them.
_lotus_worker_kind() {
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
_lotus_worker_offer() {
    local quoted
    printf -v quoted %q "$1"
    if [[ $1 == "$cur"* || $quoted == "$cur"* ]]; then
        COMPREPLY+=("$prefix$quoted")
    fi
}

# The values that only this machine knows, of the kind $1. They are read from disk; nobody is asked.
_lotus_worker_live() {
    local program=${words[0]} value rest
    [[ $program != '~/'* ]] || program=$HOME/${program:2}
    type -P -- "$program" >/dev/null || program=lotus-worker
    # Their order means something; bash 4.4 and newer can keep it.
    compopt -o nosort 2>/dev/null
    while IFS=$'\t' read -r value rest; do
        [[ -z $value ]] || _lotus_worker_offer "$value"
    done <<<"$("$program" __complete -- "$1" "${words[@]:1:${#words[@]}-2}" 2>/dev/null </dev/null)"
}

# Offers values of a kind.
_lotus_worker_values() {
    local value
    case $1 in
    one:*)
        value=${1#one:}
        for value in ${value//,/ }; do
            _lotus_worker_offer "$value"
        done
        ;;
    live:*) _lotus_worker_live "${1#live:}" ;;
    files) compopt -o default ;;
    dirs) compopt -o dirnames ;;
    esac
}

# Puts the words up to the cursor into words: bash has split them at = and :.
_lotus_worker_words() {
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

_lotus_worker() {
    local IFS=$' \t\n'
    local commands flags valued attached parameter
    local path=lotus-worker kind='' prefix='' expected='' given='' ended='' cur word breaks=''
    local -a words
    COMPREPLY=()
    _lotus_worker_words
    cur=${words[${#words[@]}-1]}
    _lotus_worker_at "$path"
    for word in "${words[@]:1:${#words[@]}-2}"; do
        if [[ -n $expected ]]; then
            expected=
        elif [[ -z $ended && $word == -- ]]; then
            ended=yes
        elif [[ -z $ended && $word == -?* ]]; then
            if [[ $word != *=* ]] && _lotus_worker_kind "$valued" "$word"; then
                expected=yes
            fi
        elif [[ -z $commands ]]; then
            given=yes
        elif [[ $word != help && $word != h ]]; then
            path="$path $word"
            if ! _lotus_worker_at "$path"; then
                # A command of the next program of this name.
                compopt -o default
                return
            fi
        fi
    done

    if [[ -n $expected ]]; then
        _lotus_worker_values "$kind"
    elif [[ -z $ended && $cur == -*=* ]]; then
        prefix=${cur%%=*}=
        cur=${cur#*=}
        if _lotus_worker_kind "$valued $attached" "${prefix%=}"; then
            _lotus_worker_values "$kind"
        fi
    elif [[ -z $ended && $cur == -* ]]; then
        COMPREPLY=($(compgen -W "$flags" -- "$cur"))
    elif [[ -n $commands ]]; then
        COMPREPLY=($(compgen -W "$commands" -- "$cur"))
    elif [[ -z $given ]]; then
        _lotus_worker_values "$parameter"
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

complete -F _lotus_worker lotus-worker
