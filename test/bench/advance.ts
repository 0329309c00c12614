/**
 * Whether an advance of a sandbox's clock takes a deadline in the same time however many there are: goodwill credits, each
 * with a workflow of its own and four deadlines, with ends spread over a year.
 */
import { dateIn, plusCalendar } from '../../src/domain/calendar.ts';
import { DAY_MS, plusMs, type Instant } from '../../src/domain/instant.ts';
import { grantCredit } from '../../src/application/entitlements/lots/grant-credit.ts';
import { SYSTEM } from '../../src/storage/actor.ts';
import { runTransaction } from '../../src/storage/transaction.ts';
import { newId } from '../../src/infra/ids.ts';
import { systemClock } from '../../src/infra/clock.ts';
import { addLedger } from './bench-accounts.ts';
import type { BenchServers } from './bench-servers.ts';
import { startBenchWorker, type BenchWorker } from './bench-worker.ts';
import { takeTurns, type Measurement, type Target } from './measurement.ts';
import type { BenchOptions } from './options.ts';

const MANY = 2_000;
const FEW = 200;
const SMOKE = { many: 24, few: 8 };
const DEADLINES_OF_A_LOT = 4;
const START: Instant = '2025-03-07T09:07:00.000Z';
const YEAR_DAYS = 366;
/** From here on all three reminders of a lot fall into the second half of its life. */
const FIRST_END_DAYS = 61;

export const ADVANCE: Target = {
  name: 'advance',
  title: `Time of an advance of a sandbox's clock by a year for each deadline on its way: ${MANY} of them against ${FEW}`,
  unit: 'ms',
  sides: { ours: `of ${MANY}`, bare: `of ${FEW}` },
  bound: { at: 'most', value: 1.3 },
};

export async function measureAdvance(
  servers: BenchServers,
  { rounds, smoke, wants, progress }: BenchOptions,
): Promise<Measurement[]> {
  if (!wants(ADVANCE.name)) return [];
  const { many, few } = smoke ? SMOKE : { many: MANY, few: FEW };
  const worker = await startBenchWorker(servers, { orders: true, bare: false });
  try {
    progress(`advance: ${rounds} rounds over ${few} and ${many} deadlines`);
    const figures = await takeTurns(rounds, {
      ours: () => msPerDeadline(worker, many),
      bare: () => msPerDeadline(worker, few),
    });
    return [{ ...ADVANCE, ...figures }];
  } finally {
    await worker.stop();
  }
}

async function msPerDeadline(worker: BenchWorker, deadlines: number): Promise<number> {
  const accountId = await accountWith(worker, deadlines / DEADLINES_OF_A_LOT);
  const target = plusMs(START, YEAR_DAYS * DAY_MS);
  const begun = performance.now();
  await worker.clock.advance({
    advanceId: newId('adv'),
    accountId,
    bodyHash: target,
    actor: SYSTEM,
    targetOf: () => target,
  });
  return (performance.now() - begun) / deadlines;
}

/** A sandbox with this many goodwill lots, each with its workflow. */
async function accountWith({ database, relay }: BenchWorker, lots: number): Promise<string> {
  const dependencies = { database, serverNow: systemClock };
  const accountId = await addLedger(dependencies, START);
  const today = dateIn('UTC', START);
  for (let index = 0; index < lots; index += 1) {
    const days = FIRST_END_DAYS + Math.floor((index * (YEAR_DAYS - FIRST_END_DAYS)) / lots);
    await runTransaction(dependencies, SYSTEM, (unit) =>
      grantCredit(unit, {
        lotId: newId('lot'),
        accountId,
        resource: 'inspection',
        units: 10,
        storageYears: 15,
        expiresOn: plusCalendar(today, { days }),
        reason: 'bench',
      }),
    );
  }
  await relay.drain(accountId);
  return accountId;
}
