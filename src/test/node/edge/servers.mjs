// The way from a browser to the page, on this machine: an edge that runs the real handler as CloudFront does, the static
// website behind it, the real site, and an address at which one follows the other.
import { createServer, request as send } from 'node:http';
import { handler } from '../../../../functions/edge/handler/index.mjs';
import { judge } from './cloudfront.mjs';

const DOMAIN = 'shopsite.z12.web.core.windows.net';

/** A static website as Azure serves it. `files` may change at any time; `seen` keeps what the other cloud saw. */
export function azure(files) {
    const seen = [];
    const serve = (request, response) => {
        seen.push({ method: request.method, url: request.url, headers: request.headers });
        const file = files[request.url];
        if (request.headers.host !== DOMAIN) return reply(response, 400, 'text/html', 'InvalidUri');
        if (file === undefined) return reply(response, 404, 'text/html', '<h1>The requested content does not exist.</h1>');
        if (request.headers['if-modified-since']) return response.writeHead(304, { etag: '"0x8DC"' }).end();
        response.setHeader('etag', '"0x8DC"');
        response.setHeader('last-modified', 'Mon, 02 Nov 2026 05:12:41 GMT');
        reply(response, 200, request.url.endsWith('.json') ? 'application/json' : 'text/html', file);
    };
    return { serve, seen };
}

function reply(response, status, type, body, headers = {}) {
    response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), ...headers }).end(body);
}

/** What CloudFront does with a request, each answer of the handler held against what CloudFront accepts. */
export function edge(origin, domain = DOMAIN) {
    return async (request, response) => {
        const asked = await run('origin-request', { request: await asEvent(request, domain) });
        const told = asked.status ? asked : await run('origin-response', await fetched(origin, asked));
        response.writeHead(Number(told.status), told.statusDescription, asHeaders(told.headers));
        response.end(told.body ?? told.original ?? '');
    };
}

async function run(eventType, parts) {
    const event = { Records: [{ cf: { config: { eventType }, ...parts } }] };
    const answer = await handler(event);
    judge(event, answer);
    return answer;
}

async function asEvent(request, domainName) {
    const [uri, querystring = ''] = request.url.split('?');
    const custom = { domainName, customHeaders: {}, path: '', port: 443, protocol: 'https' };
    const hidden = /^(connection|upgrade.*|content-length)$/;
    const shown = Object.entries(request.headers).filter(([name]) => !hidden.test(name));
    const data = request.method === 'POST' ? Buffer.concat(await request.toArray()).toString('base64') : '';
    const body = data && { body: { action: 'read-only', data, encoding: 'base64', inputTruncated: false } };
    return { clientIp: '203.0.113.178', method: request.method, uri, querystring, headers: asLists(shown), origin: { custom }, ...body };
}

async function fetched({ port }, asked) {
    const response = await new Promise((done, failed) => {
        const { method, uri: path } = asked;
        send({ port, method, path, headers: asHeaders(asked.headers), agent: false }, done).on('error', failed).end();
    });
    const headers = Object.entries(response.headers).filter(([name]) => name !== 'connection' && name !== 'keep-alive');
    const original = Buffer.concat(await response.toArray());
    const told = { status: String(response.statusCode), statusDescription: response.statusMessage, original };
    return { request: asked, response: { ...told, headers: asLists(headers) } };
}

const asLists = entries => Object.fromEntries(entries.map(([name, value]) => [name, [{ key: name, value }]]));
const asHeaders = headers => Object.fromEntries(Object.values(headers).map(([{ key, value }]) => [key, value]));

/** The real site. `answers` may be replaced to make it a site in trouble. */
export function site() {
    const page = '<!DOCTYPE html><link rel="icon" href="data:,"><title>The shop</title><h1 id="shop">The shop</h1>';
    const state = { visits: [], answer: path => path === '/lifeboat/status.json' ? [404, {}, 'no'] : [200, {}, page] };
    state.page = page;
    state.serve = (request, response) => {
        if (request.headers['sec-fetch-mode'] === 'navigate') state.visits.push({ url: request.url, socket: request.socket });
        const [status, headers, body] = state.answer(request.url.split('?')[0], request);
        reply(response, status, 'text/html; charset=utf-8', body, headers);
    };
    return state;
}

/**
 * An address that DNS moves: connections made before `moveTo` stay where they were made to for as long as they last.
 * `latency` in milliseconds is the way there and back.
 */
export async function address(first, latency = 0) {
    let target = first;
    const connections = [];
    const server = createServer((request, response) => setTimeout(() => {
        if (!request.socket.destroyed) request.socket.target(request, response);
    }, latency));
    server.keepAliveTimeout = 600_000;
    server.on('connection', socket => {
        socket.target = target;
        connections.push(socket);
    });
    return { ...await listen(server), connections, moveTo: next => target = next };
}

/** Starts a server on a free port of this machine; `close` ends it with all its connections. */
export async function listen(server) {
    await new Promise(done => server.listen(0, '127.0.0.1', done));
    const { port } = server.address();
    const close = () => new Promise(done => {
        server.close(done);
        server.closeAllConnections();
    });
    return { port, url: `http://127.0.0.1:${port}`, close };
}

/** The edge with its website, ready to be put behind an address. */
export async function maintenance(files) {
    const { serve, seen } = azure(files);
    const origin = await listen(createServer(serve));
    return { serve: edge(origin), seen, close: origin.close };
}
