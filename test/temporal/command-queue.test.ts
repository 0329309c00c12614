/** Where commands wait in front of Temporal: in order, so many and so long, each order for itself. */
import { CommandQueue, type CommandLimits } from '../../src/temporal/command-queue.ts';

const LIMITS: CommandLimits = { inFlight: 2, waitingOfOrder: 3, waiting: 4, waitMs: 60_000 };

/** Commands that stay in flight until the test ends them. */
function commandsIn(queue: CommandQueue) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const give = (orderId: string, name: string) =>
    queue.run(orderId, () => {
      begun.push(name);
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    });
  return { begun, give, end: (name: string) => ends.get(name)?.() };
}

test('a few are on their way, the others follow in the order in which they came, and no order waits for another', async () => {
  const { begun, give, end } = commandsIn(new CommandQueue(LIMITS));
  const all = ['1', '2', '3', '4', '5'].map((name) => give('a', name));
  const other = give('b', 'other');
  expect(begun).toEqual(['1', '2', 'other']);
  end('2');
  expect(await all[1]).toBe('2');
  expect(begun.at(-1)).toBe('3');
  for (const name of ['1', '3', '4', '5']) {
    end(name);
    await all[Number(name) - 1];
  }
  expect(begun).toEqual(['1', '2', 'other', '3', '4', '5']);
  end('other');
  await other;
});

test('more than may wait for one order, and for all, is refused at once and not begun', async () => {
  const { begun, give, end } = commandsIn(new CommandQueue(LIMITS));
  const taken = ['1', '2', '3', '4', '5'].map((name) => ({ name, given: give('a', name) }));
  await expect(give('a', '6')).rejects.toMatchObject({
    code: 'rate_limited',
    evidence: { orderId: 'a', waiting: 3 },
  });
  taken.push(...['b1', 'b2', 'b3'].map((name) => ({ name, given: give('b', name) })));
  await expect(give('b', 'b4')).rejects.toMatchObject({ code: 'rate_limited' });
  expect(begun).toEqual(['1', '2', 'b1', 'b2']);
  for (const { name, given } of taken) {
    end(name);
    expect(await given).toBe(name);
  }
});

test('one whose turn does not come in time is refused and not begun; those behind it get theirs', async () => {
  const { begun, give, end } = commandsIn(new CommandQueue({ ...LIMITS, inFlight: 1, waitMs: 30 }));
  const first = give('a', '1');
  await expect(give('a', '2')).rejects.toMatchObject({
    code: 'rate_limited',
    key: 'command_waited',
    evidence: { seconds: 0.03 },
  });
  const third = give('a', '3');
  end('1');
  await first;
  expect(begun).toEqual(['1', '3']);
  end('3');
  await third;
});

test('a command that fails gives its place to the next', async () => {
  const queue = new CommandQueue({ ...LIMITS, inFlight: 1 });
  const failing = queue.run('a', () => Promise.reject(new Error('no')));
  const next = queue.run('a', () => Promise.resolve('went'));
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('went');
});
