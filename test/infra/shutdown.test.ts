import { gracefulShutdown } from '../../src/infra/shutdown.ts';
import type { Shutdown } from '../../src/infra/shutdown.ts';

const logger = { info: () => undefined, error: () => undefined };

function started(): { shutdown: Shutdown; codes: number[]; events: string[] } {
  const codes: number[] = [];
  const shutdown = gracefulShutdown({ logger, exit: (code) => void codes.push(code) });
  return { shutdown, codes, events: [] };
}

describe('gracefulShutdown', () => {
  test('closes what was added last first, each after the one before it', async () => {
    const { shutdown, codes, events } = started();
    shutdown.add('database', 5, () => events.push('database'));
    shutdown.add('server', 5, async () => {
      await new Promise(setImmediate);
      events.push('server');
    });
    await shutdown.begin('test');
    expect(events).toEqual(['server', 'database']);
    expect(codes).toEqual([0]);
  });

  test('goes on after a step that fails, and says so in the exit code', async () => {
    const { shutdown, codes, events } = started();
    shutdown.add('database', 5, () => events.push('database'));
    shutdown.add('server', 5, () => Promise.reject(new Error('stuck')));
    await shutdown.begin('test');
    expect(events).toEqual(['database']);
    expect(codes).toEqual([1]);
  });

  test('a step that hangs blocks neither the later steps nor the end', async () => {
    const { shutdown, codes, events } = started();
    shutdown.add('database', 5, () => events.push('database'));
    shutdown.add('server', 0.01, () => new Promise(() => undefined));
    await shutdown.begin('test');
    expect(events).toEqual(['database']);
    expect(codes).toEqual([1]);
  });

  test('stops once on the first signal, however often it is repeated at once', async () => {
    const { shutdown, codes, events } = started();
    shutdown.add('server', 5, () => events.push('server'));
    process.emit('SIGTERM');
    process.emit('SIGTERM');
    expect(shutdown.signal.aborted).toBe(true);
    await shutdown.begin('test');
    expect(events).toEqual(['server']);
    expect(codes).toEqual([0]);
  });

  test('stops when the parent process goes away', async () => {
    const { shutdown, codes } = started();
    process.emit('disconnect');
    expect(shutdown.signal.aborted).toBe(true);
    await shutdown.begin('test');
    expect(codes).toEqual([0]);
  });
});
