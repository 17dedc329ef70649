// The Lambda@Edge function of the distribution that shows the maintenance page. It is JavaScript because AWS runs only
// Node.js and Python at the edge, no Java. It reads no environment variable (there are none at the edge), no file and
// no clock: what it does follows from the event alone, and the event itself is never changed.
//
// An exception here is a 502 for every visitor, and so is an answer that CloudFront refuses. Hence: on any doubt, what
// was given goes back as it came.
import { prepare } from './request.mjs';
import { present } from './response.mjs';

/** Answers both triggers of the distribution: origin-request with a request (or a response), origin-response with a response. */
export const handler = async event => {
    const given = event?.Records?.[0]?.cf;
    try {
        return answer(given) ?? untouched(given) ?? event;
    } catch {
        return untouched(given) ?? event;
    }
};

function answer(given) {
    switch (given?.config?.eventType) {
        case 'origin-request': return prepare(given.request);
        case 'origin-response': return present(given.request, given.response);
        default: return undefined;
    }
}

// A trigger after the origin must be answered with a response, one before it with a request.
const untouched = given => given?.response ?? given?.request;
