// The distribution of template.yaml on this machine, for the tests in Java and the demo:
//
//     node distribution.mjs '{"domain": "...z12.web.core.windows.net", "port": 8080, "methods": ["GET", ...]}'
//
// `domain` is the origin's, `port` where it is on this machine. Prints the port it listens on, and lives as long as its
// standard input.
import { createServer } from 'node:http';
import { edge, listen } from './servers.mjs';

const { domain, port, methods } = JSON.parse(process.argv[2]);
const serve = edge({ port }, domain);

const { port: own } = await listen(createServer((request, response) => {
    if (!methods.includes(request.method)) return response.writeHead(403).end();
    serve(request, response).catch(error => {
        console.error(error);
        response.writeHead(502).end();
    });
}));
console.log(own);
process.stdin.resume().on('end', () => process.exit(0));
