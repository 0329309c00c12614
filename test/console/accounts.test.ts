/** Accounts that components ask for one by one are read together. */
import type { Client } from '../../client/src/index.ts';
import { ACTOR_TEXTS, actorWords } from '../../src/console/accounts/actor-words.ts';
import { readAccount } from '../../src/console/accounts/read-account.ts';

test('an actor is named, or said in words', () => {
  const { en, zh } = ACTOR_TEXTS;
  expect(['staff', 'you', 'system', 'lnk_01'].map((actor) => actorWords(actor, zh))).toEqual([
    '工作人员',
    '您',
    '系统',
    '用户（通过验收链接）',
  ]);
  expect(actorWords('staff', en)).toBe('our staff');
  expect(actorWords('Ana Souza', en)).toBe('Ana Souza');
});

/** An API with these accounts, and the paths that were read. */
function apiWith(...ids: readonly string[]) {
  const calls: string[] = [];
  const api = {
    get: (path: string, { path: of, query }: { path?: { id: string }; query?: { ids: string } }) => {
      calls.push(query === undefined ? path.replace('{id}', of!.id) : `${path}?ids=${query.ids}`);
      const wanted = query?.ids.split(',') ?? [of!.id];
      const items = ids.filter((id) => wanted.includes(id)).map((id) => ({ id }));
      if (query !== undefined) return Promise.resolve({ items, nextCursor: null });
      return items.length === 1 ? Promise.resolve(items[0]) : Promise.reject(new Error('not_found'));
    },
  } as unknown as Client;
  return { api, calls };
}

test('those of one turn are one call, each account once', async () => {
  const { api, calls } = apiWith('acc_1', 'acc_2');
  const read = ['acc_1', 'acc_2', 'acc_1'].map((id) => readAccount(api, id));
  expect((await Promise.all(read)).map(({ id }) => id)).toEqual(['acc_1', 'acc_2', 'acc_1']);
  expect(calls).toEqual(['/v1/accounts?ids=acc_1,acc_2']);
  await readAccount(api, 'acc_2');
  expect(calls.at(-1)).toBe('/v1/accounts/acc_2');
});

test('one that cannot be read fails alone, with its own reason', async () => {
  const { api } = apiWith('acc_1', 'acc_2');
  const [one, other] = await Promise.allSettled([readAccount(api, 'acc_1'), readAccount(api, 'acc_none')]);
  expect(one.status).toBe('fulfilled');
  expect(other).toMatchObject({ status: 'rejected', reason: new Error('not_found') });
});

test('more than one call can name are read in several', async () => {
  const ids = Array.from({ length: 450 }, (_, index) => `acc_${index}`);
  const { api, calls } = apiWith(...ids);
  const accounts = await Promise.all(ids.map((id) => readAccount(api, id)));
  expect(accounts.map(({ id }) => id)).toEqual(ids);
  expect(calls.map((call) => call.split(',').length)).toEqual([200, 200, 50]);
});
