// What the stand-ins of `az` and `aws` have in common: they know exactly the commands and options that the scripts use,
// spelled as the real ones spell them, refuse every other, and change what there is.
import { createRequire } from 'node:module';

const jmespath = createRequire(`${process.argv[2]}/`)('jmespath');

export class Refusal extends Error {
  constructor(message, status = 1) {
    super(message);
    this.status = status;
  }
}

// What a command is given: its words, then its options. A flag may be followed by true or false.
function parse(words, known) {
  const options = {};
  const rest = [...words];
  while (rest.length > 0) {
    const option = rest.shift();
    const kind = known[option];
    if (!kind) throw new Refusal(`ERROR: unrecognized arguments: ${option}`, 2);
    if (option in options) throw new Refusal(`ERROR: ${option} is given twice`, 2);
    const values = [];
    while (rest.length > 0 && !rest[0].startsWith('--')) values.push(rest.shift());
    if (kind === 'flag') options[option] = values.length === 0 ? 'true' : values[0];
    else if (kind === 'list') options[option] = values;
    else if (values.length !== 1) throw new Refusal(`ERROR: ${option} expects one value, not ${values.length}`, 2);
    else options[option] = values[0];
  }
  return options;
}

function need(command, options, required) {
  const missing = required.filter((option) => !(option in options));
  if (missing.length > 0) throw new Refusal(`ERROR: ${command}: required: ${missing.join(', ')}`, 2);
}

// Runs a command line on what there is; `program` is {name, commands, globals, print}, and each of its commands
// {required, known, changes, run(options, clouds)}. Returns what it prints and its exit status.
export function answer(program, words, clouds) {
  try {
    const end = words.findIndex((word) => word.startsWith('--'));
    const name = words.slice(0, end < 0 ? words.length : end).join(' ');
    const command = program.commands[name];
    if (!command) throw new Refusal(`ERROR: '${name}' is misspelled or not recognized by ${program.name}`, 2);
    const required = Object.fromEntries(command.required.map((option) => [option, 'value']));
    const options = parse(words.slice(end < 0 ? words.length : end), { ...program.globals(name), ...required, ...command.known });
    need(name, options, command.required);
    const fault = clouds.faults.find((one) => one.command === name && one.times > 0);
    if (fault) {
      fault.times -= 1;
      throw new Refusal(fault.message);
    }
    const result = command.run(options, clouds) ?? null;
    if (command.changes) clouds.changes.push(name);
    const asked = options['--query'] ? jmespath.search(result, options['--query']) : result;
    return { status: 0, out: program.print(asked, options), err: '' };
  } catch (e) {
    return e instanceof Refusal
      ? { status: e.status, out: '', err: `${e.message}\n` }
      : { status: 70, out: '', err: `the stand-in is broken: ${e.stack}\n` };
  }
}
