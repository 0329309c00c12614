/**
 * Renews an order: places a new order for the same items, whose periods follow those of the renewed order (AMB-27). A
 * renewal completes online (AMB-30).
 */
import type { BoughtTerm } from '../../domain/catalogue/fulfilment.ts';
import { DomainError } from '../../domain/errors.ts';
import type { LineId, OrderId } from '../../domain/ids.ts';
import type { OrderDocument, OrderLineRecord } from '../../storage/collections/orders.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { requestViolation } from '../../messages/violations/requests.ts';
import { isRenewable, assertLegal } from './legal-commands.ts';
import { placeOrder, type PlacedLine, type Placing } from './place-order.ts';

export interface RenewOrder {
  readonly termsAccepted: boolean;
  readonly termsVersion: string;
  /** Default: all renewable lines with their terms. */
  readonly lines?: readonly { readonly lineId: LineId; readonly term: BoughtTerm }[] | undefined;
}

export interface Renewing extends Omit<Placing, 'renews'> {
  /** Default: the channel of the renewed order. */
  readonly channel?: OrderDocument['channel'];
}

/**
 * Returns the new order. Throws `not_found` for the order or a line, `illegal_transition` if it cannot be renewed,
 * `validation_failed` for a line that is named twice, or as `placeOrder` does.
 */
export async function renewOrder(
  unit: UnitOfWork,
  orderId: OrderId,
  body: RenewOrder,
  { channel, ...placing }: Renewing,
): Promise<OrderDocument> {
  const { orders } = unit.database.models;
  const order = await orders.findById(orderId).session(unit.session).lean();
  if (order === null) throw new DomainError('not_found', { kind: 'order', id: orderId });
  if (order.state === 'refunded') throw new DomainError('renewal_of_refunded', { orderId });
  if (!order.lines.some(isRenewable)) throw notRenewable(order, order.lines);
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
  if (lines === undefined) return order.lines.filter(isRenewable).map((line) => lineOf(line, line.term));
  const repeated = lines.flatMap(({ lineId }, index) =>
    lines.findIndex((other) => other.lineId === lineId) < index
      ? [requestViolation(`lines[${index}].lineId`, 'repeated_line')]
      : [],
  );
  if (repeated.length > 0) throw new DomainError('validation_failed', {}, { errors: repeated });
  return lines.map(({ lineId, term }) => {
    const line = order.lines.find(({ id }) => id === lineId);
    if (line === undefined) throw new DomainError('not_found', { kind: 'line', id: lineId });
    if (!isRenewable(line)) throw notRenewable(order, [line]);
    return lineOf(line, term);
  });
}

/** The error for lines without a term to renew, with the rule of their edition (R-INTL-57, R-CN-51, R-HW-08). */
function notRenewable({ _id }: OrderDocument, lines: readonly OrderLineRecord[]): DomainError {
  const arePerpetual = lines.every(({ fulfilment }) => fulfilment.kind === 'licence');
  const rule = lines.flatMap(({ rules }) => rules.renewal ?? [])[0];
  return new DomainError(
    arePerpetual ? 'renewal_not_needed' : 'not_renewable',
    { orderId: _id, skus: lines.map(({ sku }) => sku) },
    rule === undefined ? {} : { rule },
  );
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
