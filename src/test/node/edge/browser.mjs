// A real Chromium without a screen. It comes from npm with the libraries that a machine without X lacks, and with a font
// for Korean; LIFEBOAT_CHROMIUM names another one to use instead.
import {
    createReadStream, createWriteStream, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

const modules = process.env.LIFEBOAT_NODE_MODULES;
if (!modules) throw new Error('LIFEBOAT_NODE_MODULES is missing (run scripts/test-edge)');
const need = createRequire(`${modules}/`);
const puppeteer = need('puppeteer-core');

export const axe = () => need.resolve('axe-core/axe.min.js');

/** Starts a browser; the caller closes it. */
export async function launch() {
    const home = join(dirname(modules), 'chromium');
    if (!existsSync(home)) await unpack(home);
    return puppeteer.launch({
        executablePath: process.env.LIFEBOAT_CHROMIUM ?? join(home, 'chromium'),
        headless: 'shell',
        // A test that is ended takes the browser with it: over a pipe, neither outlives the other.
        pipe: true,
        handleSIGTERM: false,
        handleSIGHUP: false,
        handleSIGINT: false,
        args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', '--force-color-profile=srgb'],
        env: { ...process.env, LD_LIBRARY_PATH: join(home, 'lib'), FONTCONFIG_FILE: join(home, 'fonts.conf') },
    });
}

async function unpack(home) {
    const { extract } = need('tar-fs');
    const work = mkdtempSync(`${home}-`);
    const bin = join(dirname(need.resolve('@sparticuz/chromium')), '../../bin');
    const packed = name => createReadStream(join(bin, name)).pipe(createBrotliDecompress());
    await pipeline(packed('chromium.br'), createWriteStream(join(work, 'chromium'), { mode: 0o755 }));
    await pipeline(packed('al2023.tar.br'), extract(work));
    await pipeline(packed('fonts.tar.br'), extract(work));
    mkdirSync(join(work, 'font-cache'));
    writeFileSync(join(work, 'fonts.conf'), fonts([join(home, 'fonts'), join(modules, '@expo-google-fonts')], home));
    try {
        renameSync(work, home);
    } catch (error) {
        rmSync(work, { recursive: true });
        if (!existsSync(home)) throw error;
    }
}

const fonts = (folders, home) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map(folder => `<dir>${folder}</dir>`).join('\n')}
<cachedir>${join(home, 'font-cache')}</cachedir>
<alias><family>system-ui</family><prefer><family>Open Sans</family><family>Gowun Dodum</family></prefer></alias>
<alias><family>sans-serif</family><prefer><family>Open Sans</family><family>Gowun Dodum</family></prefer></alias>
</fontconfig>
`;

/** A page whose console, errors and failed requests are kept in `problems`. */
export async function open(browser, options = {}) {
    const { language = 'ko-KR', scheme = 'light', width = 390, height = 844, scripts = true, zone = 'Asia/Seoul' } = options;
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    const problems = [];
    page.on('console', message => problems.push(`${message.type()}: ${message.text()} ${message.location().url}`));
    page.on('pageerror', error => problems.push(`error: ${error.message}`));
    await page.setViewport({ width, height, deviceScaleFactor: 2 });
    await page.setJavaScriptEnabled(scripts);
    await page.emulateTimezone(zone);
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.setExtraHTTPHeaders({ 'accept-language': language });
    const languages = JSON.stringify([language, language.slice(0, 2)]);
    await page.evaluateOnNewDocument(`Object.defineProperty(navigator, 'languages', { get: () => ${languages} })`);
    return { page, problems, close: () => context.close() };
}
