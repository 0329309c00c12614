import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { until } from '../support/running-program.ts';
import { runStack, stackPlace } from './fixtures/run-stack.ts';
import type { StackPlace } from './fixtures/run-stack.ts';

describe('a stack over given servers', () => {
  let place: StackPlace;
  beforeEach(async () => {
    place = await stackPlace('shared');
  });
  afterEach(() => place.remove());

  function order(): string[] {
    return place.notes().map(({ service, what }) => `${service} ${what}`);
  }

  /** Ready is what the API is; on a busy machine another service may still be on its way. */
  async function started(stack: ReturnType<typeof runStack>): Promise<void> {
    await stack.says('Ready in');
    await until(
      () => ['api', 'fake-provider', 'worker'].every((name) => order().includes(`${name} started`)),
      () => `started are only ${order().join(', ')}`,
    );
  }

  test('migrates before anything else starts, and makes keys that only their owner can read', async () => {
    const stack = runStack(place);
    await started(stack);
    expect(order()[0]).toBe('migrate started');
    expect(order().slice(1).sort()).toEqual(['api started', 'fake-provider started', 'worker started']);

    const keysFile = path.join(place.folder, 'data', 'keys.json');
    const keys = JSON.parse(readFileSync(keysFile, 'utf8')) as Record<string, string>;
    expect(Object.keys(keys)).toEqual(['sales', 'delivery', 'operator', 'platform']);
    expect(new Set(Object.values(keys)).size).toBe(4);
    expect(statSync(keysFile).mode & 0o777).toBe(0o600);

    stack.kill('SIGTERM', 'process');
    expect(await stack.ended).toBe(0);
  });

  test.each([
    ['SIGTERM', 'process'],
    ['SIGTERM', 'group'],
    ['SIGINT', 'group'],
  ] as const)('on %s to the %s stops worker, API and provider one after the other', async (signal, whom) => {
    const stack = runStack(place);
    await started(stack);
    const before = place.notes().length;
    stack.kill(signal, whom);
    expect(await stack.ended).toBe(0);
    expect(order().slice(before)).toEqual([
      'worker stopping:SIGTERM',
      'worker stopped',
      'api stopping:SIGTERM',
      'api stopped',
      'fake-provider stopping:SIGTERM',
      'fake-provider stopped',
    ]);
    expect(stack.output()).toContain(`Stopping: received ${signal}.`);
  });

  test('starts a service again that dies, says so, and goes on', async () => {
    const stack = runStack(place);
    await started(stack);
    const first = place.notes().find(({ service }) => service === 'worker');
    process.kill(first!.pid, 'SIGKILL');
    await stack.says('worker has ended (killed by SIGKILL)');
    await stack.says('worker is back.');
    await until(
      () =>
        place.notes().filter(({ service, what }) => service === 'worker' && what === 'started').length === 2,
      () => 'the worker was not started again',
    );
    stack.kill('SIGTERM', 'process');
    expect(await stack.ended).toBe(0);
  });

  test('ends with the last words of a migration that fails, and leaves nothing running', async () => {
    const stack = runStack(place, { TEST_FAIL_MIGRATION: 'yes' });
    expect(await stack.ended).toBe(1);
    expect(stack.output()).toContain('migrate has ended (exit code 3)');
    expect(stack.output()).toContain('an index cannot be built: duplicates');
    expect(order()).toEqual(['migrate started']);
  });

  test('names the process and the variable when the data folder is in use', async () => {
    const first = runStack(place);
    await started(first);
    const second = runStack(place);
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(
      `is in use by process ${first.pid} (API on port ${place.environment['PORT']})`,
    );
    expect(second.output()).toContain('DATA_DIR');
    first.kill('SIGTERM', 'process');
    expect(await first.ended).toBe(0);
  });

  test('names the variable of a port that is taken, before anything starts', async () => {
    const other = createServer().listen(Number(place.environment['PORT']), '127.0.0.1');
    const stack = runStack(place);
    expect(await stack.ended).toBe(1);
    expect(stack.output()).toContain(`Port ${place.environment['PORT']} is taken`);
    expect(stack.output()).toContain('Set PORT to a free port');
    expect(order()).toEqual([]);
    await new Promise((resolve) => other.close(resolve));
  });

  test('refuses to offer development keys to a network', async () => {
    const stack = runStack(place, { HOST: '0.0.0.0' });
    expect(await stack.ended).toBe(1);
    expect(stack.output()).toContain('HOST is 0.0.0.0');
  });
});
