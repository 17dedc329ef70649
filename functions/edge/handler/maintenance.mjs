// What the function says by itself, without the other cloud.
import { header } from './shape.mjs';

/** The header that tells the maintenance page from the site, for the page's own script and for monitors. */
export const LIFEBOAT = 'x-lifeboat';

/** Seconds. As long as CloudFront remembers the page, and then some. */
const RETRY_AFTER = '10';

/** The status of every answer while the site is away. */
export const AWAY = { status: '503', statusDescription: 'Service Unavailable' };

/** The headers of every answer while the site is away: nobody may remember it. */
export const marks = () => ({
    'cache-control': header('Cache-Control', 'no-store'),
    'retry-after': header('Retry-After', RETRY_AFTER),
    'x-content-type-options': header('X-Content-Type-Options', 'nosniff'),
    [LIFEBOAT]: header('X-Lifeboat', 'maintenance'),
});

/** The answer to a request that would change something: it was not carried out, and a program can read that. */
export function unavailable() {
    const type = header('Content-Type', 'application/json; charset=utf-8');
    return { ...AWAY, headers: { ...marks(), 'content-type': type }, bodyEncoding: 'text', body: REFUSAL };
}

const REFUSAL = JSON.stringify({
    error: 'maintenance',
    message: {
        ko: '지금은 서비스를 이용할 수 없습니다. 요청은 처리되지 않았습니다. 잠시 후 다시 시도해 주세요.',
        en: 'The service is not available right now. Your request was not carried out. Please try again in a while.',
    },
    retryAfter: Number(RETRY_AFTER),
});

// A browser that keeps its connection open would stay with the old address for ever after the DNS has moved on. A
// request that is given up before its answer ends its connection, and so the page comes back over a new one.
const RETURN = "setTimeout(()=>{const c=new AbortController();fetch(location.href,{cache:'no-store',signal:c.signal})"
    + '.catch(()=>{});setTimeout(()=>{c.abort();location.reload()},4)},15000+5000*Math.random())';

/** The page for when not even the page can be had: not published, or its account is throttled. */
export const FALLBACK = `<!DOCTYPE html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>잠시 후 다시 찾아 주세요 · We will be right back</title>
<link rel="icon" href="data:,">
<noscript><meta http-equiv="refresh" content="30"></noscript>
<style>body{font:1.1rem/1.7 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1.5rem}</style>
</head>
<body>
<main>
<h1>곧 다시 찾아뵙겠습니다</h1>
<p>지금은 사이트를 열 수 없습니다. 복구되면 이 화면이 저절로 바뀝니다.</p>
<div lang="en">
<h2>We will be right back</h2>
<p>The site is not available right now. This page changes by itself as soon as it is.</p>
</div>
</main>
<script>${RETURN}</script>
</body>
</html>
`;
