// One execution of a state machine. Its tasks are answered from outside.
import { randomBytes } from 'node:crypto';
import { adapted, key, problems, read, states } from './definition.mjs';
import { StateMachine, StatesTimeout } from './library.mjs';

const LONGEST_TEXT_BYTES = 256 * 1024;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

let count = 0;

class TaskFailed extends Error {
    constructor(name, cause) {
        super(cause);
        this.name = name;
    }
}

// As on the service, no Retry and no Catch matches it.
class DataLimitExceeded extends TaskFailed {
    isRetryable = false;
    isCatchable = false;

    constructor(what, size) {
        super('States.DataLimitExceeded', `${what} has ${size} bytes; ${LONGEST_TEXT_BYTES} are allowed`);
    }
}

const bytes = text => Buffer.byteLength(text ?? '');

function limited(value, what) {
    const text = JSON.stringify(value);
    if (bytes(text) > LONGEST_TEXT_BYTES) throw new DataLimitExceeded(what, bytes(text));
    return text;
}

export class Execution {
    #id;
    #emit;
    #tasks = new Map();
    #tokens = new Map();
    #token;
    #abort;
    #tooLarge;

    // `emit` takes what is to be told outside: tasks, tokens that are over, events, the end.
    constructor(id, emit) {
        this.#id = id;
        this.#emit = message => emit({ ...message, run: id });
    }

    async run({ definition, substitutions = {}, input = {}, context = {}, waitScale = 1 }) {
        const machine = read(definition, substitutions);
        const found = problems(machine);
        if (found.length > 0) throw new Error(`${definition} cannot run:\n${found.join('\n')}`);
        limited(input, 'the input');

        const running = new StateMachine(adapted(machine, waitScale), { validationOptions: { noValidate: true } });
        const execution = running.run(input, {
            context: this.#context(context, input, machine),
            overrides: this.#overrides(machine, waitScale),
        });
        this.#abort = execution.abort;
        const told = this.#tell(execution.eventLogs);
        let end = await this.#end(execution.result);
        await told;
        if (this.#tooLarge) end = failed(this.#tooLarge);
        for (const task of this.#tasks.values()) this.#over(task);
        this.#emit({ done: this.#id, ...end });
    }

    abort() {
        this.#abort?.();
    }

    // Getters, because the interpreter asks for a token, and calls the task, in one go: the token that was asked for
    // last is that of the task that is called next.
    #context(context, input, machine) {
        const execution = this;
        const at = {};
        for (const { name } of states(machine))
            at[key(name)] = {
                Name: name,
                get EnteredTime() {
                    return new Date().toISOString();
                },
            };
        return {
            StateMachine: context.StateMachine ?? {},
            Run: { StartTime: new Date().toISOString(), ...context.Execution, Input: input },
            At: at,
            Task: {
                get Token() {
                    return (execution.#token ??= randomBytes(448).toString('base64'));
                },
            },
        };
    }

    #overrides(machine, waitScale) {
        const taskResourceLocalHandlers = {};
        const waitTimeOverrides = {};
        for (const { name, state, parents } of states(machine)) {
            if (state.Type === 'Task')
                taskResourceLocalHandlers[name] = input => this.#task({ name, state, parents, input });
            if (state.Type === 'Wait' && waitScale === 0) waitTimeOverrides[name] = 0;
        }
        return { taskResourceLocalHandlers, waitTimeOverrides };
    }

    #task(task) {
        const { state, input } = task;
        const invokes = /^arn:aws[\w-]*:states:.*:lambda:invoke(\.|$)/.test(state.Resource);
        if (state.Resource.endsWith('.waitForTaskToken')) task.token = this.#token;
        this.#token = undefined;
        limited(input, `the input of ${task.name}`);

        Object.assign(task, { id: ++count, invokes, timers: {}, ...Promise.withResolvers() });
        this.#tasks.set(task.id, task);
        if (task.token) this.#tokens.set(task.token, task);
        this.#limit(task, 'TimeoutSeconds', 'States.Timeout');
        if (task.token) this.#limit(task, 'HeartbeatSeconds', 'States.HeartbeatTimeout');
        this.#emit({
            task: task.id,
            state: task.name,
            resource: state.Resource,
            function: invokes ? input.FunctionName : state.Resource,
            input: JSON.stringify(invokes ? (input.Payload ?? {}) : input),
            ...(task.token && { token: task.token }),
        });
        return task.promise.finally(() => this.#over(task));
    }

    #limit(task, field, error) {
        const seconds = task.state[field];
        clearTimeout(task.timers[field]);
        if (seconds)
            task.timers[field] = setTimeout(
                () => task.reject(this.#timeout(task, error)),
                Math.min(seconds * 1000, LONGEST_TIMER_MS),
            );
    }

    // A missing heartbeat is a States.Timeout as well: who does not name it apart, gets it under that name.
    #timeout(task, error) {
        const named = [...(task.state.Retry ?? []), ...(task.state.Catch ?? [])].flatMap(one => one.ErrorEquals);
        return Object.assign(new StatesTimeout(), { name: named.includes(error) ? error : 'States.Timeout' });
    }

    #over(task) {
        Object.values(task.timers).forEach(clearTimeout);
        this.#tasks.delete(task.id);
        if (this.#tokens.delete(task.token)) this.#emit({ over: task.token });
    }

    // The end of the call itself. Returns whether anyone still waited for it.
    answer({ answer, output, error, cause }) {
        const task = this.#tasks.get(answer);
        if (!task) return;
        if (error !== undefined) task.reject(new TaskFailed(error, cause ?? ''));
        else if (!task.token) this.#settle(task, task.invokes ? invoked(output) : JSON.parse(output));
    }

    // What SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat do, and `expire`: the time-out, now. Returns whether
    // a task waits for the token.
    tell({ token, output, error, cause, expire }) {
        const task = this.#tokens.get(token);
        if (!task) return false;
        if (output !== undefined) this.#settle(task, JSON.parse(output));
        else if (error !== undefined) task.reject(new TaskFailed(error, cause ?? ''));
        else if (expire) task.reject(this.#timeout(task, 'States.Timeout'));
        else this.#limit(task, 'HeartbeatSeconds', 'States.HeartbeatTimeout');
        return true;
    }

    #settle(task, result) {
        try {
            limited(result, `the output of ${task.name}`);
            task.resolve(result);
        } catch (error) {
            task.reject(error);
        }
    }

    async #tell(events) {
        for await (const event of events) {
            const { type, timestamp, state = event.parentState, Error: error, Cause: cause } = event;
            const output = state?.output ?? event.output;
            if (bytes(JSON.stringify(output)) > LONGEST_TEXT_BYTES && !this.#tooLarge) {
                this.#tooLarge = new DataLimitExceeded(`the output of ${state?.name}`, bytes(JSON.stringify(output)));
                this.#abort();
            }
            if (type === 'StateFailed') this.#leave(state.name);
            this.#emit({
                event: type,
                time: timestamp,
                state: state?.name ?? '',
                input: JSON.stringify(state?.input ?? event.input ?? null),
                output: JSON.stringify(output ?? null),
                error: error ?? '',
                cause: typeof cause === 'object' ? JSON.stringify(cause) : (cause ?? ''),
            });
        }
    }

    // Where one branch fails, the tasks of the others are given up.
    #leave(parent) {
        for (const task of [...this.#tasks.values()]) if (task.parents.includes(parent)) this.#over(task);
    }

    async #end(result) {
        try {
            return { status: 'SUCCEEDED', output: JSON.stringify(await result) };
        } catch (error) {
            if (error.name === 'ExecutionAbortedError') return { status: 'ABORTED' };
            if (error.name === 'ExecutionTimeoutError') return { status: 'TIMED_OUT', error: 'States.Timeout' };
            return failed(error.cause);
        }
    }
}

const failed = error => ({ status: 'FAILED', error: error.name, cause: error.message });

// What the lambda:invoke integration makes of a function's result.
function invoked(output) {
    return {
        ExecutedVersion: '$LATEST',
        Payload: JSON.parse(output),
        SdkHttpMetadata: { HttpStatusCode: 200 },
        SdkResponseMetadata: { RequestId: 'local' },
        StatusCode: 200,
    };
}
