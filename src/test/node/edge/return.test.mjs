import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { after, before, test } from 'node:test';
import { launch, open } from './browser.mjs';
import { HURRY, page as text, until } from './page.mjs';
import { address, maintenance, site } from './servers.mjs';

const WAY = '/orders/1001?tab=items&q=%ED%95%9C';
let browser, away;

before(async () => {
    away = await maintenance({ '/index.html': text });
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await away?.close();
});

/** A visitor who found the page where the site should be. */
async function visitor(work, { latency = 0, prepare = [] } = {}) {
    const front = await address(away.serve, latency);
    const { page, close } = await open(browser, {});
    const asked = [];
    page.on('request', request => asked.push(request));
    try {
        for (const script of [HURRY, ...prepare]) await page.evaluateOnNewDocument(script);
        await page.goto(`${front.url}${WAY}#total`);
        await work(page, front, asked);
    } finally {
        await close();
        await front.close();
    }
}

const isAt = (page, id) => page.$(id).then(Boolean, () => false);
const cameBack = page => until('back at the shop', () => isAt(page, '#shop'));
const looks = asked => asked.filter(request => request.url().endsWith('/lifeboat/status.json'));

test('a connection that stays open would show the maintenance for ever', async () => {
    await visitor(async (page, front) => {
        await page.evaluate(() => fetch('/lifeboat/status.json').then(answer => answer.text()));
        front.moveTo(site().serve);
        for (let again = 0; again < 5; again++) {
            const said = await page.evaluate(() => fetch('/lifeboat/status.json').then(answer => answer.headers.get('x-lifeboat')));
            assert.equal(said, 'maintenance');
        }
    }, { prepare: ['window.setTimeout = () => 0'] });
});

for (const latency of [0, 3, 40, 250]) {
    test(`the page sees the new address all the same and takes the visitor to where they were going (${latency} ms away)`, async () => {
        await visitor(async (page, front, asked) => {
            await until('some looks', () => looks(asked).length > 6);
            const shop = site();
            front.moveTo(shop.serve);
            const old = new Set(front.connections);
            await cameBack(page);
            assert.equal(page.url(), `${front.url}${WAY}#total`);
            assert.deepEqual(shop.visits.map(visit => visit.url), [WAY]);
            assert.ok(!old.has(shop.visits[0].socket), 'over a new connection');
        }, { latency });
    });
}

test('a look costs two small requests, and seldom more', async () => {
    await visitor(async (page, front, asked) => {
        await until('used to the network', () => looks(asked).length > 8);
        const before = looks(asked).length;
        await pause(3_000);
        const turns = 3_000 / 300;
        const cost = (looks(asked).length - before) / turns;
        assert.ok(cost < 4, `${cost} requests a turn`);
    }, { latency: 40 });
});

const LOST = [404, {}, 'no'];
const BACK = {
    'a page behind a redirect': path => path === WAY.split('?')[0] ? [302, { location: '/sign-in' }, ''] : LOST,
    'a page that only members may see': path => path === WAY.split('?')[0] ? [401, {}, '<h1 id="shop">Sign in</h1>'] : LOST,
    'a page that never was': () => [404, {}, '<h1 id="shop">Not found</h1>'],
    'a site that redirects what it does not know': (path, page) => path === WAY.split('?')[0] ? [200, {}, page] : [307, { location: '/' }, ''],
};
for (const [name, answer] of Object.entries(BACK)) {
    test(`back: ${name}`, async () => {
        await visitor(async (page, front) => {
            const shop = site();
            shop.answer = path => path === '/sign-in' ? [200, {}, shop.page] : answer(path, shop.page);
            front.moveTo(shop.serve);
            await cameBack(page);
        });
    });
}

const NOT_BACK = {
    'the site answers with errors': () => [500, {}, 'error'],
    'only the visitor\'s page is still broken': path => path === WAY.split('?')[0] ? [503, {}, 'error'] : LOST,
    'the site has too many visitors': () => [429, {}, 'slowly'],
    'the edge itself refuses': () => [403, { server: 'CloudFront' }, 'error'],
    'the edge cannot reach anything': () => [502, { server: 'CloudFront' }, 'error'],
};
for (const [name, answer] of Object.entries(NOT_BACK)) {
    test(`not back: ${name}`, async () => {
        await visitor(async (page, front, asked) => {
            const shop = site();
            shop.answer = answer;
            front.moveTo(shop.serve);
            const before = looks(asked).length;
            await until('some looks', () => looks(asked).length > before + 5);
            assert.deepEqual(shop.visits, []);
        });
    });
}

const FORGETFUL = "Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('denied'); } })";
for (const [name, prepare] of [['', []], [', even where nothing can be remembered', [FORGETFUL]]]) {
    test(`a visitor is not sent round and round${name}`, async () => {
        await visitor(async (page, front) => {
            const shop = site();
            const serve = (request, response) => {
                const visit = request.headers['sec-fetch-mode'] === 'navigate';
                if (visit) shop.visits.push(request.url);
                return (visit ? away : shop).serve(request, response);
            };
            front.moveTo(serve);
            await until('the first return', () => shop.visits.length > 0);
            await pause(2_400); // a minute to the page
            assert.ok(shop.visits.length <= 6, `${shop.visits.length} times`);
        }, { prepare });
    });
}

test('a visitor without a network is told so, and looked after once it returns', async () => {
    await visitor(async (page, front) => {
        const said = () => page.$eval('section:not([hidden]) [data-looking]', element => element.textContent);
        await page.setOfflineMode(true);
        await until('told', async () => /인터넷에 연결되어/.test(await said()));
        front.moveTo(site().serve);
        await page.setOfflineMode(false);
        await cameBack(page);
    });
});

test('a page that nobody sees asks seldom, and at once when it is looked at again', async () => {
    const hide = hidden => `Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'))`;
    await visitor(async (page, front, asked) => {
        await page.evaluate(hide(true));
        await pause(600);
        const before = looks(asked).length;
        await pause(1_000);
        assert.ok(looks(asked).length <= before + 2, 'seldom');
        front.moveTo(site().serve);
        await page.evaluate(hide(false));
        await until('back at the shop', () => isAt(page, '#shop'), 3);
    });
});
