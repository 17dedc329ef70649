# shellcheck shell=bash
# What both steps of scripts/azure-bootstrap need: errors, looking, and changing.

readonly FAILED=1 USAGE=2 REFUSED=3
DRY_RUN=no
# What a command said that changed something; the id of what it made.
made=''
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# What Azure says of things that it has made, but not yet told all its parts of.
readonly NOT_YET="PrincipalNotFound|RoleDefinitionDoesNotExist|Role '.*' doesn't exist|Request_ResourceNotFound"
readonly AT_ONCE='ConcurrencyViolation|Request_ConcurrencyViolation|TooManyRequests'
readonly TRIES=30

fail() { # STATUS WHAT HINT
    echo "error: $2 ($3)" >&2
    exit "$1"
}

must_be() { # OPTION VALUE PATTERN MEANING
    if [ -z "$2" ]; then fail "$USAGE" "$1 is missing" "$4"; fi
    if ! [[ $2 =~ ^($3)$ ]]; then fail "$USAGE" "$1 \"$2\" cannot be" "$4"; fi
}

need_program() { # PROGRAM HINT
    command -v "$1" >/dev/null || fail "$FAILED" "the program $1 is missing" "$2"
}

say() { # WHAT-HAPPENED THING
    if [ $DRY_RUN = yes ]; then printf '# %-11s %s\n' "$1" "$2"; else printf '%-11s %s\n' "$1" "$2"; fi
}

quoted() {
    local word
    for word in "$@"; do
        if [[ $word =~ ^[A-Za-z0-9_./:=@,+-]+$ ]]; then printf '%s ' "$word"; else printf "'%s' " "${word//\'/\'\\\'\'}"; fi
    done
}

# The first words of a command, which tell what it does.
deed() {
    local words='' word
    for word in "$@"; do
        if [[ $word == -* ]]; then break; fi
        words+="$word "
    done
    printf '%s' "${words% }"
}

complain() { # COMMAND...
    sed 's/^/  /' "$scratch/answer" >&2
    fail "$FAILED" "$(deed "$@") failed" "its answer is above; correct it, then run this again: what is there stays"
}

# Looks: prints what the command prints, and changes nothing.
ask() {
    local out
    if ! out=$("$@" 2>"$scratch/answer"); then complain "$@"; fi
    if [ "$out" = None ]; then out=''; fi
    printf '%s' "$out"
}

# Changes something, or in a dry run prints the command. What the command prints is in $made.
change() { # DEED THING COMMAND...
    local deed=$1 thing=$2 try=1
    shift 2
    if [ $DRY_RUN = yes ]; then
        made="<id of $thing>"
        quoted "$@"
        echo
        return
    fi
    until made=$("$@" 2>"$scratch/answer"); do
        if ! grep -qE "$NOT_YET|$AT_ONCE" "$scratch/answer" || [ $try -ge $TRIES ]; then complain "$@"; fi
        if [ $try = 1 ]; then say waits "until Azure knows everywhere what it has just made"; fi
        try=$((try + 1))
        sleep "${LIFEBOAT_PAUSE_SECONDS:-10}"
    done
    say "$deed" "$thing"
}

create() { change created "$@"; }

# One or several lines, sorted, for a comparison.
sorted() { LC_ALL=C sort -f; }
