import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

export const page = readFileSync(new URL('../../../../functions/edge/page/index.html', import.meta.url), 'utf8');

/** Makes a page's longer waits 25 times as short; the short ones, which measure the network, stay. */
export const HURRY = `{
    const real = setTimeout;
    window.setTimeout = (work, time, ...rest) => real(work, time > 2000 ? time / 25 : time, ...rest);
}`;

/** Waits until the condition holds; fails with the words after some seconds. */
export async function until(words, condition, seconds = 10) {
    const end = Date.now() + seconds * 1000;
    while (!await condition()) {
        if (Date.now() > end) throw new Error(`not within ${seconds} s: ${words}`);
        await pause(20);
    }
}
