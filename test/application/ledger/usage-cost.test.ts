/** What a usage costs MongoDB: commands, bytes and index entries, each an upper bound. Fewer is better. */
import { randomUUID } from 'node:crypto';
import { DAY_MS, plusMs } from '../../../src/domain/instant.ts';
import { GroupCommit } from '../../../src/application/ledger/group-commit/group-commit.ts';
import { CHECKPOINT_ENTRIES } from '../../../src/application/ledger/verify/checkpoints.ts';
import { newId } from '../../../src/infra/ids.ts';
import { CommandCounter } from '../../support/command-counter.ts';
import { creditLot } from '../../support/lots.ts';
import { openAccount } from '../../support/order-fixtures.ts';
import { indexEntries, storedBytes } from '../../support/stored-totals.ts';
import { useFixture } from '../../support/use-fixture.ts';
import { INSPECTION, NO_OVERDRAFT, usageOf, usageRequestOf } from './uses.ts';

const fixture = useFixture();

/** What a usage alone in its transaction may cost, beside its share of a checkpoint: ledger, page and commit. */
const MOST_COMMANDS = 3;
/** Few enough that no checkpoint is due. */
const USES = CHECKPOINT_ENTRIES / 10;
const STORAGE_YEARS = 15;

/** A process that has booked a usage, so that it knows the account. Returns what books another one. */
async function warmProcess(): Promise<() => Promise<void>> {
  const { _id: accountId } = await openAccount(fixture, { agreement: false });
  const purchasedAt = fixture.serverNow();
  await creditLot(fixture, accountId, {
    resource: INSPECTION,
    units: 1_000_000,
    storageYears: STORAGE_YEARS,
    purchasedAt,
    expiresAt: plusMs(purchasedAt, 365 * DAY_MS),
  });
  const process = new GroupCommit(fixture, NO_OVERDRAFT);
  // As long as what the API passes on.
  const sender = { organizationId: newId('org'), by: newId('key') };
  const use = async (): Promise<void> => {
    const request = { ...sender, requestId: randomUUID(), resource: INSPECTION, storageYears: STORAGE_YEARS };
    usageOf(await process.submit(usageRequestOf(accountId, request)));
  };
  await use();
  return use;
}

test('a usage alone sends no more commands to MongoDB than its ledger, its records and their commit need', async () => {
  const use = await warmProcess();
  const counter = new CommandCounter(fixture.database);
  try {
    await use();
    const sent = counter.take();
    expect({ sent, tooMany: sent.length > MOST_COMMANDS }).toMatchObject({ tooMany: false });
  } finally {
    counter.stop();
  }
});

test.each([
  ['one after another', 1, { bytes: 800, entries: 4 }],
  ['in one transaction', USES, { bytes: 225, entries: 1.1 }],
])('usages %s store no more bytes and index entries than each may', async (_, atOnce, most) => {
  const use = await warmProcess();
  const before = {
    bytes: await storedBytes(fixture.database),
    entries: await indexEntries(fixture.database),
  };
  for (let booked = 0; booked < USES; booked += atOnce) {
    await Promise.all(Array.from({ length: atOnce }, use));
  }
  const bytes = ((await storedBytes(fixture.database)) - before.bytes) / USES;
  const entries = ((await indexEntries(fixture.database)) - before.entries) / USES;
  expect(bytes).toBeLessThanOrEqual(most.bytes);
  expect(entries).toBeLessThanOrEqual(most.entries);
});
