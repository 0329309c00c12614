/** What the real commands say where they cannot work: a sentence with the variable, and an exit code other than 0. */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { newId } from '../../src/infra/ids.ts';
import { projectPath } from '../../src/infra/project-root.ts';
import { freePort } from '../../src/devstack/ports.ts';
import { runProgram } from '../support/running-program.ts';
import { freshDatabaseName, testServers } from '../support/servers.ts';

const LOADER = pathToFileURL(projectPath('test', 'support', 'run-typescript.mjs')).href;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'prepaid-fulfilment-configuration-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(
  command: readonly string[],
  environment: NodeJS.ProcessEnv,
  main = projectPath('src', 'cli', 'main.ts'),
): Promise<{ code: number | null; said: string }> {
  const program = runProgram(process.execPath, ['--import', LOADER, main, ...command], {
    cwd: folder,
    environment: { PATH: process.env['PATH'], ...environment },
  });
  const code = await program.ended;
  return { code, said: program.output() };
}

/** A sentence and no stack. */
function expectSentence({ code, said }: { code: number | null; said: string }, ...parts: string[]): void {
  expect(code).toBe(1);
  for (const part of parts) expect(said).toContain(part);
  expect(said).not.toMatch(/^\s+at |"stack"/m);
}

const servers = (): NodeJS.ProcessEnv => {
  const { mongodbUri, temporalAddress } = testServers();
  return {
    MONGODB_URI: mongodbUri,
    MONGODB_DATABASE: freshDatabaseName(),
    TEMPORAL_ADDRESS: temporalAddress,
    TEMPORAL_TASK_QUEUE: newId('cmd'),
  };
};

test.each(['migrate', 'worker'])(
  '%s without servers names both addresses and their variables',
  async (command) => {
    const [mongodb, temporal] = [await freePort(), await freePort()];
    const said = await run([command], {
      MONGODB_URI: `mongodb://root:hunter2@127.0.0.1:${mongodb}/?replicaSet=rs0`,
      TEMPORAL_ADDRESS: `127.0.0.1:${temporal}`,
    });
    expectSentence(
      said,
      `MONGODB_URI mongodb://…@127.0.0.1:${mongodb}`,
      `TEMPORAL_ADDRESS 127.0.0.1:${temporal}`,
    );
    expect(said.said).not.toContain('hunter2');
  },
);

test('api without MongoDB names its address', async () => {
  const port = await freePort();
  const environment = { ...servers(), MONGODB_URI: `mongodb://127.0.0.1:${port}/?replicaSet=rs0` };
  expectSentence(
    await run(['api'], environment),
    `No MongoDB answers at MONGODB_URI mongodb://127.0.0.1:${port}`,
  );
});

test('an address whose password is not encoded is not repeated', async () => {
  const environment = { ...servers(), MONGODB_URI: 'mongodb://root:hun@ter2@127.0.0.1/?replicaSet=rs0' };
  const said = await run(['api'], environment);
  expectSentence(said, 'MONGODB_URI mongodb://…@127.0.0.1');
  expect(said.said).not.toMatch(/hun|ter2/);
});

test('a namespace that Temporal does not have is named, with the way to make it', async () => {
  const said = await run(['migrate'], { ...servers(), TEMPORAL_NAMESPACE: 'nowhere' });
  expectSentence(
    said,
    'has no namespace nowhere',
    'temporal operator namespace create',
    'TEMPORAL_NAMESPACE',
  );
});

test.each([['service', 'accept', 'ord_1', 'svc_1', '--by', 'x'], ['reconcile']])(
  '%s without Temporal names its address',
  async (...command) => {
    const address = `127.0.0.1:${await freePort()}`;
    expectSentence(await run(command, { TEMPORAL_ADDRESS: address }), `TEMPORAL_ADDRESS ${address}`);
  },
);

test('everything wrong or missing is reported at once', async () => {
  const said = await run(['api'], { PORT: 'abc', TRUSTED_PROXIES: '10.0.0.0/99' });
  expectSentence(
    said,
    'PORT is "abc"',
    'TRUSTED_PROXIES is',
    'MONGODB_URI is not set',
    'TEMPORAL_ADDRESS is not set',
  );
});

test('a port that is taken is named with its variable', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  expectSentence(
    await run(['api'], { ...servers(), PORT: String(port) }),
    `Port ${port} is taken`,
    'Set PORT',
  );
  other.close();
});

test.each([
  ['that is not there', null],
  ['with rubbish', 'rubbish'],
  ['with a key that is too short', '{"sales":"short"}'],
])('a file of development keys %s is named', async (_what, content) => {
  const file = path.join(folder, 'some-keys.json');
  rmSync(file, { force: true });
  if (content !== null) writeFileSync(file, content);
  const said = await run(['migrate'], { ...servers(), DEVELOPMENT_KEYS_FILE: file });
  expectSentence(said, `DEVELOPMENT_KEYS_FILE ${file} cannot be used`);
});

test('a project that is reached over a link works like any other', async () => {
  const link = path.join(folder, 'link #1');
  symlinkSync(projectPath(), link);
  const said = await run(['api'], {}, path.join(link, 'src', 'cli', 'main.ts'));
  expectSentence(said, 'MONGODB_URI is not set');
});
