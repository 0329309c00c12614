/** Uses of one account by many callers, in turns: in peace, and beside a neighbour in trouble whose own uses come meanwhile. */
import { GroupCommit } from '../../src/application/ledger/group-commit/group-commit.ts';
import type { TransactionDependencies } from '../../src/storage/unit-of-work.ts';
import { drawPolicies } from '../support/draw-policy.ts';
import { addLedger, addLot, type Bought } from './bench-accounts.ts';
import { requestOf } from './bench-uses.ts';
import { callAgain, callWhile, type Calls, type Measurement, type Target } from './measurement.ts';
import type { BenchOptions } from './options.ts';

/** What both accounts use. */
export const BOUGHT: Bought = { resource: 'ai', storageYears: null };
export const CALLERS = 64;
const OWN_CALLERS = 4;

/** Failures are those of the neighbour's own uses. */
export type NeighbourTargets = Readonly<Record<'rate' | 'p99' | 'failures', Target>>;

/** The bounds are the same whatever the neighbour's trouble is. */
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
      title: `Uses of one account, ${CALLERS} callers, ${trouble.title}, against the same in peace`,
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

/** One round's trouble, made ready before either side is measured. */
export interface Trouble {
  readonly accountId: string;
  /** What happens at one instant, just before the callers begin. */
  begin?(): Promise<void>;
  /** What goes on beside the callers, for so long at least. They call until it ends. */
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

/** For so long, and until the work that goes on meanwhile has ended, which throws what the work threw. */
function lasting(forMs: number, work?: Promise<void>): { goesOn: () => boolean; ended: Promise<void> } {
  const begun = performance.now();
  let isOver = work === undefined;
  const ended = (work ?? Promise.resolve()).finally(() => (isOver = true));
  // Whoever awaits it later hears of the failure; until then it is nobody's.
  ended.catch(() => undefined);
  return { goesOn: () => !isOver || performance.now() - begun < forMs, ended };
}

const perSecondOf = ({ perSecond }: Calls): number => perSecond;
const p99Of = ({ p99Ms }: Calls): number => p99Ms;
