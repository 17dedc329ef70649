// The stand-in of the Azure CLI.
import { entra } from './entra.mjs';
import { resources } from './resources.mjs';

const cell = (value) => {
  if (Array.isArray(value)) return String(value.length);
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'object' ? '' : String(value);
};

// A list of lists is rows of cells between tabs; a list of anything else is one a line.
function row(value) {
  if (Array.isArray(value)) return `${value.map(cell).join('\t')}\n`;
  if (typeof value === 'boolean') return `${value}\n`;
  return `${cell(value)}\n`;
}

function print(result, options) {
  if (options['--output'] !== 'tsv') return result === null ? '' : `${JSON.stringify(result, null, 2)}\n`;
  if (result === null) return '';
  return (Array.isArray(result) ? result : [result]).map(row).join('');
}

// `az ad` is about the tenant, and has no --subscription.
const globals = (name) => ({
  '--query': 'value',
  '--output': 'value',
  ...(name.startsWith('ad ') ? {} : { '--subscription': 'value' }),
});

export const az = { name: 'az', commands: { ...resources, ...entra }, globals, print };
