import type { OrderLineRecord } from '../../storage/collections/orders.ts';

/**
 * True for a line that is booked in the ledger, or is part of what other orders and uses of the account are decided by.
 * Only such lines keep the account's ledger while they are credited or go back; services are guarded by their order.
 */
export function needsLedger({ fulfilment }: Pick<OrderLineRecord, 'fulfilment'>): boolean {
  switch (fulfilment.kind) {
    case 'lot':
    case 'term':
      return true;
    case 'licence':
      return fulfilment.delivery === 'online' || fulfilment.validity === 'term';
    case 'service':
    case 'maintenance':
      return false;
  }
}
