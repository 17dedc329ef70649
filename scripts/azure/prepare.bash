# shellcheck shell=bash
# shellcheck disable=SC2154  # the options are read in azure-bootstrap
# The first step: the resources, in the order in which they need each other.

readonly PROVIDERS='Microsoft.Compute Microsoft.DBforMySQL Microsoft.KeyVault Microsoft.ManagedIdentity Microsoft.Network
    Microsoft.Storage'

# Groups that were not there before.
new_groups=''

prepare() {
    look_around
    register_providers
    make_group "$group"
    make_group "$dr_group"
    make_account "$account" "$account_at"
    account_id=$made_account
    protect_account
    forget_old_versions
    make_container backups --enable-vlw
    make_container app
    keep_backups
    make_account "$web_account" "$web_account_at"
    web_account_id=$made_account
    make_website
    make_vault
    make_identity gateway
    gateway_id=$identity_id gateway_principal=$principal
    make_identity app
    app_id=$identity_id app_principal=$principal
    make_address
    tell_standby
    make_applications
    make_roles
    grant
    tell_parameters
}

# Everything that would stop the work half-way is looked at before anything is made.
look_around() {
    need_program az 'install the Azure CLI 2.60 or newer'
    local options=() account_line tenant_of_login
    if [ -n "$subscription" ]; then options=(--subscription "$subscription"); fi
    if ! account_line=$(az account show "${options[@]}" --query '[[id,tenantId]]' --output tsv 2>"$scratch/answer"); then
        sed 's/^/  /' "$scratch/answer" >&2
        fail "$FAILED" 'you are not logged in to Azure' 'az login, then az account set --subscription ID'
    fi
    IFS=$'\t' read -r subscription tenant <<<"$account_line"
    tenant_of_login=$(ask az account show --query tenantId --output tsv)
    if [ "$tenant" != "$tenant_of_login" ]; then
        fail "$REFUSED" "the subscription belongs to the tenant $tenant, the login to $tenant_of_login" \
            "az account set --subscription $subscription"
    fi
    account_at=$(account_here "$account")
    web_account_at=$(account_here "$web_account")
    find_standby
    find_operators
}

# Where a storage account of ours is; nothing if it is to be made.
account_here() { # ACCOUNT
    local at
    at=$(in_subscription storage account list --query "[?name=='$1'].[resourceGroup,id]" --output tsv)
    if [ -n "$at" ]; then
        if [ "${at%%$'\t'*}" != "$group" ]; then
            fail "$REFUSED" "the storage account $1 is in the resource group ${at%%$'\t'*}" \
                "name that one with --resource-group, or another account"
        fi
        printf '%s' "${at#*$'\t'}"
    elif [[ $(in_subscription storage account check-name --name "$1" --query nameAvailable --output tsv) != [tT]rue ]]; then
        fail "$REFUSED" "the storage account $1 belongs to somebody else" 'its name is unique in all of Azure; choose another'
    fi
}

# A person makes the standby; a failover looks for it in its own group, and nowhere else.
find_standby() {
    standby_at=$(in_subscription resource list --resource-type Microsoft.DBforMySQL/flexibleServers \
        --query "[?name=='$standby'].resourceGroup" --output tsv)
    if [ -n "$standby_at" ] && [ "${standby_at,,}" != "${dr_group,,}" ]; then
        fail "$REFUSED" "the standby $standby is in the resource group $standby_at" \
            "a failover looks for it in $dr_group: move it there, or name another by --standby or --dr-group"
    fi
}

tell_standby() {
    if [ -n "$standby_at" ]; then
        say 'is there' "the standby $standby"
    else
        say later "the standby $standby is not in $dr_group yet; docs/azure.md tells how to make it"
    fi
}

in_subscription() { ask az "$@" --subscription "$subscription"; }

register_providers() {
    local provider registered
    registered=$(in_subscription provider list --query "[?registrationState=='Registered'].namespace" --output tsv)
    for provider in $PROVIDERS; do
        if grep -qixF "$provider" <<<"$registered"; then continue; fi
        change registered "the resource provider $provider" \
            az provider register --namespace "$provider" --wait --subscription "$subscription"
    done
    say 'is there' 'the resource providers'
}

make_group() { # GROUP
    local is
    is=$(in_subscription group exists --name "$1" --output tsv)
    if [ "${is,,}" = true ]; then
        say 'is there' "the resource group $1"
    else
        new_groups+=" $1 "
        create "the resource group $1" az group create --name "$1" --location "$location" --subscription "$subscription"
    fi
}

# Keys of an account open everything in it and never expire, so there is none: everybody comes as who he is. The website
# is served to everybody all the same.
readonly ACCOUNT_OPTIONS=(--min-tls-version TLS1_2 --https-only true --allow-blob-public-access false
    --allow-shared-key-access false)

make_account() { # ACCOUNT ID-IF-IT-IS-THERE
    local line kind tls https public keys sku=Standard_ZRS
    made_account=$2
    if [ -z "$2" ]; then
        if [ "$zones" = none ]; then sku=Standard_LRS; fi
        create "the storage account $1" az storage account create --name "$1" --resource-group "$group" \
            --location "$location" --kind StorageV2 --sku "$sku" "${ACCOUNT_OPTIONS[@]}" --query id --output tsv \
            --subscription "$subscription"
        made_account=$made
        return
    fi
    line=$(in_subscription storage account list --output tsv --query \
        "[?name=='$1'].[kind,minimumTlsVersion,enableHttpsTrafficOnly,allowBlobPublicAccess,allowSharedKeyAccess]")
    IFS=$'\t' read -r kind tls https public keys <<<"$line"
    if [ "$kind" != StorageV2 ]; then
        fail "$REFUSED" "the storage account $1 is of the kind $kind" 'versions and websites need StorageV2; name another'
    fi
    if [[ $tls =~ ^TLS1_[23]$ ]] && [ "${https,,} ${public,,} ${keys,,}" = 'true false false' ]; then
        say 'is there' "the storage account $1"
    else
        change corrected "the storage account $1" az storage account update --name "$1" --resource-group "$group" \
            "${ACCOUNT_OPTIONS[@]}" --subscription "$subscription"
    fi
}

is_made() { [[ $1 != \<* ]]; }

# Whatever is overwritten or deleted can be had back for that long.
protect_account() {
    local is='' wanted="True True $keep_days True $keep_days"
    if is_made "$account_id"; then
        is=$(in_subscription storage account blob-service-properties show --account-name "$account" \
            --resource-group "$group" --output tsv --query '[[isVersioningEnabled,deleteRetentionPolicy.enabled,deleteRetentionPolicy.days,containerDeleteRetentionPolicy.enabled,containerDeleteRetentionPolicy.days]]')
    fi
    if [ "${is//$'\t'/ }" = "$wanted" ]; then
        say 'is there' "the protection of $account: versions, and $keep_days days to undo a deletion"
    else
        change 'set' "the protection of $account: versions, and $keep_days days to undo a deletion" \
            az storage account blob-service-properties update --account-name "$account" --resource-group "$group" \
            --enable-versioning true --enable-delete-retention true --delete-retention-days "$keep_days" \
            --enable-container-delete-retention true --container-delete-retention-days "$keep_days" \
            --subscription "$subscription"
    fi
}

# Without it the versions of pruned backups would cost for ever.
forget_old_versions() {
    local rules='' what="the rule that ends old versions in $account"
    if is_made "$account_id"; then
        rules=$(az storage account management-policy show --account-name "$account" --resource-group "$group" \
            --query 'policy.rules[].name' --output tsv --subscription "$subscription" 2>/dev/null) || rules=''
    fi
    if grep -qx lifeboat-old-versions <<<"$rules"; then
        say 'is there' "$what"
    elif [ -n "$rules" ]; then
        say 'left alone' "$account has a lifecycle policy of its own: add the rule in scripts/azure/old-versions.json to it"
    else
        create "$what" az storage account management-policy create --account-name "$account" \
            --resource-group "$group" --policy "@$here/azure/old-versions.json" --subscription "$subscription"
    fi
}

make_container() { # CONTAINER OPTION...
    local is=''
    if is_made "$account_id"; then
        is=$(in_subscription storage container-rm list --storage-account "$account" --resource-group "$group" \
            --query "[?name=='$1'].name" --output tsv)
    fi
    if [ -n "$is" ]; then
        say 'is there' "the container $account/$1"
        return
    fi
    create "the container $account/$1" az storage container-rm create --name "$1" --storage-account "$account" \
        --resource-group "$group" --public-access off "${@:2}" --subscription "$subscription"
}

# For its first days a version cannot be deleted by anybody, until an owner takes the policy away.
keep_backups() {
    local line='' versions policy what="the immutability of $account/backups: $keep_days days"
    if is_made "$account_id"; then
        line=$(in_subscription storage container-rm list --storage-account "$account" --resource-group "$group" \
            --query "[?name=='backups'].[immutableStorageWithVersioning.enabled,hasImmutabilityPolicy]" --output tsv)
    fi
    IFS=$'\t' read -r versions policy <<<"$line"
    if [ "${versions,,} ${policy,,}" = 'true true' ]; then
        say 'is there' 'the immutability of the backups'
    elif [ -n "$versions" ] && [ "${versions,,}" != true ]; then
        say 'left alone' "$account/backups cannot keep versions immutable: docs/azure.md tells how to migrate it"
    else
        change 'set' "$what" az storage container immutability-policy create --account-name "$account" \
            --resource-group "$group" --container-name backups --period "$keep_days" --subscription "$subscription"
    fi
}

make_website() {
    local on='' what="the website of $web_account"
    if is_made "$web_account_id"; then
        on=$(in_subscription storage blob service-properties show --account-name "$web_account" --auth-mode login \
            --query 'staticWebsite.enabled || static_website.enabled' --output tsv)
    fi
    if [ "${on,,}" = true ]; then
        say 'is there' "$what"
    else
        change 'set' "$what" az storage blob service-properties update --account-name "$web_account" --auth-mode login \
            --static-website true --index-document index.html --404-document index.html --subscription "$subscription"
    fi
    gates_host='<the host of its website>'
    if is_made "$web_account_id"; then
        gates_host=$(in_subscription storage account show --name "$web_account" --resource-group "$group" \
            --query primaryEndpoints.web --output tsv)
        gates_host=${gates_host#https://} gates_host=${gates_host%/}
    fi
}

# The line of a resource of ours, without its group, from lines of all that bear its name.
in_group() { # GROUP
    local found rest
    while IFS=$'\t' read -r found rest || [ -n "$found" ]; do
        if [ "${found,,}" = "${1,,}" ]; then printf '%s' "$rest"; fi
    done
}

make_vault() {
    vault_id=$(in_subscription keyvault list --query "[?name=='$vault'].[resourceGroup,id]" --output tsv | in_group "$group")
    if [ -n "$vault_id" ]; then
        say 'is there' "the key vault $vault"
    else
        create "the key vault $vault" az keyvault create --name "$vault" --resource-group "$group" \
            --location "$location" --enable-rbac-authorization true --enable-purge-protection true --retention-days 14 \
            --query id --output tsv --subscription "$subscription"
        vault_id=$made
    fi
}

make_identity() { # gateway | app
    local identity=$name-$1 line
    line=$(in_subscription identity list --query "[?name=='$identity'].[resourceGroup,id,principalId]" --output tsv \
        | in_group "$group")
    if [ -n "$line" ]; then
        say 'is there' "the managed identity $identity"
    else
        create "the managed identity $identity" az identity create --name "$identity" --resource-group "$group" \
            --location "$location" --query '[[id,principalId]]' --output tsv --subscription "$subscription"
        line=$made
    fi
    IFS=$'\t' read -r identity_id principal <<<"$line"
    principal=${principal:-$identity_id}
}

# The address that DNS and Route 53's check know before the site exists; the site's template finds it by this name.
make_address() {
    local options=()
    address=$(in_subscription network public-ip list --query "[?name=='$name-gateway'].[resourceGroup,ipAddress]" \
        --output tsv | in_group "$dr_group")
    if [ -n "$address" ]; then
        say 'is there' "the address $name-gateway"
        return
    fi
    if [ "$zones" != none ]; then
        read -ra options <<<"--zone ${zones//,/ }"
    fi
    create "the address $name-gateway" az network public-ip create --name "$name-gateway" --resource-group "$dr_group" \
        --location "$location" --sku Standard --tier Regional --allocation-method Static --version IPv4 \
        "${options[@]}" --query publicIp.ipAddress --output tsv --subscription "$subscription"
    address=$made
}
