// Runs state machines written in the Amazon States Language (JSONPath), several at once, for a program that talks to it
// over stdin and stdout, one JSON object a line:
//
//     node workflow.mjs <folder of node_modules>
//
//   in   {"run": id, "definition": path, "substitutions": {}, "input": {}, "context": {}, "waitScale": 1}
//        {"abort": id}
//        {"answer": n, "run": id, "output": text} or {"answer": n, "run": id, "error": name, "cause": text}
//        {"ask": k, "token": t, "output": text}, or with "error" and "cause", "heartbeat": true or "expire": true
//        {"ask": k, "check": path, "substitutions": {}}
//   out  {"task": n, "run": id, "state": name, "resource": arn, "function": name, "input": text, "token": t}
//        {"over": t, "run": id}                 nobody waits for the token any more
//        {"event": type, "run": id, "time": ms, "state": name, "input": text, "output": text, "error", "cause"}
//        {"done": id, "run": id, "status": "SUCCEEDED|FAILED|ABORTED|TIMED_OUT", "output", "error", "cause"}
//        {"refused": id, "run": id, "cause": text}      the definition cannot run
//        {"told": k, "known": true}             whether a task waits for the token
//        {"told": k, "problems": [text]}        what is wrong with the definition
//
// "text" is a JSON document in a string. The program ends when stdin does.
import { createInterface } from 'node:readline';
import { problems, read } from './workflow/definition.mjs';
import { Execution } from './workflow/execution.mjs';

const executions = new Map();
const emit = message => process.stdout.write(JSON.stringify(message) + '\n');

async function run(request) {
    const execution = new Execution(request.run, emit);
    executions.set(request.run, execution);
    try {
        await execution.run(request);
    } catch (error) {
        emit({ refused: request.run, run: request.run, cause: error.message });
    } finally {
        executions.delete(request.run);
    }
}

function check({ check, substitutions = {} }) {
    try {
        return problems(read(check, substitutions));
    } catch (error) {
        return [error.message];
    }
}

function take(message) {
    if ('definition' in message) run(message);
    else if ('abort' in message) executions.get(message.abort)?.abort();
    else if ('answer' in message) executions.get(message.run)?.answer(message);
    else if ('check' in message) emit({ told: message.ask, problems: check(message) });
    else emit({ told: message.ask, known: [...executions.values()].some(execution => execution.tell(message)) });
}

for await (const line of createInterface({ input: process.stdin })) take(JSON.parse(line));
process.exit(0);
