// The stand-in of the AWS CLI.
import { Refusal } from './cli.mjs';

const failed = (code, operation, text) =>
  new Refusal(`An error occurred (${code}) when calling the ${operation} operation: ${text}`, 254);

const commands = {
  'sts get-caller-identity': {
    required: [],
    run(options, { aws }) {
      if (!aws.login) throw new Refusal('Unable to locate credentials. You can configure credentials by running "aws configure".', 253);
      return { Account: aws.account };
    },
  },
  'iam get-outbound-web-identity-federation-info': {
    required: [],
    run(options, { aws }) {
      if (!aws.federation) throw failed('FeatureDisabled', 'GetOutboundWebIdentityFederationInfo', 'it is disabled');
      return { IssuerIdentifier: aws.issuer, JwtVendingEnabled: true };
    },
  },
  'iam enable-outbound-web-identity-federation': {
    required: [],
    changes: true,
    run(options, { aws }) {
      if (aws.federation) throw failed('FeatureEnabled', 'EnableOutboundWebIdentityFederation', 'it is enabled');
      aws.federation = true;
      return { IssuerIdentifier: aws.issuer };
    },
  },
  'cloudformation describe-stacks': {
    required: ['--stack-name', '--region'],
    run(options, { aws }) {
      const outputs = aws.stacks[`${options['--region']}/${options['--stack-name']}`];
      if (!outputs) throw failed('ValidationError', 'DescribeStacks', `Stack with id ${options['--stack-name']} does not exist`);
      return { Stacks: [{ Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })) }] };
    },
  },
};

const cell = (value) => (value === null ? 'None' : typeof value === 'boolean' ? (value ? 'True' : 'False') : String(value));

// Of the CLI's text output: a list of scalars is one line, a list of lists one line each.
function print(result, options) {
  if (options['--output'] !== 'text') return `${JSON.stringify(result)}\n`;
  if (!Array.isArray(result)) return `${cell(result)}\n`;
  const rows = result.every(Array.isArray) ? result : [result];
  return rows.map((cells) => `${cells.map(cell).join('\t')}\n`).join('');
}

const globals = () => ({ '--query': 'value', '--output': 'value', '--region': 'value' });

export const aws = { name: 'aws', commands, globals, print };
