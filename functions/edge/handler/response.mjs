// After the origin. Azure answers the page with 200: search engines would index it, programs would take it for data, and
// browsers and CloudFront would remember it beyond the recovery.
import { customDomain, isMaintenance } from './origin.mjs';
import { AWAY, FALLBACK, LIFEBOAT, marks } from './maintenance.mjs';
import { STATUS } from './request.mjs';
import { header, isRecord, only } from './shape.mjs';

// Azure's other headers (ETag, Last-Modified, Accept-Ranges, Server, x-ms-*) say nothing that a visitor needs, and the
// first two would let a browser ask whether the page has changed, and be told to go on showing it. Transfer-Encoding and
// Via must stay as they are: CloudFront refuses a response without them.
const BODY = ['content-length', 'content-encoding'];
const KEPT = ['content-language', 'content-type', 'date', 'transfer-encoding', 'via'];

const HTML = 'text/html; charset=utf-8';
const JSON_TYPE = 'application/json';

/** The response as the visitor should see it; the response itself unless it comes from the maintenance origin. */
export function present(request, response) {
    if (!isMaintenance(customDomain(request)) || !isRecord(response)) return response;
    if (isOurs(response)) return response;
    return request.uri === STATUS ? status(request, response) : page(request, response);
}

function page(request, response) {
    const made = { ...marked(response, HTML), ...AWAY };
    return isOk(response) ? made : instead(request, made, HTML, FALLBACK);
}

// Without a status file the page is complete; a 404 would only be an error in the console of every visitor's browser.
function status(request, response) {
    const made = { ...marked(response, JSON_TYPE), status: '200', statusDescription: 'OK' };
    return isOk(response) ? made : instead(request, made, JSON_TYPE, '{}');
}

function marked(response, type) {
    const headers = { 'content-type': header('Content-Type', type), ...only([...BODY, ...KEPT], response.headers) };
    return { ...response, headers: { ...headers, ...marks() } };
}

// What stood in place of the page (a 304 among it: the visitor's browser asked with the date of another page) is
// replaced. HEAD has no body, and then says nothing of its length either.
function instead(request, made, type, body) {
    const kept = Object.fromEntries(Object.entries(made.headers).filter(([name]) => !BODY.includes(name)));
    const headers = { ...kept, 'content-type': header('Content-Type', type) };
    return request.method === 'HEAD' ? { ...made, headers } : { ...made, headers, bodyEncoding: 'text', body };
}

// What the function answered itself before the origin, should CloudFront ask again after it.
const isOurs = ({ status, headers }) => Number(status) === 503 && headers?.[LIFEBOAT] !== undefined;
const isOk = response => Number(response.status) === 200;
