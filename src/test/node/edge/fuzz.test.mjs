import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handler } from '../../../../functions/edge/handler/index.mjs';
import { judge } from './cloudfront.mjs';
import { dice, mutate, names, sample } from './events.mjs';

const SEED = Number(process.env.LIFEBOAT_SEED ?? 20261122);
const ROUNDS = 20_000;

test(`whatever the event (seed ${SEED}), CloudFront gets something it takes, and another cloud nothing private`, async () => {
    const samples = names.map(sample);
    const kinds = new Set();
    for (let round = 0; round < ROUNDS; round++) {
        const random = dice(SEED + round);
        const event = mutate(random.of(samples), random);
        const before = structuredClone(event);
        try {
            const answer = await handler(event);
            judge(event, answer);
            assert.deepEqual(event, before, 'the event was changed');
            kinds.add(kind(event, answer));
        } catch (error) {
            error.message = `LIFEBOAT_SEED=${SEED + round}: ${error.message}\n${JSON.stringify(event)}`.slice(0, 5_000);
            throw error;
        }
    }
    assert.deepEqual([...kinds].sort(), ['nothing to do', 'refused', 'request', 'response'], 'the events reach everything');
});

function kind(event, answer) {
    const { request, response } = event?.Records?.[0]?.cf ?? {};
    if (answer === request || answer === response || answer === event) return 'nothing to do';
    if (answer.status === undefined) return 'request';
    return response ? 'response' : 'refused';
}
