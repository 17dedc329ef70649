import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import { axe, launch, open } from './browser.mjs';
import { page as text, until } from './page.mjs';
import { address, maintenance } from './servers.mjs';

const shots = fileURLToPath(new URL('../../../../target/edge/', import.meta.url));
const files = { '/index.html': text };
let browser, away, front;

before(async () => {
    mkdirSync(shots, { recursive: true });
    away = await maintenance(files);
    front = await address(away.serve);
    browser = await launch();
});
after(async () => {
    await browser?.close();
    await front?.close();
    await away?.close();
});

const told = (minutes, more = {}) => JSON.stringify({
    v: 1,
    expectedAt: new Date(Date.now() + minutes * 60_000).toISOString(),
    message: { ko: '로그인과 주문부터 차례로 열고 있습니다.', en: 'We are opening up step by step, sign-in and orders first.' },
    ...more,
});

/** Opens the page, lets the work happen, and holds that the browser had nothing to complain about. */
async function visit(options, status, work) {
    if (status === undefined) delete files['/lifeboat/status.json'];
    else files['/lifeboat/status.json'] = status;
    const { page, problems, close } = await open(browser, options);
    try {
        const heard = options.scripts === false ? undefined : page.waitForResponse(`${front.url}/lifeboat/status.json`);
        const arrived = await page.goto(front.url);
        await heard;
        await pause(50);
        assert.equal(arrived.status(), 503);
        await work(page);
        // A browser itself notes the status of the document, which is a 503 on purpose.
        assert.deepEqual(problems.filter(line => !(line.includes('503') && line.endsWith(`${front.url}/`))), []);
    } finally {
        await close();
    }
}

const shown = page => page.$eval('main', main => main.innerText);
const shoot = (page, name, fullPage = false) => page.screenshot({ path: `${shots}${name}.png`, fullPage });

const READERS = [
    ['ko-KR', 'korean', /곧 다시 찾아뵙겠습니다/, /right back/],
    ['en-GB', 'english', /right back/, /찾아뵙겠습니다/],
    ['ja-JP', null, /right back/, /찾아뵙겠습니다/],
];
for (const [language, name, own, other] of READERS) {
    for (const scheme of name ? ['light', 'dark'] : ['light']) {
        test(`a visitor with ${language} reads one language, on a ${scheme} page that a screen reader can read`, async () => {
            await visit({ language, scheme }, told(47), async page => {
                const words = await shown(page);
                assert.match(words, own);
                assert.doesNotMatch(words, other);
                const expected = language === 'ko-KR' ? 'ko' : 'en';
                assert.equal(await page.$eval('html', html => html.lang), expected);
                assert.match(await page.title(), own);
                if (name) await shoot(page, `${name}-${scheme}`);
                assert.deepEqual(await complaints(page), []);
            });
        });
    }
}

async function complaints(page) {
    await page.evaluate(readFileSync(axe(), 'utf8'));
    return page.evaluate(async () => (await window.axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html)}`));
}

test('without scripts both languages are there, with their names, and a way to ask again', async () => {
    await visit({ scripts: false }, told(47), async page => {
        await shoot(page, 'without-scripts', true);
        const words = await page.evaluate(() => document.querySelector('main').innerText);
        assert.match(words, /몇 분 뒤에 아래 버튼을[^]*Please check again in a few minutes/);
        assert.doesNotMatch(words, /자동으로|takes you/);
        assert.deepEqual(await page.$$eval('section', cards => cards.map(card => card.lang)), ['ko', 'en']);
        assert.equal(await page.$eval('[data-again]', link => link.href), `${front.url}/`);
    });
});

for (const [width, height, name] of [[320, 568, 'smallest'], [1280, 860, 'desk'], [844, 390, 'sideways']]) {
    test(`nothing has to be scrolled sideways on ${width} x ${height}`, async () => {
        const options = { width, height, language: width > 1000 ? 'en-US' : 'ko-KR' };
        const endless = told(47, { message: { ko: '가'.repeat(400), en: 'x'.repeat(400) } });
        await visit(options, endless, async page => {
            const wide = await page.evaluate(() => document.documentElement.scrollWidth);
            assert.ok(wide <= width, `${wide} px`);
        });
        await visit(options, told(47), page => shoot(page, name, true));
    });
}

test('the expected time is told in the visitor\'s own zone and language, and roughly how long that is', async () => {
    const status = told(47);
    const at = new Date(JSON.parse(status).expectedAt);
    const clock = timeZone => new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit', timeZone }).format(at).match(/\d+:\d+/)[0];
    await visit({ language: 'ko-KR', zone: 'Asia/Seoul' }, status, async page => {
        const words = await shown(page);
        assert.ok(words.includes(clock('Asia/Seoul')), words);
        assert.match(words, /약 45분 후/);
        assert.match(words, /로그인과 주문부터/);
    });
    await visit({ language: 'en-US', zone: 'America/New_York' }, status, async page => {
        const words = await shown(page);
        assert.ok(words.includes(clock('America/New_York')), words);
        assert.match(words, /In about 45 minutes/);
        assert.match(words, /sign-in and orders first/);
    });
});

const NOTHING = [undefined, '', '{', 'null', '[]', '5', '{}', '{"v":1}', '{"expectedAt":5,"message":7}',
    '{"expectedAt":"soon","message":{"en":{}}}',
    '{"expectedAt":"2020-01-01T00:00:00Z"}', '{"expectedAt":"9999-01-01T00:00:00Z"}', '<html>', `{"message":{"en":"${'x'.repeat(9000)}"}}`];

test('a status that is no use says nothing', async () => {
    for (const status of NOTHING) {
        await visit({ language: 'en-US' }, status, async page => {
            assert.equal(await page.$$eval('.told', boxes => boxes.length), 0, String(status).slice(0, 80));
        });
    }
});

test('a message is text, on one line, and not endless', async () => {
    const odd = `<img src=x onerror=alert(1)>\n\u202e\u0000 ${'long '.repeat(200)}`;
    await visit({ language: 'en-US' }, JSON.stringify({ message: { en: odd } }), async page => {
        const message = await page.$eval('section:not([hidden]) [data-message]', element => element.textContent);
        assert.ok(message.startsWith('<img src=x onerror=alert(1)> long long'), message);
        assert.ok(message.length <= 300);
        assert.equal(await page.$('img'), null);
    });
});

test('the visitor may choose the other language, and stays in it', async () => {
    await visit({ language: 'ko-KR' }, told(47), async page => {
        await page.click('[data-speak="en"]');
        assert.match(await shown(page), /We will be right back/);
        assert.equal(await page.$eval('html', html => html.lang), 'en');
        assert.equal(await page.evaluate(() => document.activeElement.textContent), '한국어');
    });
});

test('who asks again is told the answer, and nobody else is disturbed', async () => {
    await visit({ language: 'en-US' }, told(47), async page => {
        const said = () => page.$eval('section:not([hidden]) [data-looking]', element => element.textContent);
        assert.match(await said(), /keep checking/);
        await page.click('section:not([hidden]) [data-again]');
        await until('the answer', async () => /Not yet/.test(await said()));
    });
});

test('nothing moves for who asked for that', async () => {
    await visit({}, undefined, async page => {
        await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
        assert.equal(await page.evaluate(() => document.getAnimations().length), 0);
    });
});
