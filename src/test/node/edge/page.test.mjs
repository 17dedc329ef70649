import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { page } from './page.mjs';

const policy = page.match(/http-equiv="Content-Security-Policy" content="([^"]*)"/)[1];
const hash = text => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

test('the policy allows this very script and this very style, and nothing from anywhere else', () => {
    const [[, style]] = page.matchAll(/<style>([^]*?)<\/style>/g);
    const [[, script]] = page.matchAll(/<script>([^]*?)<\/script>/g);
    assert.deepEqual(policy.split('; '), ["default-src 'none'", `script-src ${hash(script)}`, `style-src ${hash(style)}`,
        'img-src data:', "connect-src 'self'", "base-uri 'none'", "form-action 'none'"]);
    assert.equal(page.match(/<(script|style)\b/g).length, 2);
    assert.doesNotMatch(page, / style="| on[a-z]+="/);
});

test('the page is one file that names no other host', () => {
    const links = [...page.matchAll(/ (?:href|src|srcset|action)="([^"]*)|url\(([^)]*)/g)].map(([, link, url]) => link ?? url);
    assert.deepEqual(links.filter(link => link && !link.startsWith('data:')), []);
    assert.deepEqual([...page.matchAll(/https?:\/\/([^/'"]+)/g)].map(([, host]) => host), ['www.w3.org']);
});

test('what the status says is only ever written as text', () => {
    assert.doesNotMatch(page, /innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function/);
});

test('the page says nothing of who runs the machines', () => {
    const said = page.replace(/<style>[^]*?<\/style>|<script>[^]*?<\/script>/g, '');
    assert.doesNotMatch(said, /aws|amazon|azure|microsoft|cloud|server|서버|클라우드|database|lambda/i);
});

test('the page is small enough to come at once', () => assert.ok(Buffer.byteLength(page) < 20_000));
