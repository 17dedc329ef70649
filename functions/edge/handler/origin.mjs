// Which origin a request goes to. CloudFront calls the function once for each member of an origin group that it tries,
// so the answer is always read from the request at hand.
import { isRecord } from './shape.mjs';

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/i;

// Static websites of Azure storage accounts: the account (3 to 24 letters and digits), perhaps with the suffix of its
// second region or of another route, the zone, and the domain of the public cloud, of accounts with DNS zones of their
// own, of the US government, or of China.
const STATIC_WEBSITE = new RegExp(
    '^[a-z0-9]{3,24}(-[a-z0-9]+)*\\.z[0-9]{1,3}\\.web\\.'
        + '(core\\.windows\\.net|storage\\.azure\\.net|core\\.usgovcloudapi\\.net|core\\.chinacloudapi\\.cn)$',
    'i');

/** The domain of the custom origin that the request goes to; undefined if it is an S3 origin, absent, or odd. */
export function customDomain(request) {
    const domain = isRecord(request?.origin) ? request.origin.custom?.domainName : undefined;
    return typeof domain === 'string' && HOST_NAME.test(domain) ? domain : undefined;
}

/** Whether the domain serves the maintenance page. Its name alone says so: nothing has to be configured. */
export const isMaintenance = domain => domain !== undefined && STATIC_WEBSITE.test(domain);
