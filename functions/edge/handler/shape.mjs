/** Whether the value is a plain JSON object, neither null nor an array. */
export const isRecord = value => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A copy of the headers with these (lower-case) names, leaving out what is not a list as CloudFront writes them. */
export function only(names, headers) {
    if (!isRecord(headers)) return {};
    return Object.fromEntries(names.filter(name => isField(headers[name])).map(name => [name, headers[name]]));
}

/** One header, in CloudFront's form. */
export const header = (name, value) => [{ key: name, value }];

const isField = list => Array.isArray(list) && list.length > 0 && list.every(entry => typeof entry?.value === 'string');
