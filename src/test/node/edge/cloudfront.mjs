// What CloudFront accepts from a function, a little stricter than it: the one judge of all tests of the handler.
import assert from 'node:assert/strict';
import { isMaintenance, valid } from './shapes.mjs';

const READ_ONLY = {
    'origin-request': ['accept-encoding', 'content-length', 'if-modified-since', 'if-none-match', 'if-range',
        'if-unmodified-since', 'transfer-encoding', 'via'],
    'origin-response': ['transfer-encoding', 'via'],
};
const FORBIDDEN = new RegExp('^(connection|expect|keep-alive|proxy-.*|trailer|upgrade|x-accel-.*|x-amz-cf-.*|x-amzn-.*|x-cache'
    + '|x-edge-.*|x-forwarded-proto|x-real-ip)$');
const HARMLESS = new Set([...READ_ONLY['origin-request'], 'host']);

/** Fails unless CloudFront would take the answer, and nothing about the visitor leaves for the maintenance site. */
export function judge(event, answer) {
    const given = event?.Records?.[0]?.cf;
    const type = given?.config?.eventType;
    if (!valid.record(given?.request) && !valid.record(given?.response)) return assert.equal(answer, expected(event));
    if (type === 'origin-response' && valid.record(given.response)) return judgeResponse(given, answer);
    if (type === 'origin-request' && valid.record(given.request)) {
        return 'status' in answer ? judgeGenerated(given, answer) : judgeRequest(given.request, answer);
    }
    assert.equal(answer, expected(event), 'any other trigger gets back what it gave');
}

const expected = event => event?.Records?.[0]?.cf?.response ?? event?.Records?.[0]?.cf?.request ?? event;

function judgeRequest(given, answer) {
    assert.ok(valid.record(answer), 'a request');
    for (const name of ['clientIp', 'method', 'origin', 'body']) assert.deepEqual(answer[name], given[name], name);
    const added = Object.keys(answer).filter(name => !(name in given));
    assert.deepEqual(added.filter(name => !['headers', 'uri', 'querystring'].includes(name)), []);
    for (const name of ['uri', 'querystring']) {
        if (!Object.is(answer[name], given[name])) assert.ok(valid[name](answer[name]), `${name} ${answer[name]}`);
    }
    judgeHeaders('origin-request', given.headers, answer.headers);
    if (isMaintenance(given.origin?.custom?.domainName)) judgePrivacy(given, answer);
}

function judgePrivacy(given, answer) {
    const strangers = Object.keys(answer.headers).filter(name => !HARMLESS.has(name));
    assert.deepEqual(strangers, [], 'headers that another cloud would see');
    assert.equal(answer.querystring, '');
    assert.ok(['/index.html', '/lifeboat/status.json'].includes(answer.uri), answer.uri);
    assert.ok(['GET', 'HEAD'].includes(answer.method), answer.method);
    assert.ok(!answer.body?.data, 'a body would leave');
    assert.equal(answer.headers.host[0].value, given.origin.custom.domainName);
}

function judgeGenerated(given, answer) {
    assert.ok(isMaintenance(given.request.origin?.custom?.domainName), 'only the maintenance site answers for itself');
    judgeShape(answer);
    judgeHeaders('origin-response', {}, answer.headers);
    for (const name of Object.keys(answer.headers)) assert.ok(!READ_ONLY['origin-request'].includes(name), name);
}

function judgeResponse({ request, response }, answer) {
    if (Object.is(answer, response)) return;
    assert.ok(isMaintenance(request?.origin?.custom?.domainName), 'another origin answers as it likes');
    judgeShape(answer);
    judgeHeaders('origin-response', response.headers, answer.headers);
    if (answer.body !== undefined && answer.body !== response.body) {
        for (const name of ['content-length', 'content-encoding']) assert.ok(!(name in answer.headers), name);
    }
}

function judgeShape(answer) {
    assert.match(answer.status, /^[2-5][0-9][0-9]$/);
    assert.ok(answer.statusDescription === undefined || typeof answer.statusDescription === 'string');
    assert.ok(answer.body === undefined || typeof answer.body === 'string');
    if (answer.bodyEncoding !== undefined) assert.ok(['text', 'base64'].includes(answer.bodyEncoding));
    assert.ok(Buffer.byteLength(answer.body ?? '') < 1_000_000, 'the largest body that CloudFront takes is 1 MB');
}

function judgeHeaders(trigger, given, answer) {
    const before = valid.record(given) ? given : {};
    if (Object.is(answer, given)) return;
    assert.ok(valid.record(answer), 'headers');
    for (const [name, list] of Object.entries(answer)) {
        if (Object.is(before[name], list)) continue;
        assert.equal(name, name.toLowerCase());
        assert.doesNotMatch(name, FORBIDDEN);
        assert.ok(!READ_ONLY[trigger].includes(name), `${name} is read-only`);
        assert.ok(valid.header(list), `${name}: ${JSON.stringify(list)}`);
        for (const { key } of list) assert.equal(key.toLowerCase(), name);
    }
    for (const name of READ_ONLY[trigger]) {
        if (valid.header(before[name])) assert.deepEqual(answer[name], before[name], `${name} is read-only`);
    }
}
