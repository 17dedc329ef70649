// Applications, roles and who has them, as `az ad` and `az role` show them.
import { existsSync, readFileSync } from 'node:fs';
import { Refusal } from './cli.mjs';
import { exists, number } from './resources.mjs';

const AUDIENCE = 'api://AzureADTokenExchange';
const BUILT_IN = ['Storage Blob Delegator', 'Storage Blob Data Reader', 'Managed Identity Operator', 'Key Vault Secrets User'];

function application(clouds, id) {
  const found = clouds.apps.find((app) => app.appId === id || app.id === id);
  if (!found) throw new Refusal(`Request_ResourceNotFound: Resource '${id}' does not exist`);
  return found;
}

function json(text) {
  try {
    return JSON.parse(existsSync(text) ? readFileSync(text, 'utf8') : text);
  } catch (e) {
    throw new Refusal(`Failed to parse JSON: ${text}: ${e.message}`);
  }
}

function checkCredential(credential, others) {
  const { name, issuer, subject, audiences } = credential;
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/.test(name)) throw new Refusal(`Invalid value for property name: ${name}`);
  if (!/^https:\/\/\S{1,592}$/.test(issuer)) throw new Refusal(`Invalid value for property issuer: ${issuer}`);
  if (!subject || subject.length > 600 || subject !== subject.trim()) throw new Refusal('Invalid value for property subject');
  if (audiences?.length !== 1 || audiences[0] !== AUDIENCE) throw new Refusal('exactly one audience is allowed');
  if (others.some((other) => other.name === name)) throw new Refusal(`FederatedIdentityCredential with name ${name} already exists`);
  if (others.some((other) => other.issuer === issuer && other.subject === subject))
    throw new Refusal('FederatedIdentityCredential with matching issuer and subject already exists');
}

function principalExists(clouds, id) {
  const programs = [...clouds.sps.map((sp) => sp.id), ...clouds.identities.map((one) => one.principalId)];
  return [...programs, ...clouds.teams, clouds.me].includes(id);
}

const typeOf = (clouds, id) => (id === clouds.me ? 'User' : clouds.teams.includes(id) ? 'Group' : 'ServicePrincipal');

function definition(options) {
  const role = json(options['--role-definition']);
  const known = ['Name', 'IsCustom', 'Description', 'Actions', 'NotActions', 'DataActions', 'NotDataActions', 'AssignableScopes'];
  const unknown = Object.keys(role).filter((key) => !known.includes(key));
  if (unknown.length > 0) throw new Refusal(`unknown in a role definition: ${unknown}`);
  const scope = /^\/subscriptions\/[0-9a-f-]{36}(\/resourceGroups\/[^/]+)?$/;
  if (!role.AssignableScopes?.every((one) => scope.test(one))) throw new Refusal("please provide 'assignableScopes'");
  return {
    roleName: role.Name,
    roleType: 'CustomRole',
    assignableScopes: role.AssignableScopes,
    permissions: [{ actions: role.Actions, notActions: role.NotActions, dataActions: role.DataActions, notDataActions: role.NotDataActions }],
  };
}

const at = (clouds, options) => clouds.roles.findIndex((role) => role.roleName === options);

export const entra = {
  'ad signed-in-user show': {
    required: [],
    run(options, clouds) {
      if (!clouds.me) throw new Refusal('(BadRequest) /me request is only valid with delegated authentication flow.');
      return { id: clouds.me };
    },
  },
  'ad app list': {
    required: [],
    known: { '--display-name': 'value' },
    run: (options, clouds) => clouds.apps.filter((app) => app.displayName.startsWith(options['--display-name'] ?? '')),
  },
  'ad app create': {
    required: ['--display-name'],
    known: { '--sign-in-audience': 'value' },
    changes: true,
    run(options, clouds) {
      if (options['--sign-in-audience'] !== 'AzureADMyOrg') throw new Refusal('other tenants could come in');
      const app = { id: number(clouds), appId: number(clouds), displayName: options['--display-name'], credentials: [] };
      clouds.apps.push(app);
      return app;
    },
  },
  'ad sp list': {
    required: ['--filter'],
    run(options, clouds) {
      const id = /^appId eq '([0-9a-f-]{36})'$/.exec(options['--filter']);
      if (!id) throw new Refusal(`Invalid filter clause: ${options['--filter']}`);
      return clouds.sps.filter((sp) => sp.appId === id[1]);
    },
  },
  'ad sp create': {
    required: ['--id'],
    changes: true,
    run(options, clouds) {
      const { appId, displayName } = application(clouds, options['--id']);
      if (clouds.sps.some((sp) => sp.appId === appId)) throw new Refusal('the service principal is already in use');
      const sp = { id: number(clouds), appId, displayName };
      clouds.sps.push(sp);
      return sp;
    },
  },
  'ad app federated-credential list': {
    required: ['--id'],
    run: (options, clouds) => application(clouds, options['--id']).credentials,
  },
  'ad app federated-credential create': {
    required: ['--id', '--parameters'],
    changes: true,
    run(options, clouds) {
      const { credentials } = application(clouds, options['--id']);
      const credential = json(options['--parameters']);
      if (credentials.length >= 20) throw new Refusal('Too many federated identity credentials: 20 is the limit');
      checkCredential(credential, credentials);
      credentials.push({ id: number(clouds), ...credential });
    },
  },
  'ad app federated-credential update': {
    required: ['--id', '--federated-credential-id', '--parameters'],
    changes: true,
    run(options, clouds) {
      const { credentials } = application(clouds, options['--id']);
      const i = credentials.findIndex((one) => one.name === options['--federated-credential-id']);
      if (i < 0) throw new Refusal('Request_ResourceNotFound');
      const wanted = json(options['--parameters']);
      if (wanted.name !== credentials[i].name) throw new Refusal('Property name is immutable');
      checkCredential(wanted, credentials.filter((one, j) => j !== i));
      credentials[i] = { ...credentials[i], ...wanted };
    },
  },
  'ad app federated-credential delete': {
    required: ['--id', '--federated-credential-id'],
    changes: true,
    run(options, clouds) {
      const app = application(clouds, options['--id']);
      const left = app.credentials.filter((one) => one.name !== options['--federated-credential-id']);
      if (left.length === app.credentials.length) throw new Refusal('Request_ResourceNotFound');
      app.credentials = left;
    },
  },
  'role definition list': {
    required: ['--name', '--scope'],
    known: { '--custom-role-only': 'flag' },
    // Those that can be assigned at the scope; a role of a group is not found at its subscription.
    run(options, clouds) {
      if (!exists(clouds, options['--scope'])) throw new Refusal('(ResourceGroupNotFound)');
      return clouds.roles.filter(
        (role) => role.roleName === options['--name']
          && role.assignableScopes.some((scope) => `${options['--scope']}/`.startsWith(`${scope}/`)),
      );
    },
  },
  'role definition create': {
    required: ['--role-definition'],
    changes: true,
    run(options, clouds) {
      const role = definition(options);
      if (at(clouds, role.roleName) >= 0) throw new Refusal('RoleDefinitionWithSameNameExists');
      clouds.roles.push(role);
    },
  },
  'role definition update': {
    required: ['--role-definition'],
    changes: true,
    run(options, clouds) {
      const role = definition(options);
      if (at(clouds, role.roleName) < 0) throw new Refusal(`No definition was found with the name of "${role.roleName}"`);
      clouds.roles[at(clouds, role.roleName)] = role;
    },
  },
  'role assignment list': {
    required: ['--scope'],
    run: (options, clouds) =>
      clouds.assignments.filter((one) => one.scope.toLowerCase() === options['--scope'].toLowerCase()),
  },
  'role assignment create': {
    required: ['--assignee-object-id', '--assignee-principal-type', '--role', '--scope'],
    changes: true,
    run(options, clouds) {
      const role = options['--role'];
      const scope = options['--scope'];
      const custom = clouds.roles.find((one) => one.roleName === role);
      if (!custom && !BUILT_IN.includes(role)) throw new Refusal(`Role '${role}' doesn't exist.`);
      if (custom && !custom.assignableScopes.some((one) => scope.startsWith(one)))
        throw new Refusal(`the role ${role} cannot be assigned at ${scope}`);
      const principal = options['--assignee-object-id'];
      if (!principalExists(clouds, principal)) throw new Refusal('PrincipalNotFound');
      if (options['--assignee-principal-type'] !== typeOf(clouds, principal)) throw new Refusal('UnmatchedPrincipalType');
      if (!exists(clouds, scope)) throw new Refusal(`ResourceNotFound: ${scope}`);
      clouds.assignments.push({ id: number(clouds), principalId: principal, roleDefinitionName: role, scope });
    },
  },
};
