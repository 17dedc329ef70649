// The sample events, and strange relatives of them.
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../../../events/edge/', import.meta.url);

export const names = readdirSync(folder).map(file => file.replace(/\.json$/, ''));
export const sample = name => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));

/** Random numbers that come again for the same seed (xorshift): a failure can be repeated. */
export function dice(seed) {
    let state = seed * 2654435761 | 1;
    const next = () => {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        return (state >>> 0) / 2 ** 32;
    };
    return { next, below: limit => Math.floor(next() * limit), of: list => list[Math.floor(next() * list.length)] };
}

const ODD = [null, undefined, 0, -1, 1e21, NaN, true, '', ' ', '/', '..', '\u0000', '한글', 'GET', 'x'.repeat(70_000), [], {}, [[]],
    [null], [{}], [{ key: 5, value: 5 }], [{ value: 'a' }], { custom: null }, { s3: {} }, { length: 1 }, { data: 'c2VjcmV0' }];

const HEADERS = ['proxy-authorization', 'x-amz-cf-id', 'Cookie'];

/** One to four changes anywhere in the event: a part deleted, of another type, renamed, or copied from elsewhere. */
export function mutate(event, { below, of }) {
    const changed = structuredClone(event);
    for (let left = 1 + below(4); left > 0; left--) change(changed, { below, of });
    return changed;
}

function change(event, { below, of }) {
    const places = [];
    collect(event, places);
    if (places.length === 0) return;
    const [parent, name] = of(places);
    switch (below(5)) {
        case 0: delete parent[name]; break;
        case 1: parent[name] = structuredClone(of(ODD)); break;
        case 2: parent[name] = { [name]: parent[name] }; break;
        case 3: parent[of([String(name).toUpperCase(), `x-${name}`, ...HEADERS])] = parent[name]; break;
        default: parent[name] = structuredClone(((from, key) => from[key])(...of(places)));
    }
}

function collect(value, places) {
    if (value === null || typeof value !== 'object') return;
    for (const name of Object.keys(value)) {
        places.push([value, name]);
        if (places.length < 2_000) collect(value[name], places);
    }
}
