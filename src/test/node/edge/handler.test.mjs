import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handler } from '../../../../functions/edge/handler/index.mjs';
import { judge } from './cloudfront.mjs';
import { names, sample } from './events.mjs';

const cf = name => sample(name).Records[0].cf;
const answer = name => handler(sample(name));
const value = (message, name) => message.headers[name]?.[0].value;

for (const name of names) {
    test(`CloudFront takes the answer to ${name}, and the event stays as it was`, async () => {
        const event = sample(name);
        judge(event, await handler(event));
        assert.deepEqual(event, sample(name));
    });
}

test('every custom origin is asked by its own name', async () => {
    for (const name of ['origin-request-custom', 'origin-request-custom-post', 'origin-request-error-page']) {
        const given = cf(name).request;
        const host = [{ key: 'Host', value: given.origin.custom.domainName }];
        assert.deepEqual(await answer(name), { ...given, headers: { ...given.headers, host } });
    }
});

test('the second member of an origin group is asked by its own name, not by that of the first', async () => {
    const request = await answer('origin-request-second-of-group');
    assert.equal(value(request, 'host'), 'shopsite-secondary.z12.web.core.windows.net');
    assert.equal(request.uri, '/index.html');
});

test('an S3 origin, and a request without an origin, are left alone', async () => {
    assert.deepEqual(await answer('origin-request-s3'), cf('origin-request-s3').request);
    assert.deepEqual(await answer('viewer-request'), cf('viewer-request').request);
});

test('nothing about the visitor reaches the maintenance site', async () => {
    const request = await answer('origin-request-maintenance');
    assert.deepEqual(Object.keys(request.headers).sort(), ['accept-encoding', 'host', 'via']);
    assert.equal(request.uri, '/index.html');
    assert.equal(request.querystring, '');
});

test('a request with conditions keeps them, for they may not be touched', async () => {
    const request = await answer('origin-request-conditional');
    assert.equal(value(request, 'if-modified-since'), 'Sun, 22 Nov 2026 03:00:00 GMT');
    assert.equal(value(request, 'range'), undefined);
});

test('of all paths only that of the status is passed on, exactly', async () => {
    assert.equal((await answer('origin-request-status')).uri, '/lifeboat/status.json');
    for (const uri of ['/lifeboat/status.json/', '/Lifeboat/status.json', '/x/../lifeboat/status.json', '//lifeboat/status.json']) {
        const event = sample('origin-request-status');
        event.Records[0].cf.request.uri = uri;
        assert.equal((await handler(event)).uri, '/index.html', uri);
    }
});

test('static websites are told by their domain, in every cloud, and nothing else is taken for one', async () => {
    const yes = ['abc.z1.web.core.windows.net', 'ABC.Z13.web.core.windows.net', 'shop-secondary.z12.web.core.windows.net',
        'shop.z45.web.storage.azure.net', 'shop.z2.web.core.usgovcloudapi.net', 'shop.z4.web.core.chinacloudapi.cn'];
    const no = ['shop.blob.core.windows.net', 'shop.z1.web.core.windows.net.example.org', 'a.shop.z1.web.core.windows.net',
        'z1.web.core.windows.net', 'shop.azurewebsites.net', 'shop.z1.web.core.windows.net.', 'shop.zx.web.core.windows.net'];
    for (const domain of [...yes, ...no]) {
        const event = sample('origin-request-maintenance');
        event.Records[0].cf.request.origin.custom.domainName = domain;
        assert.equal((await handler(event)).querystring === '', yes.includes(domain), domain);
    }
});

test('what would change something is refused at the edge, readably for people and programs', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'get', undefined]) {
        const event = sample('origin-request-post');
        event.Records[0].cf.request.method = method;
        const response = await handler(event);
        judge(event, response);
        assert.equal(response.status, '503');
        assert.equal(value(response, 'retry-after'), '10');
        assert.equal(value(response, 'cache-control'), 'no-store');
        assert.equal(value(response, 'x-lifeboat'), 'maintenance');
        assert.match(value(response, 'content-type'), /^application\/json/);
        const { error, message } = JSON.parse(response.body);
        assert.equal(error, 'maintenance');
        assert.match(message.ko, /[가-힣]/);
        assert.match(message.en, /not carried out/);
    }
});

test('the page is a 503 that nobody remembers', async () => {
    const response = await answer('origin-response-page');
    assert.equal(response.status, '503');
    assert.equal(response.body, undefined);
    assert.deepEqual(Object.keys(response.headers).sort(), ['cache-control', 'content-length', 'content-type', 'date',
        'retry-after', 'x-content-type-options', 'x-lifeboat']);
    assert.equal(value(response, 'content-type'), 'text/html; charset=utf-8');
    assert.equal(value(response, 'content-length'), '18211');
});

test('HEAD gets the same status and headers, and never a body', async () => {
    const { Records: [{ cf: given }] } = sample('origin-response-head');
    assert.deepEqual(await answer('origin-response-head'), await answer('origin-response-page'));
    for (const status of ['304', '404', '503']) {
        const response = await handler({ Records: [{ cf: { ...given, response: { ...given.response, status } } }] });
        assert.equal(response.status, '503');
        assert.equal(response.body, undefined);
        assert.equal(value(response, 'content-length'), undefined);
    }
});

test('where the page cannot be had, a small one takes its place', async () => {
    for (const name of ['origin-response-not-published', 'origin-response-throttled', 'origin-response-not-modified']) {
        const response = await answer(name);
        assert.equal(response.status, '503');
        assert.match(value(response, 'content-type'), /^text\/html/);
        assert.match(response.body, /곧 다시 찾아뵙겠습니다[^]*We will be right back/);
        assert.equal(value(response, 'content-encoding'), undefined);
        assert.equal(value(response, 'etag'), undefined);
    }
    assert.equal(value(await answer('origin-response-throttled'), 'transfer-encoding'), 'chunked');
});

test('the status stays a 200 that nobody remembers, and is empty where there is none', async () => {
    const there = await answer('origin-response-status');
    assert.equal(there.status, '200');
    assert.equal(there.body, undefined);
    assert.equal(value(there, 'content-type'), 'application/json');
    const missing = await answer('origin-response-no-status');
    assert.equal(missing.status, '200');
    assert.equal(missing.body, '{}');
    assert.equal(value(missing, 'content-type'), 'application/json');
    for (const response of [there, missing]) assert.equal(value(response, 'cache-control'), 'no-store');
});

test('an answer of the function itself is not answered again', async () => {
    const refused = await answer('origin-request-post');
    const { request, config } = cf('origin-request-post');
    const event = { Records: [{ cf: { config: { ...config, eventType: 'origin-response' }, request, response: refused } }] };
    assert.equal(await handler(event), refused);
});

test('another origin answers as it likes', async () => {
    assert.deepEqual(await answer('origin-response-custom'), cf('origin-response-custom').response);
});

test('what is no event comes back as it came', async () => {
    for (const event of [undefined, null, 5, 'x', [], {}, { Records: null }, { Records: [] }, { Records: [{ cf: 'x' }] }]) {
        assert.equal(await handler(event), event);
    }
});
