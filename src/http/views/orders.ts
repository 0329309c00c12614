/** An order as responses show it, with the actions that the reader may take next. */
import { serviceIdOf } from '../../application/entitlements/services/credit-services.ts';
import {
  MOST_ENTITLEMENTS,
  type CountedLine,
  type ListedOrder,
  type Order,
  type OrderLine,
} from '../../contracts/order.ts';
import { servicesIn } from '../../domain/orders/service-tally.ts';
import { actionsOf } from '../../domain/orders/states.ts';
import { commandFactsOf } from '../../application/orders/legal-commands.ts';
import type { OrderDocument, OrderLineRecord } from '../../storage/collections/orders.ts';
import type { PaymentDocument } from '../../storage/collections/payments.ts';
import { DELIVERY_RETRY } from '../../domain/kinds.ts';
import { workflowIdOf } from '../../domain/workflow-ids.ts';
import type { Language } from '../../domain/json.ts';
import type { Caller } from '../../application/access/caller.ts';
import type { HandlerDependencies } from '../pipeline/handler-dependencies.ts';
import { warningView } from './quotes.ts';
import { latestAttempt } from '../../application/payments/payment-state.ts';
import type { OrderWithContext } from '../../application/orders/list-orders.ts';

/** Who reads an order. What they may do next is shown, and texts are in their language. */
export interface OrderReader {
  readonly caller: Pick<Caller, 'roles'>;
  readonly language: Language;
  readonly workflowUrl: HandlerDependencies['workflowUrl'];
}

/** An order with the entitlements of its lines. */
export function orderView(found: OrderWithContext, reader: OrderReader): Order {
  return { ...listedOrderView(found, reader), lines: found.order.lines.map(lineView) };
}

/** An order as lists show it. */
export function listedOrderView(
  { order: document, agreementMissing, deadlines, payments }: OrderWithContext,
  { caller, language, workflowUrl }: OrderReader,
): ListedOrder {
  const workflowId = workflowIdOf('order', document._id);
  return {
    id: document._id,
    accountId: document.accountId,
    productLine: document.productLine,
    salesTeam: document.salesTeam,
    state: document.state,
    channel: document.channel,
    termsVersion: document.termsVersion,
    termsSha256: document.termsSha256,
    catalogueVersion: document.catalogueVersion,
    policyVersion: document.policyVersion,
    total: document.total,
    ...(document.reference === null ? {} : { reference: document.reference }),
    lines: document.lines.map(countedLineView),
    warnings: document.warnings.map((warning) => warningView(warning, language)),
    agreement: {
      required: document.agreementRequired,
      satisfied: !agreementMissing,
      ...(document.agreementId === null ? {} : { agreementId: document.agreementId }),
    },
    payment: paymentOf(document, payments),
    deadlines: deadlines.flatMap(({ kind, at }) => (kind === DELIVERY_RETRY ? [] : [{ kind, at }])),
    actions: actionsOf({ ...commandFactsOf(document), agreementMissing }, caller.roles),
    held: document.held,
    needsAttention: document.needsAttention,
    placedAt: document.placedAt,
    ...(document.renews === null ? {} : { renews: document.renews }),
    ...(document.renewedBy === null ? {} : { renewedBy: document.renewedBy }),
    workflow: {
      workflowId,
      runId: document.workflowRunId,
      url: workflowUrl(workflowId, document.workflowRunId),
    },
  };
}

function countedLineView(line: OrderLineRecord): CountedLine {
  const { id, sku, name, quantity, term, unitPrice, amount, state, entitlements, services } = line;
  return {
    id,
    sku,
    name,
    quantity,
    term,
    unitPrice,
    amount,
    state,
    entitlementCount: entitlements.length + (services === null ? 0 : servicesIn(services)),
    ...(line.organizationId === null ? {} : { organizationId: line.organizationId }),
    ...(line.consortiumId === null ? {} : { consortiumId: line.consortiumId }),
    ...(line.mode === null ? {} : { mode: line.mode }),
    ...(line.note === null ? {} : { note: noteView(line.note) }),
  };
}

/** The ids of services are derived from their line, so that they need not be read. */
function lineView(line: OrderLineRecord): OrderLine {
  const { id: lineId, entitlements, services } = line;
  const most = MOST_ENTITLEMENTS - entitlements.length;
  const shown = Math.min(most, services === null ? 0 : servicesIn(services));
  const units = Array.from({ length: shown }, (_, unit) => ({
    kind: 'service' as const,
    id: serviceIdOf(lineId, unit),
  }));
  return { ...countedLineView(line), entitlements: [...entitlements, ...units] };
}

/**
 * The payment that bought the order; before that the newest attempt. Payments are read after the order, so one may have been
 * captured in between: it is shown as such.
 */
export function paymentOf(
  document: Pick<OrderDocument, 'payment'>,
  payments: readonly PaymentDocument[],
): Order['payment'] {
  if (document.payment !== null) return document.payment;
  const attempt = payments.findLast(({ state }) => state === 'captured') ?? latestAttempt(payments);
  if (attempt === undefined) return null;
  const state = attempt.state === 'captured' || attempt.state === 'declined' ? attempt.state : 'pending';
  return { paymentId: attempt._id, state, capturedAt: attempt.capturedAt, method: attempt.method };
}

/** The note on a service line. The token that may come with it is stored apart and never shown here. */
export function noteView({
  organizationName,
  organizationId,
  remarks,
}: NonNullable<OrderDocument['lines'][number]['note']>) {
  return {
    organizationName,
    ...(organizationId === null ? {} : { organizationId }),
    ...(remarks === null ? {} : { remarks }),
  };
}
