// Answers `az` and `aws`, so that not each of a hundred commands starts a Node of its own.
// usage: server.mjs NODE_MODULES STATE
// Prints its port. A question is the number of words and the words, each ended by NUL; the answer three lines: the exit
// status, and base64 of what goes to stdout and stderr. The file STATE is read before and written after each.
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { aws } from './aws.mjs';
import { az } from './az.mjs';
import { answer } from './cli.mjs';

const programs = { az, aws };
const state = process.argv[3];

function respond([program, ...words]) {
  const clouds = JSON.parse(readFileSync(state, 'utf8'));
  const { status, out, err } = answer(programs[program], words, clouds);
  writeFileSync(state, JSON.stringify(clouds, null, 1));
  return [status, Buffer.from(out).toString('base64'), Buffer.from(err).toString('base64'), ''].join('\n');
}

const server = createServer((socket) => {
  let question = '';
  socket.setEncoding('utf8');
  socket.on('data', (text) => {
    question += text;
    const [count, ...words] = question.split('\0');
    if (words.length > Number(count)) socket.end(respond(words.slice(0, -1)));
  });
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
