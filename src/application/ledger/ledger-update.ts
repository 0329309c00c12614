/** The update of a stored ledger. It may hold thousands of lots, of which a usage moves one or two. */
import type { LiveLot, PoolState } from '../../domain/ledger/state.ts';
import type { LedgerDocument } from '../../storage/collections/ledgers.ts';

type Fields = Record<string, unknown>;

/** Changes by path. `before` is what is stored; the caller guards the update by its version. */
export function ledgerUpdate(
  before: LedgerDocument,
  after: LedgerDocument,
): { $set: Fields; $push?: Fields } {
  const { version, sequence, hash, at, pools } = after;
  const set: Fields = { version, sequence, hash, at };
  const cut: Fields = {};
  const isSame = pools.every(({ resource }, index) => before.pools[index]?.resource === resource);
  if (!isSame || pools.length < before.pools.length) return { $set: { ...set, pools } };
  pools.forEach((pool, index) => {
    const path = `pools.${index}`;
    const stored = before.pools[index];
    if (stored === undefined) set[path] = pool;
    else updatePool(path, stored, pool, set, cut);
  });
  return Object.keys(cut).length === 0 ? { $set: set } : { $set: set, $push: cut };
}

function updatePool(
  path: string,
  before: PoolState,
  { lots, ...pool }: PoolState,
  set: Fields,
  cut: Fields,
): void {
  for (const [name, value] of Object.entries(pool)) set[`${path}.${name}`] = value;
  const gone = before.lots.length - lots.length;
  const isRest = gone >= 0 && lots.every(({ lotId }, index) => before.lots[gone + index]?.lotId === lotId);
  if (!isRest) {
    set[`${path}.lots`] = lots;
    return;
  }
  const moved = lots.flatMap((lot, index) => {
    const stored = before.lots[gone + index];
    return stored === undefined || !isAsStored(stored, lot) ? [{ index, lot }] : [];
  });
  if (gone === 0) for (const { index, lot } of moved) set[`${path}.lots.${index}`] = lot;
  // Lots end at the front: cutting them off saves sending the rest. MongoDB allows one change a path.
  else if (moved.length === 0) cut[`${path}.lots`] = { $each: [], $slice: -lots.length };
  else set[`${path}.lots`] = lots;
}

/** The fields that change while a lot lives. */
const MOVING = ['expiresAt', 'credited', 'consumed', 'offset', 'expired', 'voided', 'remaining'] as const;

function isAsStored(stored: Readonly<LiveLot>, lot: Readonly<LiveLot>): boolean {
  return MOVING.every((figure) => stored[figure] === lot[figure]);
}
