/** How long a call to Temporal may take, as the deadlines show that it sends to the server. */
import { once } from 'node:events';
import * as http2 from 'node:http2';
import type { AddressInfo } from 'node:net';
import { loadTemporalAccess } from '../../src/infra/config.ts';
import { RESOURCE_EXHAUSTED } from '../../src/temporal/grpc-status.ts';
import { lazyClient } from '../../src/temporal/connect.ts';

const UNAVAILABLE = 14;
const NOT_FOUND = 5;
const CALL_LIMIT_MS = 30_000;
/** The protocol's units of time, in milliseconds. */
const UNITS_MS: Readonly<Record<string, number>> = {
  H: 3_600_000,
  M: 60_000,
  S: 1_000,
  m: 1,
  u: 0.001,
  n: 0.000_001,
};

let server: http2.Http2Server;
/** What each attempt leaves the server to answer. */
let limitsMs: number[];
/** With which status the next attempts end; those after them find nothing. */
let statuses: number[];

beforeEach(async () => {
  limitsMs = [];
  statuses = [];
  server = http2.createServer();
  server.on('stream', (stream, headers) => {
    stream.on('error', () => undefined);
    if (headers[':path']?.endsWith('/DescribeWorkflowExecution') === true) {
      limitsMs.push(millisecondsOf(headers['grpc-timeout']));
      refuse(stream, statuses.shift() ?? NOT_FOUND);
    } else {
      answerEmpty(stream);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
});

it('leaves a call 30 seconds for all its attempts together', async () => {
  statuses = [UNAVAILABLE, UNAVAILABLE, UNAVAILABLE];

  await describeWorkflow();

  expect(limitsMs).toHaveLength(4);
  expect(limitsMs[0]).toBeLessThanOrEqual(CALL_LIMIT_MS);
  // The pauses between attempts come off the limit: with a limit for each attempt, all would be the same.
  expect(limitsMs).toEqual([...new Set(limitsMs)].sort((a, b) => b - a));
});

it('does not repeat a call that an overloaded server refused', async () => {
  statuses = [RESOURCE_EXHAUSTED];

  await describeWorkflow();

  expect(limitsMs).toHaveLength(1);
});

/** Asks for a workflow; the server refuses or does not know it. */
async function describeWorkflow(): Promise<void> {
  const { port } = server.address() as AddressInfo;
  const client = lazyClient(loadTemporalAccess({ TEMPORAL_ADDRESS: `127.0.0.1:${port}` }));
  try {
    await expect(client.workflow.getHandle('order:none').describe()).rejects.toThrow();
  } finally {
    await client.connection.close();
  }
}

function millisecondsOf(limit: string | string[] | undefined): number {
  const [, amount, unit = ''] = /^(\d+)([HMSmun])$/.exec(String(limit)) ?? [];
  return Number(amount) * (UNITS_MS[unit] ?? Number.NaN);
}

function refuse(stream: http2.ServerHttp2Stream, status: number): void {
  stream.respond(
    { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': String(status) },
    { endStream: true },
  );
}

/** A message without fields. */
function answerEmpty(stream: http2.ServerHttp2Stream): void {
  stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.end(Buffer.alloc(5));
}
