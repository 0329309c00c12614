/** Stores in each order what lists find it by: the state of its payment, and the earliest end of what it gave. */
import type { mongo } from 'mongoose';
import type { Migration } from './migration.ts';

interface Order {
  _id: string;
  payment: { state: string } | null;
  paymentState: string;
  endsAt: string | null;
}

interface Payment {
  _id: string;
  orderId: string;
  state: string;
}

interface Deadline {
  _id: string;
  orderId: string;
  at: string;
}

const BATCH = 500;
const ENDS = ['service.ends', 'licence.ends', 'term.ends', 'lot.expires'];

export const orderListFields: Migration = {
  id: '0004-order-list-fields',
  run: async ({ connection }) => {
    const db = connection.getClient().db(connection.name);
    const orders = db.collection<Order>('orders');
    const fieldsOf = async ({ _id, payment }: Order) => {
      const [end] = await db
        .collection<Deadline>('deadlines')
        .find({ orderId: _id, kind: { $in: ENDS } })
        .sort({ at: 1, _id: 1 })
        .limit(1)
        .toArray();
      const [attempt] = await db
        .collection<Payment>('payments')
        .find({ orderId: _id, state: { $in: ['pending', 'declined'] } })
        .sort({ recordedAt: -1, _id: -1 })
        .limit(1)
        .toArray();
      return { paymentState: payment?.state ?? attempt?.state ?? 'none', endsAt: end?.at ?? null };
    };
    const unfilled = () => orders.find({ paymentState: { $exists: false } }).limit(BATCH);
    for (let found = await unfilled().toArray(); found.length > 0; found = await unfilled().toArray()) {
      const changes = found.map(async (order): Promise<mongo.AnyBulkWriteOperation<Order>> => ({
        updateOne: { filter: { _id: order._id }, update: { $set: await fieldsOf(order) } },
      }));
      await orders.bulkWrite(await Promise.all(changes));
    }
  },
};
