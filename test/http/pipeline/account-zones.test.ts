/** A refusal is told in the zone of its account, and is told all the same where that zone cannot be read. */
import { DomainError } from '../../../src/domain/errors.ts';
import { AccountZones } from '../../../src/http/problem/account-zones.ts';
import type { Database } from '../../../src/storage/database.ts';

const AT = '2026-03-09T01:00:00.000Z';
const TELLING = new DomainError('usage_reversed', { reversedAt: AT });

/** Counts the reads of accounts; `answer` is what one gives. */
function zonesOver(answer: () => Promise<{ timeZone: string } | null>) {
  const asked: string[] = [];
  const query = { maxTimeMS: () => query, lean: answer };
  const findById = (id: string) => {
    asked.push(id);
    return query;
  };
  const database = { models: { accounts: { findById } } } as unknown as Database;
  return { zones: new AccountZones(database), asked };
}

it('is read once for an account, of the evidence before that of the address', async () => {
  const { zones, asked } = zonesOver(() => Promise.resolve({ timeZone: 'Asia/Singapore' }));
  const own = new DomainError('lot_ended', { accountId: 'acc_1', state: 'expired', endedAt: AT });
  expect(await zones.of(own, 'acc_2')).toBe('Asia/Singapore');
  expect(await zones.of(TELLING, 'acc_1')).toBe('Asia/Singapore');
  expect(asked).toEqual(['acc_1']);
});

it('is not read for a refusal that tells no time, or concerns no account', async () => {
  const { zones, asked } = zonesOver(() => Promise.resolve({ timeZone: 'Asia/Singapore' }));
  const silent = new DomainError('pool_empty', { accountId: 'acc_1', resource: 'inspection', at: AT });
  expect(await zones.of(silent, 'acc_1')).toBeUndefined();
  // What the ledger refuses it tells in the account's zone already, so that no use waits for a read.
  const words = { since: { en: '9 March 2026', zh: '2026年3月9日' } };
  expect(await zones.of(new DomainError('suspended', { since: AT }, { words }), 'acc_1')).toBeUndefined();
  expect(await zones.of(TELLING, null)).toBeUndefined();
  expect(asked).toEqual([]);
});

it('is not known while the database is away, and read again afterwards', async () => {
  let isAway = true;
  const { zones } = zonesOver(() =>
    isAway ? Promise.reject(new Error('away')) : Promise.resolve({ timeZone: 'Asia/Singapore' }),
  );
  expect(await zones.of(TELLING, 'acc_1')).toBeUndefined();
  isAway = false;
  expect(await zones.of(TELLING, 'acc_1')).toBe('Asia/Singapore');
});
