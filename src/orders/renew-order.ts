/**
 * Renews an order: a new one of the same things, whose periods queue behind those of this one (AMB-27). It completes online
 * and opens no task; whoever sells sees by `renews` what it is (AMB-30).
 */
import type { BoughtTerm } from '../domain/catalogue/fulfilment.ts';
import { DomainError } from '../domain/refusals.ts';
import type { OrderDocument, OrderLineRecord } from '../persistence/models/order.ts';
import type { UnitOfWork } from '../persistence/unit-of-work.ts';
import { isRenewable } from './command-facts.ts';
import { placeOrder, type PlacedLine, type Placing } from './place-order.ts';
import { assertLegal } from './transition.ts';

export interface RenewOrder {
  readonly termsAccepted: boolean;
  readonly termsVersion: string;
  /** The same lines and terms where absent. */
  readonly lines?: readonly { readonly lineId: string; readonly term: BoughtTerm }[] | undefined;
}

export interface Renewing extends Omit<Placing, 'renews'> {
  /** The channel of the renewed order where absent. */
  readonly channel?: OrderDocument['channel'];
}

/** Refuses with `illegal_transition` what has nothing to renew, `not_found` for lines, or as placing an order does. */
export async function renewOrder(
  unit: UnitOfWork,
  orderId: string,
  body: RenewOrder,
  { channel, ...placing }: Renewing,
): Promise<OrderDocument> {
  const { orders } = unit.database.models;
  const order = await orders.findById(orderId).session(unit.session).lean();
  if (order === null) throw new DomainError('not_found', { kind: 'order', id: orderId });
  assertLegal(order, 'renew');
  const renewal = await placeOrder(
    unit,
    {
      accountId: order.accountId,
      channel: channel ?? order.channel,
      termsAccepted: body.termsAccepted,
      termsVersion: body.termsVersion,
      salesTeam: order.salesTeam,
      ...(order.reference === null ? {} : { reference: order.reference }),
      ...(order.agreementId === null ? {} : { agreementId: order.agreementId }),
      lines: linesOf(order, body),
    },
    { ...placing, renews: orderId },
  );
  const renewedBy = renewal._id;
  await orders.updateOne(
    { _id: orderId },
    { $set: { renewedBy }, $inc: { revision: 1 } },
    { session: unit.session },
  );
  unit.audit({
    type: 'order.renewed',
    at: renewal.placedAt,
    accountId: order.accountId,
    orderId,
    facts: { renewedBy },
  });
  return renewal;
}

function linesOf(order: OrderDocument, { lines }: RenewOrder): PlacedLine[] {
  const renewable = order.lines.filter(isRenewable);
  if (lines === undefined) return renewable.map((line) => lineOf(line, line.term));
  return lines.map(({ lineId, term }) => {
    const line = renewable.find(({ id }) => id === lineId);
    if (line === undefined) throw new DomainError('not_found', { kind: 'renewable line', id: lineId });
    return lineOf(line, term);
  });
}

function lineOf(line: OrderLineRecord, term: BoughtTerm | null): PlacedLine {
  const { sku, quantity, organizationId, consortiumId } = line;
  return {
    sku,
    quantity,
    ...(term === null ? {} : { term }),
    ...(organizationId === null ? {} : { organizationId }),
    ...(consortiumId === null ? {} : { consortiumId }),
  };
}
