/** Work of one key goes one after another, and nothing else waits for it. */
import { Lanes } from '../../src/infra/lanes.ts';

/** Work that continues until the test ends it. */
function workIn(lanes: Lanes) {
  const begun: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const give = (key: string, name: string) =>
    lanes.run(key, () => {
      begun.push(name);
      return new Promise<string>((resolve, reject) =>
        ends.set(name, (error) => {
          if (error === undefined) resolve(name);
          else reject(error);
        }),
      );
    });
  return { begun, give, end: (name: string, error?: Error) => ends.get(name)?.(error) };
}

test('work of one key begins in the order in which it came, each when the one before has ended', async () => {
  const { begun, give, end } = workIn(new Lanes(60_000));
  const all = ['1', '2', '3'].map((name) => give('a', name));
  const other = give('b', 'other');
  expect(begun).toEqual(['1', 'other']);
  for (const [index, name] of ['1', '2', '3'].entries()) {
    expect(begun.at(-1)).toBe(index === 0 ? 'other' : name);
    end(name);
    expect(await all[index]).toBe(name);
    await new Promise(setImmediate);
  }
  end('other');
  expect(await other).toBe('other');
});

test('work that fails lets the next one go ahead', async () => {
  const { begun, give, end } = workIn(new Lanes(60_000));
  const failing = give('a', '1');
  const next = give('a', '2');
  end('1', new Error('no'));
  await expect(failing).rejects.toThrow('no');
  await new Promise(setImmediate);
  expect(begun).toEqual(['1', '2']);
  end('2');
  expect(await next).toBe('2');
});

test('who has waited for as long as is borne goes ahead beside the one before', async () => {
  const { begun, give, end } = workIn(new Lanes(1));
  const stuck = give('a', 'stuck');
  const next = give('a', 'next');
  while (!begun.includes('next')) await new Promise(setImmediate);
  end('next');
  expect(await next).toBe('next');
  end('stuck');
  expect(await stuck).toBe('stuck');
});
