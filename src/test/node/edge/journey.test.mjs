import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, open } from './browser.mjs';
import { HURRY, page as text, until } from './page.mjs';
import { address, maintenance, site } from './servers.mjs';

const files = {};
let browser, away, shop, front;

before(async () => {
    away = await maintenance(files);
    shop = site();
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await away?.close();
});

async function through(work) {
    front = await address(shop.serve, 5);
    const { page, close } = await open(browser, { language: 'en-US' });
    await page.evaluateOnNewDocument(HURRY);
    try {
        await work(page);
    } finally {
        await close();
        await front.close();
    }
}

const isShop = page => page.$('#shop').then(Boolean, () => false);

test('an outage, from the visitor\'s side: the shop, the page with the hour of its return, and the shop again', async () => {
    files['/index.html'] = text;
    files['/lifeboat/status.json'] = JSON.stringify({ v: 1, expectedAt: new Date(Date.now() + 1_200_000).toISOString() });
    await through(async page => {
        const url = `${front.url}/orders/1001?token=s3cr3t#total`;
        await page.setCookie({ name: 'session', value: '7d1f0c', url: front.url });
        await page.goto(url);
        assert.ok(await isShop(page));

        front.moveTo(away.serve);
        front.connections.forEach(connection => connection.destroy());
        const arrived = await page.reload();
        assert.equal(arrived.status(), 503);
        assert.equal(arrived.headers()['retry-after'], '10');
        assert.equal(arrived.headers()['cache-control'], 'no-store');
        assert.equal(arrived.headers()['x-lifeboat'], 'maintenance');
        assert.equal(arrived.headers().etag, undefined);
        await until('the hour', async () => /In about 20 minutes/.test(await page.$eval('main', main => main.innerText)));

        const order = await page.evaluate(async () => {
            const answer = await fetch('/orders', { method: 'POST', body: 'card=4111' });
            return { status: answer.status, told: await answer.json() };
        });
        assert.equal(order.status, 503);
        assert.equal(order.told.error, 'maintenance');

        front.moveTo(shop.serve);
        await until('back at the shop', () => isShop(page));
        assert.equal(page.url(), url);
    });
    assert.deepEqual([...new Set(away.seen.map(({ url }) => url))].sort(), ['/index.html', '/lifeboat/status.json']);
    assert.doesNotMatch(JSON.stringify(away.seen), /7d1f0c|s3cr3t|4111|Chrome|1001/);
});

test('where nobody published the page, visitors still get one in both languages, and come back', async () => {
    delete files['/index.html'];
    await through(async page => {
        front.moveTo(away.serve);
        const arrived = await page.goto(`${front.url}/cart`);
        assert.equal(arrived.status(), 503);
        assert.match(await arrived.text(), /곧 다시 찾아뵙겠습니다[^]*We will be right back/);
        front.moveTo(shop.serve);
        await until('back at the shop', () => isShop(page));
    });
});

test('a browser that remembers an older page of the site is not told that nothing has changed', async () => {
    files['/index.html'] = text;
    await through(async () => {
        front.moveTo(away.serve);
        const headers = { 'if-modified-since': new Date().toUTCString() };
        const answer = await fetch(front.url, { headers });
        assert.equal(answer.status, 503);
        assert.match(await answer.text(), /We will be right back/);
    });
});

test('HEAD is answered like GET, without the page', async () => {
    files['/index.html'] = text;
    await through(async () => {
        front.moveTo(away.serve);
        const answer = await fetch(front.url, { method: 'HEAD' });
        assert.equal(answer.status, 503);
        assert.equal(answer.headers.get('x-lifeboat'), 'maintenance');
        assert.equal(await answer.text(), '');
    });
});
