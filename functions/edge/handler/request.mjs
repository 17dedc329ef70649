// Before the origin. Every custom origin gets its own name as Host: it knows no other. The maintenance origin belongs to
// another company's cloud, so a request to it carries nothing about the visitor.
import { customDomain, isMaintenance } from './origin.mjs';
import { unavailable } from './maintenance.mjs';
import { header, isRecord, only } from './shape.mjs';

/** The one other file of the maintenance site: what the page may tell of the time it will take. */
export const STATUS = '/lifeboat/status.json';
export const PAGE = '/index.html';

// CloudFront refuses a request in which one of these was changed, added or removed after the cache. All others go.
const READ_ONLY = [
    'accept-encoding', 'content-length', 'if-modified-since', 'if-none-match', 'if-range', 'if-unmodified-since',
    'transfer-encoding', 'via',
];

/** The request as its origin should see it, or the response instead; the request itself if there is any doubt. */
export function prepare(request) {
    const domain = customDomain(request);
    if (domain === undefined) return request;
    if (isMaintenance(domain)) return forMaintenance(request, domain);
    if (!isRecord(request.headers)) return request;
    return { ...request, headers: { ...request.headers, host: header('Host', domain) } };
}

function forMaintenance(request, domain) {
    if (!isRead(request)) return unavailable();
    return {
        ...request,
        // A path may hold a name or a token, too; the page is the same for all of them.
        uri: request.uri === STATUS ? STATUS : PAGE,
        querystring: '',
        headers: { ...only(READ_ONLY, request.headers), host: header('Host', domain) },
    };
}

const isRead = ({ method, body }) => (method === 'GET' || method === 'HEAD') && isEmpty(body);
const isEmpty = body => body === undefined || (isRecord(body) && !body.data);
