// The npm packages, from the folder that scripts/get-node-modules prints (the second argument of the program).
import { createRequire } from 'node:module';

// The interpreter was written for Node 22; this is all of it that Node 20 lacks.
Promise.withResolvers ??= function () {
    let resolve, reject;
    const promise = new this((yes, no) => [resolve, reject] = [yes, no]);
    return { promise, resolve, reject };
};

const need = createRequire(`${process.argv[2]}/`);

export const { StateMachine } = need('aws-local-stepfunctions');
export const validator = need('asl-validator');
export const YAML = need('yaml');

// The interpreter keeps its class of time-outs to itself, yet tells them by it: States.TaskFailed matches every error
// but those. So one is brought about here.
const never = { taskResourceLocalHandlers: { T: () => new Promise(() => {}) } };
const hung = { StartAt: 'T', States: { T: { Type: 'Task', Resource: 'none', TimeoutSeconds: 0.001, End: true } } };
const timeout = await new StateMachine(hung, { validationOptions: { noValidate: true } })
    .run({}, { overrides: never })
    .result.catch(error => error.cause);
export const StatesTimeout = timeout.constructor;
