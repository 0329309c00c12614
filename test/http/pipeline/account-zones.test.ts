/** Problems state times in the account's time zone. A zone that cannot be read does not fail the response. */
import { DomainError } from '../../../src/domain/errors.ts';
import { AccountZones } from '../../../src/http/problem/account-zones.ts';
import type { Database } from '../../../src/storage/database.ts';

const AT = '2026-03-09T01:00:00.000Z';
const STATES_TIME = new DomainError('usage_reversed', { reversedAt: AT });

/** Records the reads of accounts. `answer` is the result of each. */
function zonesWith(answer: () => Promise<{ timeZone: string } | null>) {
  const reads: string[] = [];
  const find = ({ _id: { $in: ids } }: { _id: { $in: string[] } }) => {
    reads.push(...ids);
    const lean = async () => {
      const account = await answer();
      return account === null ? [] : ids.map((_id) => ({ _id, ...account }));
    };
    const query = { session: () => query, lean };
    return query;
  };
  const database = { models: { accounts: { find } } } as unknown as Database;
  return { zones: new AccountZones(database), reads };
}

it('reads the zone once per account, that of the evidence before that of the path', async () => {
  const { zones, reads } = zonesWith(() => Promise.resolve({ timeZone: 'Asia/Singapore' }));
  const own = new DomainError('lot_ended', { accountId: 'acc_1', state: 'expired', endedAt: AT });
  expect(await zones.of(own, 'acc_2')).toBe('Asia/Singapore');
  expect(await zones.of(STATES_TIME, 'acc_1')).toBe('Asia/Singapore');
  expect(reads).toEqual(['acc_1']);
});

it('does not read the zone for a problem that states no time or concerns no account', async () => {
  const { zones, reads } = zonesWith(() => Promise.resolve({ timeZone: 'Asia/Singapore' }));
  const silent = new DomainError('pool_empty', { accountId: 'acc_1', resource: 'inspection', at: AT });
  expect(await zones.of(silent, 'acc_1')).toBeUndefined();
  // The ledger words its errors in the account's zone already, so that no usage waits for a read.
  const words = { since: { en: '9 March 2026', zh: '2026年3月9日' } };
  expect(await zones.of(new DomainError('suspended', { since: AT }, { words }), 'acc_1')).toBeUndefined();
  expect(await zones.of(STATES_TIME, null)).toBeUndefined();
  expect(reads).toEqual([]);
});

it('returns undefined while the database is unavailable, and reads the zone again afterwards', async () => {
  let isAway = true;
  const { zones } = zonesWith(() =>
    isAway ? Promise.reject(new Error('away')) : Promise.resolve({ timeZone: 'Asia/Singapore' }),
  );
  expect(await zones.of(STATES_TIME, 'acc_1')).toBeUndefined();
  isAway = false;
  expect(await zones.of(STATES_TIME, 'acc_1')).toBe('Asia/Singapore');
});
