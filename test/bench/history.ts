/** Whether years of history cost anything: an account with a million usages against one with none. */
import { DAY_MS, plusMs } from '../../src/domain/instant.ts';
import { GroupCommit } from '../../src/application/ledger/group-commit/group-commit.ts';
import { systemClock } from '../../src/infra/clock.ts';
import { drawPolicies } from '../support/draw-policy.ts';
import { addAgedAccount } from './aged-account.ts';
import { addCustomer, addLot, type Bought } from './bench-accounts.ts';
import { startBenchApi } from './bench-api.ts';
import type { BenchServers } from './bench-servers.ts';
import { requestOf } from './bench-usages.ts';
import { withConnections } from './http-connection.ts';
import { callAgain, takeTurns, type Measurement, type Target } from './measurement.ts';
import type { BenchOptions } from './options.ts';

const DEAD_LOTS = 10_000;
const SMOKE_DEAD_LOTS = 40;
const CALLERS = 64;
const BOUGHT: Bought = { resource: 'inspection', storageYears: 15 };
const YEAR_MS = 365 * DAY_MS;
/** Reads of the past are of instants up to this much before or after a year ago. */
const AROUND_MS = 30 * DAY_MS;

const HISTORY = '10,000 exhausted lots and 1,000,000 past usages';
const RATE: Target = {
  name: 'history-use',
  title: `Usages on an account with ${HISTORY}, ${CALLERS} callers in process, against one with none`,
  unit: '1/s',
  sides: { ours: 'with history', bare: 'without' },
  bound: { at: 'least', value: 0.9 },
};
const BALANCES: Target = {
  ...RATE,
  name: 'history-balances',
  title: `Balances of an account with ${HISTORY} read over HTTP, ${CALLERS} callers, against one with none`,
};
const CAPABILITIES: Target = {
  ...RATE,
  name: 'history-capabilities',
  title: `Capabilities of an account with ${HISTORY} read over HTTP, ${CALLERS} callers, against one with none`,
};
const AS_OF: Target = {
  name: 'history-as-of',
  title: `Balances about a year back of an account with ${HISTORY}, one caller, against balances now`,
  unit: 'ms',
  sides: { ours: 'a year back', bare: 'now' },
  bound: { at: 'most', value: 10 },
};
export const HISTORY_NAMES = [RATE, BALANCES, CAPABILITIES, AS_OF].map(({ name }) => name);

export async function measureHistory(
  servers: BenchServers,
  { rounds, roundMs, warmUpMs, smoke, wants, progress }: BenchOptions,
): Promise<Measurement[]> {
  if (!HISTORY_NAMES.some(wants)) return [];
  const api = await startBenchApi(servers, 'bench_history');
  const dependencies = { database: api.database, serverNow: systemClock };
  const addFresh = async (): Promise<string> => {
    const { accountId } = await addCustomer(dependencies);
    await addLot(dependencies, accountId, BOUGHT);
    return accountId;
  };
  const useRate = async (accountId: string, forMs: number) => {
    const uses = new GroupCommit(dependencies, drawPolicies());
    const calls = await callAgain(CALLERS, forMs, async () => {
      const outcome = await uses.submit(requestOf(accountId, BOUGHT));
      if (!outcome.accepted) throw outcome.refusal;
    });
    return calls.perSecond;
  };
  const readRate = (callers: number, target: () => string, forMs: number) =>
    withConnections(api.port, callers, async (ask) => {
      const calls = await callAgain(callers, forMs, (caller) =>
        ask(caller, { method: 'GET', target: target(), key: api.key }),
      );
      return calls.perSecond;
    });
  const results: Measurement[] = [];
  const measure = async (
    target: Target,
    sides: Record<'ours' | 'bare', (forMs: number) => Promise<number>>,
  ) => {
    if (!wants(target.name)) return;
    progress(`history: ${target.title}`);
    await sides.bare(warmUpMs);
    await sides.ours(warmUpMs);
    const turns = { ours: () => sides.ours(roundMs), bare: () => sides.bare(roundMs) };
    results.push({ ...target, ...(await takeTurns(rounds, turns)) });
  };
  try {
    const aged = await addAgedAccount(api.database, BOUGHT, smoke ? SMOKE_DEAD_LOTS : DEAD_LOTS, progress);
    const fresh = await addFresh();
    await measure(RATE, {
      ours: (forMs) => useRate(aged.accountId, forMs),
      // A new account for each turn: after a turn it has history.
      bare: async (forMs) => useRate(await addFresh(), forMs),
    });
    for (const [target, what] of [
      [BALANCES, 'balances'],
      [CAPABILITIES, 'capabilities'],
    ] as const) {
      await measure(target, {
        ours: (forMs) => readRate(CALLERS, () => `/v1/accounts/${aged.accountId}/${what}`, forMs),
        bare: (forMs) => readRate(CALLERS, () => `/v1/accounts/${fresh}/${what}`, forMs),
      });
    }
    const now = `/v1/accounts/${aged.accountId}/balances`;
    await measure(AS_OF, {
      ours: async (forMs) => 1_000 / (await readRate(1, () => `${now}?asOf=${aboutAYearAgo()}`, forMs)),
      bare: async (forMs) => 1_000 / (await readRate(1, () => now, forMs)),
    });
  } finally {
    await api.stop();
  }
  return results;
}

/** Another instant each time, so that it lies anywhere between two checkpoints. */
function aboutAYearAgo(): string {
  return plusMs(systemClock(), -YEAR_MS + Math.round((Math.random() * 2 - 1) * AROUND_MS));
}
