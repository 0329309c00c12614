/** Records of lots as they were at a past instant: all of a lot's record stands for ever but its end, which may be extended. */
import type { AccountId, LotId } from '../../../domain/ids.ts';
import { parseInstant, type Instant } from '../../../domain/instant.ts';
import type { Database } from '../../../storage/database.ts';
import type { LotDocument } from '../../../storage/collections/lots.ts';

/** `lotIds` are lots of the account; `asOf` is null for the present. */
export async function lotsAsOf(
  { models }: Database,
  accountId: AccountId,
  lotIds: readonly LotId[],
  asOf: Instant | null,
): Promise<LotDocument[]> {
  const lots = await models.lots.find({ _id: { $in: lotIds } }).lean();
  if (asOf === null) return lots;
  const later = await models.audit
    .find({ type: 'lot.extended', accountId, at: { $gt: asOf } }, { facts: 1, before: 1 })
    .sort({ _id: -1 })
    .lean();
  // The earliest of them comes last, and tells what was before all of them.
  const ends = new Map(later.map(({ facts, before }) => [facts['lotId'], before]));
  return lots.map((lot) => ({ ...lot, ...endIn(ends.get(lot._id)) }));
}

function endIn(before: unknown): Pick<LotDocument, 'expiresAt' | 'expiresOn'> | null {
  if (typeof before !== 'object' || before === null) return null;
  if (!('expiresAt' in before) || !('expiresOn' in before)) return null;
  const { expiresAt, expiresOn } = before;
  if (typeof expiresAt !== 'string' || typeof expiresOn !== 'string') return null;
  return { expiresAt: parseInstant(expiresAt), expiresOn };
}
