/**
 * A process that floods an API with unknown keys, a new one for each request, at a given rate while it is requested. It
 * ends with the process that started it.
 */
import { randomBytes } from 'node:crypto';
import { FLOODER_VARIABLES } from './flooder-variables.ts';
import { HttpConnection, requestText } from './http-connection.ts';

const CONNECTIONS = 64;
const TICK_MS = 10;

const perSecond = Number(process.env[FLOODER_VARIABLES.perSecond]);
const free = await Promise.all(
  Array.from({ length: CONNECTIONS }, () => HttpConnection.open(Number(process.env[FLOODER_VARIABLES.port]))),
);
let flooding = false;
let begunAtMs = 0;
let sent = 0;

async function ask(connection: HttpConnection): Promise<void> {
  const key = randomBytes(24).toString('base64url');
  await connection.ask(requestText({ method: 'POST', target: '/v1/usages', key, body: '{}' }));
  free.push(connection);
}

function flood(): void {
  if (!flooding) return;
  const wanted = ((performance.now() - begunAtMs) * perSecond) / 1_000;
  // If all connections wait for responses, the rest comes later: the flood has its full size.
  while (sent < wanted) {
    const connection = free.shift();
    if (connection === undefined) return;
    sent += 1;
    void ask(connection);
  }
}

process.on('message', (order) => {
  flooding = order === 'flood';
  if (flooding) {
    begunAtMs = performance.now();
    sent = 0;
  }
  process.send?.({ sent, seconds: (performance.now() - begunAtMs) / 1_000 });
});
setInterval(flood, TICK_MS);
process.once('disconnect', () => process.exit(0));
process.send?.('ready');
