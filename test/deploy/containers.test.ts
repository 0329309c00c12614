/**
 * The containers of docker-compose.yml without Docker: every process of the product with its environment, its user and the
 * file tree of the image, over a MongoDB with the command of the file, behind the proxy with its configuration.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import mongoose from 'mongoose';
import { executableOf } from '../../src/devstack/embedded-servers.ts';
import { freePorts } from '../../src/devstack/ports.ts';
import { noProgress } from '../../src/devstack/progress.ts';
import { MONGOD, TEMPORAL } from '../../src/devstack/server-programs.ts';
import { loadConfig } from '../../src/infra/config.ts';
import { newId } from '../../src/infra/ids.ts';
import { projectPath } from '../../src/infra/project-root.ts';
import { codeAfter, readDocument } from '../documents/documents.ts';
import { readComposeFile } from '../support/compose-file.ts';
import { eventually } from '../support/eventually.ts';
import { assembleImage, inventoryOf, type ProductImage } from '../support/image-tree.ts';
import { domainErrorIn, orderOf, ProductClient, type Customer } from '../support/product-client.ts';
import { proxyCommand } from '../support/proxy.ts';
import { testServers } from '../support/servers.ts';

const SKU = 'AIMIS-INTL-CI-QTY-15Y';
const NAMESPACE = `containers-${process.pid}`;
const START_LIMIT_MS = 120_000;
const IS_ROOT = process.getuid?.() === 0;
const { services } = readComposeFile();

interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

interface Ports {
  readonly mongodb: number;
  readonly metrics: number;
  readonly proxy: number;
  readonly status: number;
  readonly unused: number;
  readonly apis: readonly number[];
}

const running: Running[] = [];
let folder: string;
let ports: Ports;
let image: ProductImage;
/** What the image contained before anything ran. */
let contained: readonly string[];
let node: string;
let worker: Running;
let apis: readonly (Running & { readonly url: string })[];
let proxyUrl: string;
let client: ProductClient;

beforeAll(async () => {
  const [mongodb = 0, metrics = 0, proxy = 0, status = 0, unused = 0, ...more] = await freePorts(7);
  ports = { mongodb, metrics, proxy, status, unused, apis: more };
  proxyUrl = `http://127.0.0.1:${proxy}`;
  folder = mkdtempSync(path.join(tmpdir(), 'prepaid-containers-'));
  chmodSync(folder, 0o755);
  mkdirSync(path.join(folder, 'image'));
  image = await assembleImage(path.join(folder, 'image'));
  contained = inventoryOf(image.folder);
  node = await nodeForOthers();

  await finished(product('secrets', { options: ['--mongodb', `127.0.0.1:${mongodb}`] }));
  await Promise.all([startMongod(), createNamespace()]);
  await initiateMongodb();
  await finished(product('migrate'));
  const key = (await finished(product('migrate', { command: ['keys', 'recover'] }))).trim();

  worker = product('worker', { variables: { METRICS_PORT: String(metrics) } });
  apis = ports.apis.map((port) => {
    const url = `http://127.0.0.1:${port}`;
    return { ...product('api', { variables: { PORT: String(port) } }), url };
  });
  await startProxy();
  const ready = [`http://127.0.0.1:${status}/healthz`, ...apis.map(({ url }) => `${url}/readyz`)];
  await eventually(
    () => Promise.all(ready.map(isOk)),
    (seen) => seen.every(Boolean),
    START_LIMIT_MS,
  );
  client = await clientOf(key);
}, 480_000);

afterAll(async () => {
  for (const { child } of running) child.kill('SIGKILL');
  await Promise.all(running.map(({ ended }) => ended));
  rmSync(folder, { recursive: true, force: true });
});

test('an order is placed through the proxy, paid and credited, and its units are used', async () => {
  const prices = [{ sku: SKU, amountMinor: 120, currency: 'USD' }];
  const body = { prices, reason: 'Price list' };
  expect((await client.call('operator', '/v1/catalogue/prices', { method: 'PUT', body })).status).toBe(200);
  const customer = await client.customer();
  const lines = [{ sku: SKU, quantity: 1_000 }];
  const { id } = await client.buyOffline(orderOf(customer.id, lines, { channel: 'offline' }));
  await client.until(id, 'active');
  expect((await use(customer)).status).toBe(201);
  expect((await client.pool(customer.id, 'inspection')).available).toBe(999);
});

describe('the proxy', () => {
  test('sends all usages of an account to one process, wherever the account is named', async () => {
    const account = unknownAccount();
    const usage = { ...usageOf(account), accountId: unknownAccount().id };
    const served = await usagesBy(async () => {
      for (let count = 0; count < 6; count += 1) await use(account);
      await post('/v1/usages', usage, { 'x-account-id': account.id });
      await post('/v1/usages/batch', { usages: [{ key: newId('key'), ...usageOf(account) }] });
    });
    expect(served.toSorted((one, other) => one - other)).toEqual([0, 8]);
  });

  test('spreads accounts over the processes', async () => {
    const served = await usagesBy(async () => {
      for (let count = 0; count < 24; count += 1) await use(unknownAccount());
    });
    expect(Math.min(...served)).toBeGreaterThan(0);
  });

  test('hides the metrics, and says so in the form of all problems', async () => {
    const response = await fetch(`${proxyUrl}/metrics`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    const body = (await response.json()) as Record<string, unknown>;
    expect(body).toMatchObject({ type: '/problems/not_found', status: 404, code: 'not_found' });
    expect(body['requestId']).toBe(response.headers.get('x-request-id'));
  });
});

test('the health checks of the file pass where a process is ready, and fail where none is', async () => {
  const check = (service: string, port: number) => {
    const [, program, ...args] = services[service]?.healthcheck?.test ?? [];
    expect(program).toBe('node');
    const local = args.map((arg) => arg.replace(/:\d+\//, `:${port}/`));
    return run(node, local, { cwd: image.folder, env: {}, ...userOf(service) }).ended;
  };
  const [api = 0] = ports.apis;
  const codes = [check('api', api), check('worker', ports.metrics), check('api', ports.unused)];
  expect(await Promise.all(codes)).toEqual([0, 0, 1]);
});

test('each secret belongs to its reader alone; a second start makes none anew', async () => {
  const secrets = path.join(folder, 'secrets');
  const names = readdirSync(secrets, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes(path.sep),
  );
  const read = () => names.map((name) => readFileSync(path.join(secrets, name), 'utf8'));
  const made = read();
  expect(new Set(made).size).toBe(names.length);
  for (const name of names) {
    const { mode, uid } = statSync(path.join(secrets, name));
    expect([name, mode & 0o777]).toEqual([name, name.startsWith('temporal') ? 0o440 : 0o400]);
    if (IS_ROOT) expect([name, uid]).not.toEqual([name, 0]);
  }
  expect(await finished(product('secrets'))).toBe(`0 secrets were created, ${names.length} existed.\n`);
  expect(read()).toEqual(made);
  await Promise.all([initiateMongodb(), createNamespace()]);
});

test('a process that is killed leaves its accounts to the others', async () => {
  const account = unknownAccount();
  const served = await usagesBy(async () => void (await use(account)));
  const killed = apis[served.indexOf(1)];
  killed?.child.kill('SIGKILL');
  await killed?.ended;
  const others = apis.filter((api) => api !== killed);
  expect(others).toHaveLength(1);
  const { status } = await eventually(
    () => use(account),
    (answer) => answer.status === 404,
  );
  expect(status).toBe(404);
  expect(await isOk(`${proxyUrl}/readyz`)).toBe(true);
});

test('SIGTERM ends each process within its grace period; none has written to the image or logged a secret', async () => {
  const living = [
    { service: 'worker', process: worker },
    ...apis.map((process) => ({ service: 'api', process })),
  ].filter(({ process: { child } }) => child.exitCode === null && child.signalCode === null);
  expect(living.map(({ service }) => service)).toEqual(['worker', 'api']);
  const codes = living.map(async ({ service, process }) => {
    const graceSeconds = Number.parseInt(services[service]?.stop_grace_period ?? '', 10);
    const late = setTimeout(() => process.child.kill('SIGKILL'), graceSeconds * 1_000);
    process.child.kill('SIGTERM');
    const code = await process.ended;
    clearTimeout(late);
    return code;
  });
  expect(await Promise.all(codes)).toEqual([0, 0]);

  const refused = await client.call('operator', '/v1/accounts');
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(domainErrorIn(refused)).toMatchObject({ status: 503, code: 'unavailable' });

  expect(inventoryOf(image.folder)).toEqual(contained);

  const logged = running.map(({ output }) => output()).join('');
  for (const name of ['mongodb-uri', 'sealing-secret', 'export-signing-key'])
    expect(logged).not.toContain(readFileSync(path.join(folder, 'secrets', 'app', name), 'utf8').trim());
});

test('the commands of the runbook back MongoDB up and restore it, and fail where the tools do', async () => {
  const bin = path.join(folder, 'bin');
  mkdirSync(bin);
  const script = (name: string, text: string) => {
    writeFileSync(path.join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  };
  // `docker compose run … cat mongodb-initiate FILE` and `docker compose exec -T mongodb sh -c SCRIPT`.
  const secrets = path.join(folder, 'secrets');
  script(
    'docker',
    `case "$2" in run) for file; do :; done; cat "${secrets}/\${file#/run/prepaid/}" ;; exec) shift 4; exec "$@" ;; esac`,
  );
  const standIn = projectPath('test/support/stand-in-mongo-tools.mjs');
  for (const tool of ['mongodump', 'mongorestore'])
    script(tool, `exec '${process.execPath}' '${standIn}' ${tool} --port ${ports.mongodb} "$@"`);
  const documented = (name: string) => {
    const commands = codeAfter(readDocument('docs/runbook.md'), `<!-- ${name} -->`, 'bash');
    const env = { ...process.env, PATH: `${bin}:${process.env['PATH']}` };
    return finished(run('bash', ['-euo', 'pipefail', '-c', commands], { cwd: folder, env }));
  };
  const password = readFileSync(path.join(secrets, 'mongodb', 'root-password'), 'utf8').trim();
  const uri = `mongodb://root:${password}@127.0.0.1:${ports.mongodb}/?authSource=admin&directConnection=true`;
  const mongodb = await mongoose.mongo.MongoClient.connect(uri);
  try {
    const pages = mongodb.db('prepaid_fulfilment').collection('journalPages');
    const stored = await pages.find().toArray();
    expect(stored.filter((page) => 'usages' in page)).toHaveLength(1);
    await documented('back up mongodb in its container');
    await pages.drop();
    await documented('restore mongodb in its container');
    expect(await pages.find().toArray()).toEqual(stored);
    expect(Object.keys(await pages.indexInformation()).length).toBeGreaterThan(1);

    script('mongodump', 'exit 1');
    await expect(documented('back up mongodb in its container')).rejects.toThrow('it ended with 1');
  } finally {
    await mongodb.close();
  }
});

interface Changes {
  /** Instead of the command of the service. */
  readonly command?: readonly string[];
  /** After the command. */
  readonly options?: readonly string[];
  /** Ports, which containers have for themselves. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** A process of the product with command, environment and user of its service. Its addresses are those of this machine. */
function product(service: string, { command, options = [], variables = {} }: Changes = {}): Running {
  const { command: usual = [], environment = {}, volumes = [] } = services[service] ?? {};
  const isOfOneVolume = volumes.some((volume) => volume.includes(':/run/prepaid:'));
  const secrets = path.join(folder, 'secrets', isOfOneVolume ? 'app' : '');
  const local = (text: string) =>
    text.replace('/run/prepaid', secrets).replace('temporal:7233', testServers().temporalAddress);
  const env = Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, local(value)]));
  const namespace = env['TEMPORAL_ADDRESS'] === undefined ? {} : { TEMPORAL_NAMESPACE: NAMESPACE };
  return run(node, [...image.entrypoint.slice(1), ...(command ?? usual), ...options].map(local), {
    cwd: image.folder,
    env: { ...env, ...namespace, ...variables },
    ...userOf(service),
  });
}

/** The user of a service; nobody but root can become another one. */
function userOf(service: string): { uid?: number; gid?: number } {
  if (!IS_ROOT) return {};
  const [uid = image.uid, gid = image.gid] = (services[service]?.user ?? '')
    .split(':')
    .flatMap((id) => (id ? [Number(id)] : []));
  return { uid, gid };
}

interface RunOptions {
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  readonly uid?: number;
  readonly gid?: number;
}

function run(program: string, args: readonly string[], options: RunOptions): Running {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const started = { child, output: () => output, ended };
  running.push(started);
  return started;
}

/** What a process wrote, once it has ended with 0. */
async function finished({ ended, output }: Running): Promise<string> {
  const code = await ended;
  if (code !== 0) throw new Error(`it ended with ${code}:\n${output()}`);
  return output();
}

async function startMongod(): Promise<void> {
  const data = path.join(folder, 'mongodb');
  mkdirSync(data);
  const [, ...args] = services['mongodb']?.command ?? [];
  const local = args.map((arg) =>
    arg
      .replace('/run/prepaid', path.join(folder, 'secrets', 'mongodb'))
      .replace('--bind_ip_all', '--bind_ip=127.0.0.1'),
  );
  const place = ['--dbpath', data, '--port', String(ports.mongodb), '--nounixsocket'];
  const mongod = run(await executable(MONGOD), [...local, ...place], { env: {} });
  await eventually(mongod.output, (output) => output.includes('Waiting for connections'), START_LIMIT_MS);
}

async function initiateMongodb(): Promise<void> {
  const address = `127.0.0.1:${ports.mongodb}`;
  await finished(product('mongodb-initiate', { options: ['--address', address, '--member', address] }));
}

async function createNamespace(): Promise<void> {
  const { entrypoint, environment } = services['temporal-namespace'] ?? {};
  const [shell = '', script = ''] = entrypoint ?? [];
  const place = path.dirname(await executable(TEMPORAL));
  await finished(
    run(shell, [script.replace('/deploy', projectPath('deploy', 'temporal'))], {
      env: {
        ...environment,
        HOME: folder,
        PATH: `${place}:${process.env['PATH']}`,
        TEMPORAL_ADDRESS: testServers().temporalAddress,
        NAMESPACE,
      },
    }),
  );
}

async function startProxy(): Promise<void> {
  const { program, args, environment } = await proxyCommand(folder, ports);
  run(program, args, { env: environment });
}

function executable(program: typeof MONGOD): Promise<string> {
  const config = loadConfig(process.env);
  const configured = (program === MONGOD ? config.mongodb : config.temporal).executable;
  return executableOf(program, configured, { config, environment: process.env, progress: noProgress });
}

/** This Node, or a copy of it where only root can reach it. */
async function nodeForOthers(): Promise<string> {
  const probe = spawn(process.execPath, ['--version'], IS_ROOT ? { uid: image.uid, gid: image.gid } : {});
  const works = await once(probe, 'close').then(
    ([code]) => code === 0,
    () => false,
  );
  if (works) return process.execPath;
  const copy = path.join(folder, 'node');
  await finished(run('cp', [process.execPath, copy], { env: { PATH: process.env['PATH'] } }));
  return copy;
}

/** All roles with the first key; usages with a key of a platform, which the first one makes. */
async function clientOf(key: string): Promise<ProductClient> {
  const keys = { sales: key, delivery: key, operator: key };
  const body = { name: 'PACS', roles: ['platform'] };
  const made = await new ProductClient({ url: proxyUrl, keys: { ...keys, platform: key } }).call(
    'operator',
    '/v1/keys',
    { body },
  );
  return new ProductClient({ url: proxyUrl, keys: { ...keys, platform: String(made.body['key']) } });
}

function unknownAccount(): Customer {
  return { id: newId('acc'), organizationId: newId('org') };
}

function usageOf({ id, organizationId }: Customer) {
  return { accountId: id, organizationId, resource: 'inspection', quantity: 1 };
}

function use(customer: Customer) {
  return post('/v1/usages', usageOf(customer));
}

function post(target: string, body: object, headers: Record<string, string> = {}) {
  return client.call('platform', target, { method: 'POST', body, headers });
}

/** How many calls with usages each API served during the action. */
async function usagesBy(action: () => Promise<void>): Promise<number[]> {
  const counts = () => Promise.all(apis.map(({ url }) => usageCount(url)));
  const earlier = await counts();
  await action();
  const later = await counts();
  return later.map((count, index) => count - (earlier[index] ?? 0));
}

async function usageCount(url: string): Promise<number> {
  const text = await fetch(`${url}/metrics`).then((response) => response.text());
  const lines = text.matchAll(
    /^http_request_duration_seconds_count\{.*route="postUsage(?:Batch)?".*\} (\d+)$/gm,
  );
  return [...lines].reduce((sum, [, count]) => sum + Number(count), 0);
}

function isOk(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}
