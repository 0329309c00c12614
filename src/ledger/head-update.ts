/** What to store of a ledger's head. It may hold thousands of lots, of which a use moves one or two. */
import type { LiveLot, PoolState } from '../domain/ledger/state.ts';
import type { LedgerHeadDocument } from '../persistence/models/ledger.ts';

/** Fields by their path. `before` is what is stored: the update is guarded by its version. */
export function headUpdate(before: LedgerHeadDocument, after: LedgerHeadDocument): Record<string, unknown> {
  const { version, sequence, hash, at, pools } = after;
  const update: Record<string, unknown> = { version, sequence, hash, at };
  const isSame = pools.every(({ resource }, index) => before.pools[index]?.resource === resource);
  if (!isSame || pools.length < before.pools.length) return { ...update, pools };
  pools.forEach((pool, index) => {
    const path = `pools.${index}`;
    const stored = before.pools[index];
    if (stored === undefined) update[path] = pool;
    else Object.assign(update, poolUpdate(path, stored, pool));
  });
  return update;
}

function poolUpdate(path: string, before: PoolState, { lots, ...pool }: PoolState): Record<string, unknown> {
  const update: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(pool)) update[`${path}.${name}`] = value;
  const isSame =
    lots.length === before.lots.length &&
    lots.every(({ lotId }, index) => before.lots[index]?.lotId === lotId);
  if (!isSame) return { ...update, [`${path}.lots`]: lots };
  lots.forEach((lot, index) => {
    const stored = before.lots[index];
    if (stored === undefined || !isAsStored(stored, lot)) update[`${path}.lots.${index}`] = lot;
  });
  return update;
}

/** Only these change while a lot lives. */
const MOVING = ['expiresAt', 'credited', 'consumed', 'offset', 'expired', 'voided', 'remaining'] as const;

function isAsStored(stored: Readonly<LiveLot>, lot: Readonly<LiveLot>): boolean {
  return MOVING.every((figure) => stored[figure] === lot[figure]);
}
