# Completion of lotus-miner for bash, 4 or newer; nothing else is needed. Made from the commands of the
# program, and printed by `lotus-miner completion bash`. Not to be edited.

# What there is at the path $1, in the caller's variables: commands and flags below it, and as NAME=KIND
# what may stand in the word after a flag (valued) or behind its = alone (attached), and for the parameter.
# False if there is no such path.
_lotus_miner_at() {
    commands='' flags='' valued='' attached='' parameter=''
    case $1 in
    'lotus-miner')
        commands='info proving sealing dashboard worker doctor devnet demo completion'
        flags='--actor -a --miner-repo --storagerepo --color --version -v --verbose --vv --no-color --debug --style --output -o --timeout --cacert --watch --help -h'
        valued='actor= a= miner-repo=dirs storagerepo=dirs repo=dirs panic-reports=dirs style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson timeout= cacert=files'
        attached='color=one:true,false'
        ;;
    'lotus-miner info')
        flags='--hide-sectors-info --blocks --verbose --vv --no-color --debug --style --output -o --timeout --cacert --watch --actor --miner-repo --storagerepo --color --help -h'
        valued='blocks= style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson timeout= cacert=files actor= miner-repo=dirs storagerepo=dirs'
        attached='color=one:true,false'
        ;;
    'lotus-miner proving')
        commands='info deadlines deadline faults check workers compute recover-faults watch'
        flags='--verbose --vv --no-color --debug --style --output -o --timeout --cacert --actor --miner-repo --storagerepo --color --help -h'
        valued='style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson timeout= cacert=files actor= miner-repo=dirs storagerepo=dirs'
        attached='color=one:true,false'
        ;;
    'lotus-miner proving info')
        flags='--verbose --vv --no-color --debug --style --output -o --timeout --cacert --watch --actor --miner-repo --storagerepo --color --help -h'
        valued='style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson timeout= cacert=files actor= miner-repo=dirs storagerepo=dirs'
        attached='color=one:true,false'
        ;;
    'lotus-miner proving deadlines')
        flags='--all -a --verbose --vv --no-color --debug --style --output -o --timeout --cacert --watch --actor --miner-repo --storagerepo --color --help -h'
        valued='style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson timeout= cacert=files actor= miner-repo=dirs storagerepo=dirs'
        attached='color=one:true,false'
        ;;
    'lotus-miner proving deadline')
        flags='--sector-nums -n --bitfield -b --verbose --vv --no-color --debug --style --output -o --timeout --cacert --watch --actor --miner-repo --storagerepo --color --help -h'
        valued='style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson timeout= cacert=files actor= miner-repo=dirs storagerepo=dirs'
        attached='color=one:true,false'
        parameter='live:deadlines'
        ;;
    'lotus-miner proving faults')
        flags='--verbose --vv --no-color --debug --style --output -o --timeout --cacert --watch --actor --miner-repo --storagerepo --color --help -h'
        valued='style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson timeout= cacert=files actor= miner-repo=dirs storagerepo=dirs'
        attached='color=one:true,false'
        ;;
    'lotus-miner proving check')
        flags='--only-bad --slow --storage-id --faulty --verbose --vv --no-color --debug --style --output -o --timeout --cacert --actor --miner-repo --storagerepo --color --help -h'
        valued='storage-id= style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson timeout= cacert=files actor= miner-repo=dirs storagerepo=dirs'
        attached='color=one:true,false'
        parameter='live:deadlines'
        ;;
    'lotus-miner proving workers')
        flags='--verbose --vv --no-color --debug --style --output -o --timeout --cacert --watch --actor --miner-repo --storagerepo --color --help -h'
        valued='style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson timeout= cacert=files actor= miner-repo=dirs storagerepo=dirs'
        attached='color=one:true,false'
        ;;
    'lotus-miner proving compute')
        commands='windowed-post'
        flags='--verbose --vv --no-color --debug --style --output -o --timeout --cacert --actor --miner-repo --storagerepo --color --help -h'
        valued='style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson timeout= cacert=files actor= miner-repo=dirs storagerepo=dirs'
        attached='color=one:true,false'
        ;;
    'lotus-miner proving compute windowed-post' | 'lotus-miner proving compute window-post')
        flags='--verbose --vv --no-color --debug --style --output -o --timeout --cacert --actor --miner-repo --storagerepo --color --help -h'
        valued='style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson timeout= cacert=files actor= miner-repo=dirs storagerepo=dirs'
        attached='color=one:true,false'
        parameter='live:deadlines'
        ;;
    'lotus-miner proving recover-faults')
        flags='--confidence --verbose --vv --no-color --debug --style --output -o --timeout --cacert --actor --miner-repo --storagerepo --color --help -h'
        valued='confidence= style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson timeout= cacert=files actor= miner-repo=dirs storagerepo=dirs'
        attached='color=one:true,false'
        ;;
    'lotus-miner proving watch')
        flags='--until-fault --verbose --vv --no-color --debug --style --output -o --timeout --cacert --actor --miner-repo --storagerepo --color --help -h'
        valued='style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson timeout= cacert=files actor= miner-repo=dirs storagerepo=dirs'
        attached='color=one:true,false'
        ;;
    'lotus-miner sealing')
        commands='jobs workers'
        flags='--verbose --vv --no-color --debug --style --output -o --timeout --cacert --actor --miner-repo --storagerepo --color --help -h'
        valued='style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson timeout= cacert=files actor= miner-repo=dirs storagerepo=dirs'
        attached='color=one:true,false'
        ;;
    'lotus-miner sealing jobs')
        flags='--show-ret-done --verbose --vv --no-color --debug --style --output -o --timeout --cacert --watch --actor --miner-repo --storagerepo --color --help -h'
        valued='style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson timeout= cacert=files actor= miner-repo=dirs storagerepo=dirs'
        attached='color=one:true,false'
        ;;
    'lotus-miner sealing workers')
        flags='--verbose --vv --no-color --debug --style --output -o --timeout --cacert --watch --actor --miner-repo --storagerepo --color --help -h'
        valued='style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson timeout= cacert=files actor= miner-repo=dirs storagerepo=dirs'
        attached='color=one:true,false'
        ;;
    'lotus-miner dashboard' | 'lotus-miner top')
        flags='--ascii --no-sync --verbose --vv --no-color --debug --timeout --cacert --miner-repo --storagerepo --help -h'
        valued='timeout= cacert=files miner-repo=dirs storagerepo=dirs'
        ;;
    'lotus-miner worker')
        commands='start ls logs stop'
        flags='--verbose --vv --no-color --debug --style --output -o --timeout --cacert --actor --miner-repo --storagerepo --color --help -h'
        valued='style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson timeout= cacert=files actor= miner-repo=dirs storagerepo=dirs'
        attached='color=one:true,false'
        ;;
    'lotus-miner worker start')
        flags='--windowpost --winningpost --name --wait --verbose --vv --no-color --debug --timeout --cacert --miner-repo --storagerepo --help -h'
        valued='name=live:local-names wait= timeout= cacert=files miner-repo=dirs storagerepo=dirs'
        ;;
    'lotus-miner worker ls')
        flags='--verbose --vv --no-color --debug --style --output -o --color --help -h'
        valued='style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson'
        attached='color=one:true,false'
        ;;
    'lotus-miner worker logs')
        flags='--follow -f --lines -n --verbose --vv --no-color --debug --help -h'
        valued='lines= n='
        parameter='live:local-names'
        ;;
    'lotus-miner worker stop')
        flags='--now --timeout --verbose --vv --no-color --debug --help -h'
        valued='timeout='
        parameter='live:local-workers'
        ;;
    'lotus-miner doctor')
        flags='--verbose --vv --no-color --debug --style --output -o --timeout --cacert --actor --miner-repo --storagerepo --color --help -h'
        valued='style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson timeout= cacert=files actor= miner-repo=dirs storagerepo=dirs'
        attached='color=one:true,false'
        ;;
    'lotus-miner devnet')
        flags='--listen --repo --epoch --sectors --win-every --verbose --vv --no-color --debug --help -h'
        valued='listen= repo=dirs epoch= sectors= win-every='
        ;;
    'lotus-miner demo')
        flags='--keep --verbose --vv --no-color --debug --style --output -o --color --help -h'
        valued='style=one:classic,lotus output=one:text,wide,json,yaml,ndjson o=one:text,wide,json,yaml,ndjson'
        attached='color=one:true,false'
        ;;
    'lotus-miner completion')
        flags='--verbose --vv --no-color --debug --help -h'
        parameter='one:bash,zsh,fish'
        ;;
    *) return 1 ;;
    esac
}

# Puts the kind of value that the flag $2 has, by the pairs of $1, into kind. False if it is not among them.
_lotus_miner_kind() {
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
_lotus_miner_offer() {
    local quoted
    printf -v quoted %q "$1"
    if [[ $1 == "$cur"* || $quoted == "$cur"* ]]; then
        COMPREPLY+=("$prefix$quoted")
    fi
}

# The values that only this machine knows, of the kind $1. They are read from disk; nobody is asked.
_lotus_miner_live() {
    local program=${words[0]} value rest
    [[ $program != '~/'* ]] || program=$HOME/${program:2}
    type -P -- "$program" >/dev/null || program=lotus-miner
    # Their order means something; bash 4.4 and newer can keep it.
    compopt -o nosort 2>/dev/null
    while IFS=$'\t' read -r value rest; do
        [[ -z $value ]] || _lotus_miner_offer "$value"
    done <<<"$("$program" __complete -- "$1" "${words[@]:1:${#words[@]}-2}" 2>/dev/null </dev/null)"
}

# Offers values of a kind.
_lotus_miner_values() {
    local value
    case $1 in
    one:*)
        value=${1#one:}
        for value in ${value//,/ }; do
            _lotus_miner_offer "$value"
        done
        ;;
    live:*) _lotus_miner_live "${1#live:}" ;;
    files) compopt -o default ;;
    dirs) compopt -o dirnames ;;
    esac
}

# Puts the words up to the cursor into words: bash has split them at = and :.
_lotus_miner_words() {
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

_lotus_miner() {
    local IFS=$' \t\n'
    local commands flags valued attached parameter
    local path=lotus-miner kind='' prefix='' expected='' given='' ended='' cur word breaks=''
    local -a words
    COMPREPLY=()
    _lotus_miner_words
    cur=${words[${#words[@]}-1]}
    _lotus_miner_at "$path"
    for word in "${words[@]:1:${#words[@]}-2}"; do
        if [[ -n $expected ]]; then
            expected=
        elif [[ -z $ended && $word == -- ]]; then
            ended=yes
        elif [[ -z $ended && $word == -?* ]]; then
            if [[ $word != *=* ]] && _lotus_miner_kind "$valued" "$word"; then
                expected=yes
            fi
        elif [[ -z $commands ]]; then
            given=yes
        elif [[ $word != help && $word != h ]]; then
            path="$path $word"
            if ! _lotus_miner_at "$path"; then
                # A command of the next program of this name.
                compopt -o default
                return
            fi
        fi
    done

    if [[ -n $expected ]]; then
        _lotus_miner_values "$kind"
    elif [[ -z $ended && $cur == -*=* ]]; then
        prefix=${cur%%=*}=
        cur=${cur#*=}
        if _lotus_miner_kind "$valued $attached" "${prefix%=}"; then
            _lotus_miner_values "$kind"
        fi
    elif [[ -z $ended && $cur == -* ]]; then
        COMPREPLY=($(compgen -W "$flags" -- "$cur"))
    elif [[ -n $commands ]]; then
        COMPREPLY=($(compgen -W "$commands" -- "$cur"))
    elif [[ -z $given ]]; then
        _lotus_miner_values "$parameter"
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

complete -F _lotus_miner lotus-miner
