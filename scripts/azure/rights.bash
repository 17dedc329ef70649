# shellcheck shell=bash
# shellcheck disable=SC2154  # the options are read in azure-bootstrap
# The first step's identities, and what each may do where. docs/azure.md has the same as a table, with the reasons.

readonly PURPOSES='backup restore failover'
declare -A client_of=() principal_of=()

# Nothing in Entra is found by a name that only begins like it, and two of one name are nobody's in particular.
find_application() { # PURPOSE
    local found
    found=$(ask az ad app list --display-name "$name-lifeboat-$1" \
        --query "[?displayName=='$name-lifeboat-$1'].appId" --output tsv)
    if [[ $found == *$'\n'* ]]; then
        fail "$REFUSED" "there are several Entra applications $name-lifeboat-$1" 'delete or rename those that are not it'
    fi
    printf '%s' "$found"
}

make_applications() {
    local purpose application
    for purpose in $PURPOSES; do
        application=$name-lifeboat-$purpose
        client_of[$purpose]=$(find_application "$purpose")
        if [ -n "${client_of[$purpose]}" ]; then
            say 'is there' "the Entra application $application"
        else
            create "the Entra application $application" az ad app create --display-name "$application" \
                --sign-in-audience AzureADMyOrg --query appId --output tsv
            client_of[$purpose]=$made
        fi
        make_principal "$purpose"
    done
}

# What roles are given to: the application as this tenant sees it.
make_principal() { # PURPOSE
    local client=${client_of[$1]} thing="the service principal of $name-lifeboat-$1"
    principal_of[$1]=''
    if is_made "$client"; then
        principal_of[$1]=$(ask az ad sp list --filter "appId eq '$client'" --query '[].id' --output tsv)
    fi
    if [ -n "${principal_of[$1]}" ]; then
        say 'is there' "$thing"
    else
        create "$thing" az ad sp create --id "$client" --query id --output tsv
        principal_of[$1]=$made
    fi
}

make_roles() {
    make_role write-blobs "$group"
    make_role prune-blobs "$group"
    make_role dr-site "$dr_group"
}

# The role as scripts/azure/ has it, of this name and for this group alone.
make_role() { # FILE GROUP
    local scope="/subscriptions/$subscription/resourceGroups/$2" json wanted actions=''
    json=$(<"$here/azure/$1.json")
    json=${json//@NAME@/$name} json=${json//@SCOPE@/$scope} json=${json//$'\n'/}
    json=${json//  /}
    wanted=$(grep -oE '"Microsoft\.[^"]+"' "$here/azure/$1.json" | tr -d '"' | sorted)
    if [ $DRY_RUN = no ] || [[ $new_groups != *" $2 "* ]]; then
        actions=$(in_subscription role definition list --name "$name-lifeboat-$1" --custom-role-only true \
            --scope "$scope" --query '[0].permissions[0].[actions,dataActions][]' --output tsv | sorted)
    fi
    if [ -z "$actions" ]; then
        create "the role $name-lifeboat-$1" az role definition create --role-definition "$json" --subscription "$subscription"
    elif [ "${actions,,}" = "${wanted,,}" ]; then
        say 'is there' "the role $name-lifeboat-$1"
    else
        change corrected "the role $name-lifeboat-$1" az role definition update --role-definition "$json" \
            --subscription "$subscription"
    fi
}

grant() {
    local containers="$account_id/blobServices/default/containers"
    # shellcheck disable=SC2016  # $web is the container's name
    local web="$web_account_id"'/blobServices/default/containers/$web'
    may "$name-lifeboat-backup" "${principal_of[backup]}" "$name-lifeboat-write-blobs" \
        "$containers/backups" "the container $account/backups"
    may "$name-lifeboat-restore" "${principal_of[restore]}" "$name-lifeboat-prune-blobs" \
        "$containers/backups" "the container $account/backups"
    may "$name-lifeboat-failover" "${principal_of[failover]}" "$name-lifeboat-write-blobs" \
        "$containers/backups" "the container $account/backups"
    may "$name-lifeboat-failover" "${principal_of[failover]}" 'Storage Blob Delegator' "$account_id" \
        "the account $account"
    may "$name-lifeboat-failover" "${principal_of[failover]}" "$name-lifeboat-write-blobs" "$web" \
        "the website of $web_account"
    may "$name-lifeboat-failover" "${principal_of[failover]}" "$name-lifeboat-dr-site" \
        "/subscriptions/$subscription/resourceGroups/$dr_group" "the resource group $dr_group"
    may "$name-lifeboat-failover" "${principal_of[failover]}" 'Managed Identity Operator' "$gateway_id" \
        "the identity $name-gateway"
    may "$name-lifeboat-failover" "${principal_of[failover]}" 'Managed Identity Operator' "$app_id" \
        "the identity $name-app"
    grant_operators "$containers/backups" "$web"
    may "$name-app" "$app_principal" 'Storage Blob Data Reader' "$containers/app" "the container $account/app"
    may_read_secret "$name-gateway" "$gateway_principal" certificate site
    may_read_secret "$name-app" "$app_principal" secret database-password
}

# Who looks after the site: a group if one is named, else the person who runs this. A program that is signed in is
# nobody in particular, and Entra will not tell it who it is.
find_operators() {
    operators_kind=Group operators_name="the group $operators"
    if [ -n "$operators" ]; then return; fi
    operators_kind=User operators_name=you
    if ! operators=$(az ad signed-in-user show --query id --output tsv 2>"$scratch/answer"); then
        if ! grep -q 'delegated authentication' "$scratch/answer"; then complain az ad signed-in-user show; fi
        operators=''
    fi
}

# An owner of the subscription has no right on what is inside an account, and would find out in the night of the disaster.
grant_operators() { # BACKUPS WEB
    if [ -z "$operators" ]; then
        say later 'nobody may read the backups and write the page: no person is signed in; name a group by --operators'
        return
    fi
    may "$operators_name" "$operators" 'Storage Blob Data Reader' "$1" "the container $account/backups" "$operators_kind"
    may "$operators_name" "$operators" "$name-lifeboat-write-blobs" "$2" "the website of $web_account" "$operators_kind"
}

# Gives a role at a place, and nowhere above it.
may() { # WHO PRINCIPAL ROLE SCOPE WHERE [TYPE]
    local is='' thing="$1: $3 on $5"
    if is_made "$2" && is_made "$4"; then
        is=$(in_subscription role assignment list --scope "$4" \
            --query "[?principalId=='$2' && roleDefinitionName=='$3'].id" --output tsv)
    fi
    if [ -n "$is" ]; then
        say 'is there' "$thing"
    else
        change granted "$thing" az role assignment create --assignee-object-id "$2" \
            --assignee-principal-type "${6:-ServicePrincipal}" --role "$3" --scope "$4" --subscription "$subscription"
    fi
}

# A person puts the secrets into the vault, so they may not be there yet; each is for one identity alone.
may_read_secret() { # WHO PRINCIPAL certificate|secret NAME
    local names=''
    if is_made "$vault_id"; then
        if ! names=$(az keyvault "$3" list --vault-name "$vault" --query '[].name' --output tsv \
            --subscription "$subscription" 2>/dev/null); then
            say later "$1: the vault's ${3}s cannot be listed by you; docs/azure.md tells how, then run this again"
            return
        fi
    fi
    if grep -qx "$4" <<<"$names"; then
        may "$1" "$2" 'Key Vault Secrets User' "$vault_id/secrets/$4" "the $3 $4 in $vault"
    else
        say later "$1: the $3 $4 is not in $vault yet; docs/azure.md tells how, then run this again"
    fi
}

tell_parameters() {
    local more=''
    if [ "$zones" != 1,2,3 ]; then
        more=$'\n'"  \"gatewayZones\": [$(if [ "$zones" != none ]; then printf '"%s"' "${zones//,/\",\"}"; fi)],"
    fi
    cat <<END

Parameters for sam deploy:
  AzureTenantId=$tenant
  AzureClientId=${client_of[backup]}
  AzureRestoreClientId=${client_of[restore]}
  AzureFailoverClientId=${client_of[failover]}
  AzureSubscriptionId=$subscription
  DrResourceGroup=$dr_group
  BackupStore=az://$account/backups
  GatesHost=$gates_host
  DrAddress=$address
  TargetHost=$standby.mysql.database.azure.com

DrParameters, in which you replace what stands in <>:
{
  "name": "$name",
  "hostName": "<the shop's public host name>",$more
  "gatewayIdentity": "$gateway_id",
  "certificateSecretId": "https://$vault.vault.azure.net/secrets/site",
  "appIdentity": "$app_id",
  "warUrl": "https://$account.blob.core.windows.net/app/ROOT.war",
  "sshPublicKey": "<the public key of whoever looks after the machine>",
  "databasePasswordSecret": "https://$vault.vault.azure.net/secrets/database-password",
  "deployDatabase": false,
  "databaseServer": "$standby"
}

A role that is new may take ten minutes until it works; until then Azure answers 403.
Next: what is left for later above; sam deploy; then, for each stack,
  scripts/azure-bootstrap trust --name $name --stack STACK --region REGION
END
}
