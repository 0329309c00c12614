/**
 * `npm run fuzz`: sends schemathesis at the API, with requests made from its OpenAPI document: valid ones, invalid ones and
 * the examples. Starts the product with data of its own, unless `--url` and `--key` (of an operator) name a running one,
 * which should be one for trials. `--seconds` bounds the time (default 180), `--seed` chooses the requests (default 1); what
 * follows `--` goes to schemathesis. Exits with 1 if it found something.
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { assertNodeVersion } from './node-version.mjs';

assertNodeVersion();
const { ROOT, setUp } = await import('./set-up.mjs');
const { run, say, step } = await import('./steps.mjs');
const { makeKnownRecords } = await import('./fuzz/known-records.mjs');

const SCHEMATHESIS = 'schemathesis==4.32.5';
const VENV = path.join(ROOT, '.cache', 'fuzz-venv');
const FOLDER = path.join(ROOT, 'scripts', 'fuzz');
const READY_WITHIN_MS = 300_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string' },
    key: { type: 'string' },
    seconds: { type: 'string', default: '180' },
    seed: { type: 'string', default: '1' },
  },
});

await installSchemathesis();
const product = values.url === undefined ? await startProduct() : null;
const url = values.url ?? product.url;
let code = 1;
try {
  const { key, known } = await makeKnownRecords(call, values.key ?? product.operatorKey);
  code = await fuzz(key, known);
} finally {
  await product?.stop();
}
process.exit(code);

async function installSchemathesis() {
  const program = path.join(VENV, 'bin', 'schemathesis');
  const version = await run(path.join(VENV, 'bin', 'pip'), ['freeze'], { cwd: ROOT }).catch(() => null);
  if (existsSync(program) && version?.output.includes(SCHEMATHESIS)) return;
  await step('Creating .cache/fuzz-venv', 'python3', ['-m', 'venv', '--clear', VENV], { cwd: ROOT });
  const pip = path.join(VENV, 'bin', 'pip');
  await step(`Installing ${SCHEMATHESIS}`, pip, ['install', '--quiet', SCHEMATHESIS], { cwd: ROOT });
}

/** Starts the product on free ports, with its data in a temporary folder that is removed afterwards. */
async function startProduct() {
  await setUp({ build: true });
  const data = mkdtempSync(path.join(os.tmpdir(), 'fuzz-'));
  const [port, uiPort] = await Promise.all([freePort(), freePort()]);
  const child = spawn(process.execPath, [path.join(ROOT, 'scripts', 'start.mjs')], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      TEMPORAL_UI_PORT: String(uiPort),
      DATA_DIR: data,
      // Requests without a key are limited by address, and the fuzzer sends many.
      RATE_LIMIT_PER_SECOND: '100000',
    },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
  const started = `http://127.0.0.1:${port}`;
  const until = Date.now() + READY_WITHIN_MS;
  while (!(await isReady(started))) {
    if (Date.now() > until || child.exitCode !== null) {
      await stop();
      throw new Error('the product did not start');
    }
    await sleep(500);
  }
  const { operator } = JSON.parse(readFileSync(path.join(data, 'keys.json'), 'utf8'));
  return { url: started, operatorKey: operator, stop };
}

async function isReady(address) {
  return fetch(`${address}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function call(method, address, key, body) {
  const response = await fetch(`${url}${address}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(method === 'POST'
        ? { 'content-type': 'application/json', 'idempotency-key': `fuzz-${randomUUID()}` }
        : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${address}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** Returns the exit code of schemathesis. */
async function fuzz(key, known) {
  say(`Fuzzing ${url} for up to ${values.seconds} s, seed ${values.seed}`);
  const result = await run(
    path.join(VENV, 'bin', 'schemathesis'),
    [
      ...['--config-file', path.join(FOLDER, 'schemathesis.toml')],
      ...['run', `${url}/v1/openapi.json`, '--header', `Authorization: Bearer ${key}`],
      ...['--seed', values.seed, '--max-time', values.seconds, '--continue-on-failure'],
      ...['--phases', 'examples,coverage,fuzzing', '--suppress-health-check', 'all', '--no-color'],
      ...['--generation-database', 'none', '--request-timeout', '30', '--warnings', 'off'],
      ...positionals,
    ],
    {
      // It keeps what it found, to be replayed, in a folder `.schemathesis` of this one.
      cwd: path.join(ROOT, '.cache'),
      inherit: true,
      env: {
        ...process.env,
        SCHEMATHESIS_HOOKS: path.join(FOLDER, 'hooks.py'),
        FUZZ_KNOWN: JSON.stringify(known),
      },
    },
  );
  return result.code;
}
