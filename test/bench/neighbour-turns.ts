/** Usages of one account by many callers, in turns: alone, and beside a busy account with usages of its own. */
import { GroupCommit } from '../../src/application/ledger/group-commit/group-commit.ts';
import type { TransactionDependencies } from '../../src/storage/transaction.ts';
import { drawPolicies } from '../support/draw-policy.ts';
import { addLedger, addLot, type Bought } from './bench-accounts.ts';
import { requestOf } from './bench-usages.ts';
import { callAgain, callWhile, type Calls, type Measurement, type Target } from './measurement.ts';
import type { BenchOptions } from './options.ts';

/** What both accounts consume. */
export const BOUGHT: Bought = { resource: 'ai', storageYears: null };
export const CALLERS = 64;
const OWN_CALLERS = 4;

/** Failures are those of the busy account's own usages. */
export type NeighbourTargets = Readonly<Record<'rate' | 'p99' | 'failures', Target>>;

/** The targets are the same for every cause of load. */
export function neighbourTargets(trouble: {
  readonly name: string;
  readonly title: string;
  readonly side: string;
  readonly failures: Pick<Target, 'name' | 'title'>;
}): NeighbourTargets {
  const sides = { ours: trouble.side, bare: 'in peace' };
  return {
    rate: {
      name: `${trouble.name}-rate`,
      title: `Usages of one account, ${CALLERS} callers, ${trouble.title}, against the same alone`,
      unit: '1/s',
      sides,
      bound: { at: 'least', value: 0.8 },
    },
    p99: {
      name: `${trouble.name}-p99`,
      title: 'Time that 99 of 100 of them stay within',
      unit: 'ms',
      sides,
      bound: { at: 'most', value: 2 },
    },
    failures: {
      ...trouble.failures,
      unit: '',
      sides: { ours: 'failures', bare: null },
      bound: { at: 'most', value: 0 },
    },
  };
}

/** The load of one round, prepared before either side is measured. */
export interface Trouble {
  readonly accountId: string;
  /** What happens at one instant, just before the callers begin. */
  begin?(): Promise<void>;
  /** The load beside the callers, for at least this long. They call until it ends. */
  goOn?(forMs: number): Promise<void>;
}

export async function takeNeighbourTurns(
  dependencies: TransactionDependencies,
  { rounds, roundMs, warmUpMs, wants, progress }: BenchOptions,
  targets: NeighbourTargets,
  prepare: () => Promise<Trouble>,
): Promise<Measurement[]> {
  progress(`neighbour: ${targets.rate.title}`);
  const uses = new GroupCommit(dependencies, drawPolicies());
  const accountId = await addLedger(dependencies);
  await addLot(dependencies, accountId, BOUGHT);
  const use = () => uses.submit(requestOf(accountId, BOUGHT));
  const ours: Calls[] = [];
  const bare: Calls[] = [];
  const failures: number[] = [];
  await callAgain(CALLERS, warmUpMs, use);
  for (let round = 0; round < rounds; round += 1) {
    const trouble = await prepare();
    bare.push(await callAgain(CALLERS, roundMs, use));
    await trouble.begin?.();
    const turn = lasting(roundMs, trouble.goOn?.(roundMs));
    let failed = 0;
    const own = callWhile(OWN_CALLERS, turn.goesOn, () =>
      uses.submit(requestOf(trouble.accountId, BOUGHT)).catch(() => (failed += 1)),
    );
    ours.push(await callWhile(CALLERS, turn.goesOn, use));
    await own;
    await turn.ended;
    failures.push(failed);
  }
  return [
    { ...targets.rate, ours: ours.map(perSecondOf), bare: bare.map(perSecondOf) },
    { ...targets.p99, ours: ours.map(p99Of), bare: bare.map(p99Of) },
    { ...targets.failures, ours: failures, bare: [] },
  ].filter(({ name }) => wants(name));
}

/** Calls for this long, and until the concurrent work has ended. Throws what that work threw. */
function lasting(forMs: number, work?: Promise<void>): { goesOn: () => boolean; ended: Promise<void> } {
  const begun = performance.now();
  let isOver = work === undefined;
  const ended = (work ?? Promise.resolve()).finally(() => (isOver = true));
  // The failure is reported where it is awaited later; until then it must not count as unhandled.
  ended.catch(() => undefined);
  return { goesOn: () => !isOver || performance.now() - begun < forMs, ended };
}

const perSecondOf = ({ perSecond }: Calls): number => perSecond;
const p99Of = ({ p99Ms }: Calls): number => p99Ms;
