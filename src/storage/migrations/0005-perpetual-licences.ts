/**
 * Stores the keys of the perpetual licences that paid orders of kind `licence` hold, as orders of software do. Where two
 * orders have bought the same licence already, the first one holds it.
 */
import { mongo } from 'mongoose';
import type { Migration } from './migration.ts';

interface Order {
  _id: string;
  accountId: string;
  payment: { state: string } | null;
  perpetualLicences: string[];
  lines: {
    kind: string;
    sku: string;
    scope: 'account' | 'organization' | 'consortium';
    organizationId: string | null;
    consortiumId: string | null;
    state: string;
    fulfilment: { kind: string; validity?: string; delivery?: string };
  }[];
}

const IS_TAKEN = 11_000;

export const perpetualLicences: Migration = {
  id: '0005-perpetual-licences',
  run: async ({ connection }) => {
    const orders = connection.getClient().db(connection.name).collection<Order>('orders');
    const paid = orders.find({ 'payment.state': 'captured', 'lines.kind': 'licence' }).sort({ _id: 1 });
    for await (const { _id, accountId, lines } of paid) {
      for (const { kind, sku, scope, organizationId, consortiumId, state, fulfilment } of lines) {
        const { validity, delivery } = fulfilment;
        const isOnce = kind === 'licence' && validity === 'perpetual' && delivery === 'online';
        if (!isOnce || state === 'refunded') continue;
        const scopeId = scope === 'consortium' ? consortiumId : organizationId;
        const key = [accountId, sku, scope === 'account' ? '' : (scopeId ?? '')].join(' ');
        await orders.updateOne({ _id }, { $addToSet: { perpetualLicences: key } }).catch((error: unknown) => {
          if (!(error instanceof mongo.MongoServerError) || error.code !== IS_TAKEN) throw error;
        });
      }
    }
  },
};
