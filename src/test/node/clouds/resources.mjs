// The resources of a subscription, as `az` makes and shows them.
import { existsSync } from 'node:fs';
import { Refusal } from './cli.mjs';

// A new id, the same in every run.
export function number(clouds) {
  clouds.count += 1;
  return `00000000-0000-4000-8000-${String(clouds.count).padStart(12, '0')}`;
}

const groupId = (clouds, group) => `/subscriptions/${clouds.subscription}/resourceGroups/${group}`;
const idOf = (clouds, group, type, name) => `${groupId(clouds, group)}/providers/${type}/${name}`;

// Whether a place that a role is given at is there.
export function exists(clouds, scope) {
  const containers = clouds.accounts.flatMap((account) =>
    account.containers.map((one) => `${account.id}/blobServices/default/containers/${one.name}`));
  const secrets = clouds.vaults.flatMap((vault) =>
    [...vault.certificates, ...vault.secrets].map((name) => `${vault.id}/secrets/${name}`));
  const places = [clouds.accounts, clouds.identities, clouds.vaults].flat().map((one) => one.id);
  return [...containers, ...secrets, ...places, ...clouds.groups.map((group) => groupId(clouds, group))].includes(scope);
}

function checkGroup(clouds, group) {
  if (!clouds.groups.includes(group)) throw new Refusal(`(ResourceGroupNotFound) Resource group '${group}' could not be found.`);
}

function account(clouds, name) {
  const found = clouds.accounts.find((one) => one.name === name);
  if (!found) throw new Refusal(`(ResourceNotFound) The storage account '${name}' was not found.`);
  return found;
}

const NAME = /^[a-z0-9]{3,24}$/;
const SAFETY = {
  '--min-tls-version': 'value', '--https-only': 'flag', '--allow-blob-public-access': 'flag', '--allow-shared-key-access': 'flag',
};
const bool = (text) => text === 'true';

function safety(options) {
  return {
    minimumTlsVersion: options['--min-tls-version'],
    enableHttpsTrafficOnly: bool(options['--https-only']),
    allowBlobPublicAccess: bool(options['--allow-blob-public-access']),
    allowSharedKeyAccess: bool(options['--allow-shared-key-access']),
  };
}

const vault = (clouds, options) => {
  const found = clouds.vaults.find((one) => one.name === options['--vault-name']);
  if (!found) throw new Refusal('the vault was not found');
  if (!clouds.mayList) throw new Refusal('(Forbidden) Caller is not authorized to perform action on resource.');
  return found;
};

export const resources = {
  'account show': {
    required: [],
    run(options, clouds) {
      if (!clouds.login) throw new Refusal("ERROR: Please run 'az login' to setup account.");
      if ((options['--subscription'] ?? clouds.subscription) !== clouds.subscription)
        throw new Refusal(`ERROR: Subscription '${options['--subscription']}' not found.`);
      return { id: clouds.subscription, tenantId: clouds.tenant };
    },
  },
  'provider list': {
    required: [],
    run: (options, clouds) => Object.entries(clouds.providers).map(([namespace, registrationState]) => ({ namespace, registrationState })),
  },
  'provider register': {
    required: ['--namespace'],
    known: { '--wait': 'flag' },
    changes: true,
    run(options, clouds) {
      clouds.providers[options['--namespace']] = 'Registered';
    },
  },
  'group exists': { required: ['--name'], run: (options, clouds) => clouds.groups.includes(options['--name']) },
  'group create': {
    required: ['--name', '--location'],
    changes: true,
    run(options, clouds) {
      clouds.groups.push(options['--name']);
    },
  },
  'resource list': {
    required: ['--resource-type'],
    run(options, clouds) {
      if (options['--resource-type'] !== 'Microsoft.DBforMySQL/flexibleServers') throw new Refusal('unknown type');
      return clouds.servers;
    },
  },
  'storage account list': { required: [], known: { '--resource-group': 'value' }, run: (options, clouds) => clouds.accounts },
  'storage account check-name': {
    required: ['--name'],
    run: (options, clouds) => ({
      nameAvailable: NAME.test(options['--name']) && !clouds.taken.includes(options['--name']),
    }),
  },
  'storage account create': {
    required: ['--name', '--resource-group', '--location'],
    known: { '--kind': 'value', '--sku': 'value', ...SAFETY },
    changes: true,
    run(options, clouds) {
      const name = options['--name'];
      checkGroup(clouds, options['--resource-group']);
      if (!NAME.test(name) || clouds.taken.includes(name)) throw new Refusal('(StorageAccountAlreadyTaken)');
      clouds.taken.push(name);
      const made = {
        name,
        id: idOf(clouds, options['--resource-group'], 'Microsoft.Storage/storageAccounts', name),
        resourceGroup: options['--resource-group'],
        kind: options['--kind'],
        sku: { name: options['--sku'] },
        ...safety(options),
        primaryEndpoints: { web: `https://${name}.z12.web.core.windows.net/` },
        blob: { isVersioningEnabled: null, deleteRetentionPolicy: { enabled: false }, containerDeleteRetentionPolicy: null },
        staticWebsite: { enabled: false },
        containers: [],
        policy: null,
      };
      clouds.accounts.push(made);
      return made;
    },
  },
  'storage account update': {
    required: ['--name', '--resource-group'],
    known: SAFETY,
    changes: true,
    run(options, clouds) {
      Object.assign(account(clouds, options['--name']), safety(options));
    },
  },
  'storage account show': { required: ['--name', '--resource-group'], run: (options, clouds) => account(clouds, options['--name']) },
  'storage account blob-service-properties show': {
    required: ['--account-name', '--resource-group'],
    run: (options, clouds) => account(clouds, options['--account-name']).blob,
  },
  'storage account blob-service-properties update': {
    required: ['--account-name', '--resource-group'],
    known: {
      '--enable-versioning': 'flag', '--enable-delete-retention': 'flag', '--delete-retention-days': 'value',
      '--enable-container-delete-retention': 'flag', '--container-delete-retention-days': 'value',
    },
    changes: true,
    run(options, clouds) {
      const days = (option) => {
        const number = Number(options[option]);
        if (!(number >= 1 && number <= 365)) throw new Refusal(`${option} must be 1 to 365`);
        return number;
      };
      account(clouds, options['--account-name']).blob = {
        isVersioningEnabled: bool(options['--enable-versioning']),
        deleteRetentionPolicy: { enabled: bool(options['--enable-delete-retention']), days: days('--delete-retention-days') },
        containerDeleteRetentionPolicy: {
          enabled: bool(options['--enable-container-delete-retention']), days: days('--container-delete-retention-days'),
        },
      };
    },
  },
  'storage account management-policy show': {
    required: ['--account-name', '--resource-group'],
    run(options, clouds) {
      const { policy } = account(clouds, options['--account-name']);
      if (!policy) throw new Refusal('(ManagementPolicyNotFound) No ManagementPolicy found for account');
      return policy;
    },
  },
  'storage account management-policy create': {
    required: ['--account-name', '--resource-group', '--policy'],
    changes: true,
    run(options, clouds) {
      const file = options['--policy'].replace(/^@/, '');
      if (!existsSync(file)) throw new Refusal(`No such file: ${file}`);
      account(clouds, options['--account-name']).policy = { policy: { rules: [{ name: 'lifeboat-old-versions' }] } };
    },
  },
  'storage container-rm list': {
    required: ['--storage-account', '--resource-group'],
    run: (options, clouds) => account(clouds, options['--storage-account']).containers,
  },
  'storage container-rm create': {
    required: ['--name', '--storage-account', '--resource-group'],
    known: { '--public-access': 'value', '--enable-vlw': 'flag' },
    changes: true,
    run(options, clouds) {
      const { containers, blob } = account(clouds, options['--storage-account']);
      const versions = bool(options['--enable-vlw']);
      if (versions && !blob.isVersioningEnabled) throw new Refusal('version-level immutability needs versioning');
      if (options['--public-access'] !== 'off') throw new Refusal('public');
      containers.push({
        name: options['--name'], hasImmutabilityPolicy: false,
        immutableStorageWithVersioning: versions ? { enabled: true } : null,
      });
    },
  },
  'storage container immutability-policy create': {
    required: ['--account-name', '--resource-group', '--container-name', '--period'],
    changes: true,
    run(options, clouds) {
      const container = account(clouds, options['--account-name']).containers
        .find((one) => one.name === options['--container-name']);
      if (!container) throw new Refusal('(ContainerNotFound)');
      container.hasImmutabilityPolicy = true;
      container.period = Number(options['--period']);
    },
  },
  'storage blob service-properties show': {
    required: ['--account-name', '--auth-mode'],
    run: (options, clouds) => ({ staticWebsite: account(clouds, options['--account-name']).staticWebsite }),
  },
  'storage blob service-properties update': {
    required: ['--account-name', '--auth-mode'],
    known: { '--static-website': 'flag', '--index-document': 'value', '--404-document': 'value' },
    changes: true,
    run(options, clouds) {
      if (options['--auth-mode'] !== 'login') throw new Refusal('KeyBasedAuthenticationNotPermitted');
      const found = account(clouds, options['--account-name']);
      found.staticWebsite = {
        enabled: bool(options['--static-website']), indexDocument: options['--index-document'],
        errorDocument404Path: options['--404-document'],
      };
      if (!found.containers.some((one) => one.name === '$web')) found.containers.push({ name: '$web' });
    },
  },
  'keyvault list': { required: [], run: (options, clouds) => clouds.vaults },
  'keyvault create': {
    required: ['--name', '--resource-group', '--location'],
    known: { '--enable-rbac-authorization': 'flag', '--enable-purge-protection': 'flag', '--retention-days': 'value' },
    changes: true,
    run(options, clouds) {
      checkGroup(clouds, options['--resource-group']);
      if (!bool(options['--enable-rbac-authorization'])) throw new Refusal('access policies');
      const name = options['--name'];
      const made = {
        name, resourceGroup: options['--resource-group'], certificates: [], secrets: [],
        id: idOf(clouds, options['--resource-group'], 'Microsoft.KeyVault/vaults', name),
      };
      clouds.vaults.push(made);
      return made;
    },
  },
  'keyvault certificate list': {
    required: ['--vault-name'],
    run: (options, clouds) => vault(clouds, options).certificates.map((name) => ({ name })),
  },
  'keyvault secret list': {
    required: ['--vault-name'],
    run: (options, clouds) => vault(clouds, options).secrets.map((name) => ({ name })),
  },
  'identity list': { required: [], run: (options, clouds) => clouds.identities },
  'identity create': {
    required: ['--name', '--resource-group', '--location'],
    changes: true,
    run(options, clouds) {
      checkGroup(clouds, options['--resource-group']);
      const made = {
        name: options['--name'], resourceGroup: options['--resource-group'], principalId: number(clouds),
        id: idOf(clouds, options['--resource-group'], 'Microsoft.ManagedIdentity/userAssignedIdentities', options['--name']),
      };
      clouds.identities.push(made);
      return made;
    },
  },
  'network public-ip list': { required: [], run: (options, clouds) => clouds.addresses },
  'network public-ip create': {
    required: ['--name', '--resource-group', '--location'],
    known: { '--sku': 'value', '--tier': 'value', '--allocation-method': 'value', '--version': 'value', '--zone': 'list' },
    changes: true,
    run(options, clouds) {
      checkGroup(clouds, options['--resource-group']);
      const publicIp = {
        name: options['--name'], resourceGroup: options['--resource-group'], ipAddress: '203.0.113.10',
        sku: options['--sku'], zones: options['--zone'] ?? [], allocation: options['--allocation-method'],
      };
      clouds.addresses.push(publicIp);
      return { publicIp };
    },
  },
};
