# shellcheck shell=bash
# shellcheck disable=SC2154  # the options are read in azure-bootstrap
# The second step: each function's role in AWS is named to the one Entra application that it may be.

readonly AUDIENCE=api://AzureADTokenExchange
readonly MOST_CREDENTIALS=20

trust() {
    need_program az 'install the Azure CLI 2.60 or newer'
    need_program aws 'install the AWS CLI, of November 2025 or newer'
    ask_logins
    read_roles
    read_applications
    refuse_too_many
    find_issuer
    name_leftovers
    local output
    for output in $(outputs); do trust_role "$output"; done
}

ask_logins() {
    if ! az account show --query id --output tsv >/dev/null 2>"$scratch/answer"; then
        sed 's/^/  /' "$scratch/answer" >&2
        fail "$FAILED" 'you are not logged in to Azure' 'az login'
    fi
    if ! aws_account=$(aws sts get-caller-identity --query Account --output text 2>"$scratch/answer"); then
        sed 's/^/  /' "$scratch/answer" >&2
        fail "$FAILED" 'you are not logged in to AWS' 'aws sso login or aws configure, and AWS_PROFILE if there are several'
    fi
}

# Of each output: the role, which application the function is, and what its credential there is called.
declare -A role_of=() purpose_of=() credential_of=() has_purpose=()

read_roles() {
    local lines output arn
    lines=$(ask aws cloudformation describe-stacks --stack-name "$stack" --region "$region" \
        --query "Stacks[0].Outputs[?ends_with(OutputKey,'RoleArn')].[OutputKey,OutputValue]" --output text)
    while IFS=$'\t' read -r output arn; do
        if [ -z "$output" ]; then continue; fi
        if ! [[ $arn =~ ^arn:aws[a-z-]*:iam::([0-9]{12}):role/[A-Za-z0-9+=,.@_/-]+$ ]]; then
            fail "$FAILED" "the output $output of $stack is no role: $arn" 'deploy the template of this version'
        fi
        if [ "${BASH_REMATCH[1]}" != "$aws_account" ]; then
            fail "$REFUSED" "the role $arn is not in the account $aws_account" 'log in to the account of the stack'
        fi
        role_of[$output]=$arn
        credential_of[$output]=$stack-$region-${output%RoleArn}
        # As template.yaml tells the functions themselves.
        case $output in
            BackupRoleArn) purpose_of[$output]=backup ;;
            RestoreRoleArn) purpose_of[$output]=restore ;;
            *) purpose_of[$output]=failover ;;
        esac
        has_purpose[${purpose_of[$output]}]=yes
    done <<<"$lines"
    if [ ${#role_of[@]} = 0 ]; then
        fail "$FAILED" "the stack $stack has no output ...RoleArn" 'deploy it first; --region tells where it is'
    fi
}

# Name, issuer, subject and audiences of each credential, one a line, by purpose.
declare -A credentials_of=()

read_applications() {
    local purpose
    for purpose in $PURPOSES; do
        client_of[$purpose]=$(find_application "$purpose")
        if [ -z "${client_of[$purpose]}" ]; then
            if [ -z "${has_purpose[$purpose]:-}" ]; then continue; fi
            fail "$FAILED" "there is no Entra application $name-lifeboat-$purpose" 'scripts/azure-bootstrap prepare makes it'
        fi
        credentials_of[$purpose]=$(ask az ad app federated-credential list --id "${client_of[$purpose]}" \
            --query "[].[name,issuer,subject,join(' ',audiences)]" --output tsv)
    done
}

names_of() { cut -f1 <<<"${credentials_of[$1]:-}" | grep -v '^$' || true; } # PURPOSE

# Entra takes no more, and a failover that lacks one of its functions is worse than one that was never trusted.
refuse_too_many() {
    local purpose output credential all missing
    for purpose in "${!has_purpose[@]}"; do
        all=$(names_of "$purpose" | wc -l) missing=''
        if [ $prune = yes ]; then all=$((all - $(leftovers "$purpose" | wc -l))); fi
        for output in $(outputs); do
            credential=${credential_of[$output]}
            if [ ${#credential} -gt 120 ]; then
                fail "$REFUSED" "the name $credential is longer than 120 characters" 'give the stack a shorter name'
            fi
            if [ "${purpose_of[$output]}" != "$purpose" ] || grep -qxF "$credential" < <(names_of "$purpose") \
                || grep -qF $'\t'"${role_of[$output]}"$'\t' <<<"${credentials_of[$purpose]:-}"; then
                continue
            fi
            all=$((all + 1))
            if [ $all -gt $MOST_CREDENTIALS ]; then missing+=" $credential"; fi
        done
        if [ -n "$missing" ]; then
            fail "$REFUSED" "$name-lifeboat-$purpose has no room for:$missing" \
                "Entra takes $MOST_CREDENTIALS an application; --prune deletes those of functions that are gone"
        fi
    done
}

outputs() { printf '%s\n' "${!role_of[@]}" | LC_ALL=C sort; }

# Whoever signs for the account. AWS names it when the feature is switched on.
find_issuer() {
    local line enabled=False
    issuer=''
    if line=$(aws iam get-outbound-web-identity-federation-info --query '[JwtVendingEnabled,IssuerIdentifier]' \
        --output text 2>"$scratch/answer"); then
        IFS=$'\t' read -r enabled issuer <<<"$line"
    elif ! grep -q 'FeatureDisabled' "$scratch/answer"; then
        complain aws iam get-outbound-web-identity-federation-info
    fi
    if [ "$enabled" = True ]; then
        say 'is there' "outbound web identity federation in the AWS account $aws_account"
    else
        change 'switched on' "outbound web identity federation in the AWS account $aws_account" \
            aws iam enable-outbound-web-identity-federation --query IssuerIdentifier --output text
        issuer=$made
    fi
    if is_made "$issuer" && ! [[ $issuer =~ ^https://[A-Za-z0-9./-]+$ ]]; then
        fail "$FAILED" "AWS names \"$issuer\" as its issuer" 'update the AWS CLI, then run this again'
    fi
}

trust_role() { # OUTPUT
    local purpose=${purpose_of[$1]} credential=${credential_of[$1]} arn=${role_of[$1]} found_name found_issuer found_subject found_audiences json
    local thing="$name-lifeboat-$purpose trusts ${1%RoleArn} ($arn)" same_name=no
    while IFS=$'\t' read -r found_name found_issuer found_subject found_audiences; do
        if [ "$found_issuer $found_subject $found_audiences" = "$issuer $arn $AUDIENCE" ]; then
            say 'is there' "$thing"
            return
        fi
        # One issuer and subject may stand but once, so it is that credential which is to be corrected.
        if [ "$found_issuer $found_subject" = "$issuer $arn" ]; then credential=$found_name; fi
        if [ "$found_name" = "$credential" ]; then same_name=yes; fi
    done <<<"${credentials_of[$purpose]}"
    json="{\"name\":\"$credential\",\"issuer\":\"$issuer\",\"subject\":\"$arn\""
    json+=",\"description\":\"Lifeboat, stack $stack in $region\",\"audiences\":[\"$AUDIENCE\"]}"
    if [ $same_name = yes ]; then
        change corrected "$thing" az ad app federated-credential update --id "${client_of[$purpose]}" \
            --federated-credential-id "$credential" --parameters "$json"
    else
        create "$thing" az ad app federated-credential create --id "${client_of[$purpose]}" --parameters "$json"
    fi
}

# What this stack once had. What others have trusted is theirs, even if their stack's name begins like this one's.
leftovers() { # PURPOSE
    local credential
    names_of "$1" | while read -r credential; do
        if [[ $credential =~ ^"$stack-$region-"[A-Za-z0-9]+$ ]] && ! is_wanted "$credential" "$1"; then echo "$credential"; fi
    done
}

name_leftovers() {
    local purpose credential
    for purpose in $PURPOSES; do
        for credential in $(leftovers "$purpose"); do
            if [ $prune = yes ]; then
                change deleted "$credential of $name-lifeboat-$purpose" az ad app federated-credential delete \
                    --id "${client_of[$purpose]}" --federated-credential-id "$credential"
            else
                say leftover "$credential of $name-lifeboat-$purpose: the stack has no such function; --prune deletes it"
            fi
        done
    done
}

is_wanted() { # CREDENTIAL PURPOSE
    local output
    for output in "${!role_of[@]}"; do
        if [ "${credential_of[$output]} ${purpose_of[$output]}" = "$1 $2" ]; then return 0; fi
    done
    return 1
}
