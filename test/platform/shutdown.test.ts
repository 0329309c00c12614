import { gracefulShutdown } from '../../src/platform/shutdown.ts';
import type { Shutdown } from '../../src/platform/shutdown.ts';

const logger = { info: () => undefined, error: () => undefined };

function shutdownFor(timeoutSeconds: number): { shutdown: Shutdown; codes: number[]; events: string[] } {
  const codes: number[] = [];
  const shutdown = gracefulShutdown({ logger, timeoutSeconds, exit: (code) => void codes.push(code) });
  return { shutdown, codes, events: [] };
}

describe('gracefulShutdown', () => {
  test('closes what was added last first, each after the one before it', async () => {
    const { shutdown, codes, events } = shutdownFor(5);
    shutdown.add('database', () => events.push('database'));
    shutdown.add('server', async () => {
      await new Promise(setImmediate);
      events.push('server');
    });
    await shutdown.begin('test');
    expect(events).toEqual(['server', 'database']);
    expect(codes).toEqual([0]);
  });

  test('goes on after a step that fails, and says so in the exit code', async () => {
    const { shutdown, codes, events } = shutdownFor(5);
    shutdown.add('database', () => events.push('database'));
    shutdown.add('server', () => Promise.reject(new Error('stuck')));
    await shutdown.begin('test');
    expect(events).toEqual(['database']);
    expect(codes).toEqual([1]);
  });

  test('does not wait for ever for a step that hangs', async () => {
    const { shutdown, codes } = shutdownFor(0.01);
    shutdown.add('server', () => new Promise(() => undefined));
    await shutdown.begin('test');
    expect(codes).toEqual([1]);
  });

  test('stops once on the first signal, however often it is repeated at once', async () => {
    const { shutdown, codes, events } = shutdownFor(5);
    shutdown.add('server', () => events.push('server'));
    process.emit('SIGTERM');
    process.emit('SIGTERM');
    expect(shutdown.signal.aborted).toBe(true);
    await shutdown.begin('test');
    expect(events).toEqual(['server']);
    expect(codes).toEqual([0]);
  });

  test('stops when the parent process goes away', async () => {
    const { shutdown, codes } = shutdownFor(5);
    process.emit('disconnect');
    expect(shutdown.signal.aborted).toBe(true);
    await shutdown.begin('test');
    expect(codes).toEqual([0]);
  });
});
