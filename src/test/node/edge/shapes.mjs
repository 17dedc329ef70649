// The shapes of CloudFront's events, and which domain is the maintenance site: written down a second time, on purpose.
const SUFFIXES = ['core.windows.net', 'storage.azure.net', 'core.usgovcloudapi.net', 'core.chinacloudapi.cn'];

export const valid = {
    record: value => value !== null && typeof value === 'object' && !Array.isArray(value),
    uri: value => typeof value === 'string' && value.startsWith('/') && !/[\s?#]/.test(value) && value.length < 8192,
    querystring: value => typeof value === 'string' && !/[\s#]/.test(value),
    header: list => Array.isArray(list) && list.length > 0 && list.every(isEntry),
};

export function isMaintenance(domain) {
    if (typeof domain !== 'string') return false;
    const [account, zone, web, ...suffix] = domain.toLowerCase().split('.');
    return /^[a-z0-9]{3,24}(-[a-z0-9]+)*$/.test(account) && account.length <= 63 && /^z\d{1,3}$/.test(zone ?? '')
        && web === 'web' && SUFFIXES.includes(suffix.join('.'));
}

const isEntry = entry => valid.record(entry) && typeof entry.value === 'string' && !/[\r\n\0]/.test(entry.value)
    && (entry.key === undefined || (typeof entry.key === 'string' && /^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(entry.key)));
