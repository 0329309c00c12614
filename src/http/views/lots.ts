/** A lot as responses show it: its record, and its figures as they are now. */
import type { ListedLot } from '../../application/entitlements/lots/list-lots.ts';
import type { Lot } from '../../contracts/lots.ts';

export function lotView({ document, figures, state }: Omit<ListedLot, 'renewals'>): Lot {
  const {
    _id,
    accountId,
    resource,
    orderId,
    lineId,
    storageYears,
    purchasedAt,
    creditedAt,
    expiresOn,
    expiresAt,
  } = document;
  const { credited, consumed, offset, expired, voided, remaining } = figures;
  return {
    id: _id,
    accountId,
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

export function listedLotView({ renewals, ...lot }: ListedLot): Lot {
  return { ...lotView(lot), renewals: [...renewals] };
}
