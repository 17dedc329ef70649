// Definitions of state machines: read, checked, and made to fit what the interpreter does differently from the service.
import { readFileSync } from 'node:fs';
import { validator, YAML } from './library.mjs';

// What a timer of Node can wait at most; the tasks' own timers run in execution.mjs.
const LONGEST_SECONDS = 2147483;

// Reads a definition in YAML or JSON. Substitutions replace ${Name} in the text, as CloudFormation does.
export function read(path, substitutions) {
    const text = readFileSync(path, 'utf8').replace(/\$\{([A-Za-z0-9]+)\}/g, (whole, name) => {
        if (!Object.hasOwn(substitutions, name)) throw new Error(`there is no substitution for ${whole} in ${path}`);
        return substitutions[name];
    });
    return YAML.parse(text);
}

// Every state, also those in branches and iterations, with the names of the states that it is inside of.
export function* states(machine, parents = []) {
    for (const [name, state] of Object.entries(machine.States ?? {})) {
        yield { name, state, parents };
        for (const inner of nested(state)) yield* states(inner, [...parents, name]);
    }
}

// Without what an alias of YAML shares; both the validator and we write into the copy.
const clone = machine => JSON.parse(JSON.stringify(machine));

const nested = state => [...(state.Branches ?? []), state.Iterator, state.ItemProcessor].filter(Boolean);

const known = new Map();

// What the validator finds, and what the interpreter would silently do wrong. Empty if the definition can run. Found
// once for each definition, since the validator takes longer than a run.
export function problems(machine) {
    const text = JSON.stringify(machine);
    if (!known.has(text)) known.set(text, found(machine));
    return known.get(text);
}

function found(machine) {
    const { errors } = validator(clone(machine));
    const found = errors.map(error => `${error['Error code']}: ${error.Message}`);
    const names = new Set();
    if ((machine.QueryLanguage ?? 'JSONPath') !== 'JSONPath') found.push('the machine is written in JSONata');
    for (const { name, state } of states(machine)) {
        if (names.has(name)) found.push(`${name}: the name is not unique`);
        names.add(name);
        found.push(...refused(state).map(problem => `${name}: ${problem}`));
    }
    return found;
}

function refused(state) {
    const found = [];
    const parts = [state, ...(state.Choices ?? []), ...(state.Catch ?? [])];
    const own = texts({ ...state, Branches: [], Iterator: {}, ItemProcessor: {} });
    const awaitsToken = (state.Resource ?? '').endsWith('.waitForTaskToken');
    const tokens = texts(state.Parameters ?? {}).some(text => text.includes('$$.Task.Token'));
    const refuse = (condition, problem) => condition && found.push(problem);

    refuse((state.QueryLanguage ?? 'JSONPath') !== 'JSONPath', 'is written in JSONata');
    for (const field of ['Assign', 'Arguments', 'Condition', 'Output', 'Items'])
        refuse(parts.some(part => field in part), `${field} is of JSONata or a variable`);
    refuse(own.some(text => text.startsWith('{%')), 'has an expression in JSONata');
    for (const field of ['TimeoutSecondsPath', 'HeartbeatSecondsPath', 'ItemReader', 'ItemBatcher', 'ResultWriter'])
        refuse(field in state, `${field} is not interpreted`);
    for (const field of ['ErrorPath', 'CausePath'])
        refuse(state[field]?.startsWith('States.'), `an intrinsic function in ${field} is not interpreted`);
    for (const part of parts)
        refuse(part.ResultPath && !/^\$(\.\w+)*$/.test(part.ResultPath), `ResultPath ${part.ResultPath} is not interpreted`);
    refuse('Result' in state && !state.Result, 'a Result that is false, null, 0 or empty is not interpreted');
    refuse(state.Parameters?.InvocationType, 'InvocationType is not interpreted');
    for (const text of own)
        for (const path of text.match(/\$\$[.\w]*/g) ?? [])
            refuse(
                !/^\$\$\.(Execution\.\w|StateMachine\.\w|State\.(Name|EnteredTime)$|Task\.Token$|Map\.Item\.)/.test(path),
                `${path} is not interpreted`,
            );
    refuse(awaitsToken && !tokens, 'waits for a token and gives it to nobody');
    refuse(!awaitsToken && own.some(text => text.includes('$$.Task.Token')), 'has no token to give');
    return found;
}

function texts(value) {
    if (typeof value === 'string') return [value];
    return value && typeof value === 'object' ? Object.values(value).flatMap(texts) : [];
}

// A copy that means to the interpreter what the original means to the service. Waits, also those before retries, take
// `scale` times as long.
export function adapted(machine, scale) {
    const copy = clone(machine);
    if (copy.TimeoutSeconds) copy.TimeoutSeconds = Math.min(copy.TimeoutSeconds, LONGEST_SECONDS);
    for (const { name, state } of states(copy)) {
        for (const key of Object.keys(state))
            if (!['Branches', 'Iterator', 'ItemProcessor'].includes(key)) state[key] = paths(state[key], name);
        if (state.Type === 'Task') state.TimeoutSeconds = LONGEST_SECONDS;
        if (state.Type === 'Wait') scaleWait(name, state, scale);
        for (const part of [state, ...(state.Catch ?? [])]) if (part.ResultPath === '$') delete part.ResultPath;
        state.Retry?.forEach(retrier => scaleRetry(retrier, scale));
        if (state.Choices) state.Choices = state.Choices.map(negations);
    }
    return copy;
}

// In a branch, the interpreter's $$.Execution is the branch's own; $$.State it does not know.
function paths(value, name) {
    if (typeof value === 'string')
        return /^(\$\$|States\.)/.test(value)
            ? value.replaceAll('$$.Execution.', () => '$$.Run.').replaceAll('$$.State.', () => `$$.At.${key(name)}.`)
            : value;
    if (Array.isArray(value)) return value.map(item => paths(item, name));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, paths(item, name)]));
}

// A state's name as part of a path.
export const key = name => 's' + Buffer.from(name).toString('hex');

function scaleWait(name, state, scale) {
    if (state.Seconds !== undefined) state.Seconds *= scale;
    else if (scale !== 0 && scale !== 1)
        throw new Error(`${name} waits for a time in its input, which can be skipped (0) or waited for (1), not scaled`);
}

function scaleRetry(retrier, scale) {
    retrier.IntervalSeconds = (retrier.IntervalSeconds ?? 1) * scale;
    if (retrier.MaxDelaySeconds) retrier.MaxDelaySeconds *= scale;
}

// To the interpreter, a test such as IsPresent: false never holds.
function negations(rule) {
    const test = Object.keys(rule).find(field => field.startsWith('Is') && rule[field] === false);
    if (test) {
        const { Next, ...rest } = rule;
        return { Not: { ...rest, [test]: true }, ...(Next && { Next }) };
    }
    const copy = { ...rule };
    for (const field of ['And', 'Or']) if (copy[field]) copy[field] = copy[field].map(negations);
    if (copy.Not) copy.Not = negations(copy.Not);
    return copy;
}
