/** A lot as answers show it: its record for ever, and its figures from wherever they stand now. */
import type { LotStatus } from '../../application/ledger/queries/lot-records.ts';
import type { Lot } from '../../contracts/lots.ts';
import type { LotDocument } from '../../storage/collections/lots.ts';

export function lotView(document: LotDocument, { figures, state }: LotStatus): Lot {
  const { _id, resource, orderId, lineId, storageYears, purchasedAt, creditedAt, expiresOn, expiresAt } =
    document;
  const { credited, consumed, offset, expired, voided, remaining } = figures;
  return {
    id: _id,
    resource,
    orderId,
    lineId,
    credited,
    consumed,
    offset,
    expired,
    voided,
    remaining,
    ...(storageYears === null ? {} : { storageYears }),
    purchasedAt,
    creditedAt,
    expiresOn,
    expiresAt,
    state,
  };
}
