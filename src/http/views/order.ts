/** An order as the contract shows it, with what the caller may do next. */
import { serviceIdOf } from '../../application/entitlements/services/credit-services.ts';
import {
  MOST_ENTITLEMENTS,
  type CountedLine,
  type ListedOrder,
  type Order,
  type OrderLine,
} from '../../contracts/order.ts';
import { agreementsAt, type AgreementPeriod } from '../../domain/catalogue/agreement-period.ts';
import type { Instant } from '../../domain/instant.ts';
import { servicesIn } from '../../domain/orders/service-tally.ts';
import { actionsOf } from '../../domain/orders/states.ts';
import { commandFactsOf } from '../../application/orders/legal-commands.ts';
import { isUnpaid } from '../../application/payments/payable.ts';
import type { Database } from '../../storage/database.ts';
import type { OrderDocument, OrderLineRecord } from '../../storage/collections/orders.ts';
import type { PaymentDocument } from '../../storage/collections/payments.ts';
import type { DeadlineDocument } from '../../storage/collections/deadlines.ts';
import { DELIVERY_RETRY } from '../../domain/kinds.ts';
import { workflowIdOf } from '../../domain/workflow-ids.ts';
import type { Language } from '../../domain/json.ts';
import type { Caller } from '../../application/access/caller.ts';
import { warningView } from './quote.ts';

type WorkflowUrl = (workflowId: string, runId: string | null) => string;

interface OrderSources {
  readonly database: Database;
  readonly serverNow: () => Instant;
  readonly workflowUrl: WorkflowUrl;
}

/** Shows an order with its entitlements. */
export async function orderView(
  sources: OrderSources,
  document: OrderDocument,
  reader: OrderReader,
): Promise<Order> {
  const [listed] = await listedOrders(sources, [document], reader);
  if (listed === undefined) throw new Error('one order has one view');
  return { ...listed, lines: document.lines.map(lineView) };
}

/** Shows an order that is just being placed: nothing has been set or paid for it, and its state tells what it lacks. */
export function newOrderView(
  { workflowUrl }: Pick<OrderSources, 'workflowUrl'>,
  document: OrderDocument,
  reader: OrderReader,
): Order {
  const agreementMissing = document.state === 'awaiting_agreement';
  const around = { agreementMissing, deadlines: [], payments: [], reader, workflowUrl };
  return { ...listedOrder(document, around), lines: document.lines.map(lineView) };
}

/** Shows orders, each with its deadlines, its latest payment and the agreements of its account, read together. */
export async function listedOrders(
  { database, serverNow, workflowUrl }: OrderSources,
  documents: readonly OrderDocument[],
  reader: OrderReader,
): Promise<ListedOrder[]> {
  const orderId = { $in: documents.map(({ _id }) => _id) };
  const [agreements, deadlines, payments] = await Promise.all([
    activeAgreements(database, documents.filter(needsAgreement), serverNow()),
    database.models.deadlines.find({ orderId }).sort({ orderId: 1, at: 1, _id: 1 }).lean(),
    // Ids of payments are derived from requests: their order says nothing.
    database.models.payments.find({ orderId }).sort({ orderId: -1, recordedAt: 1, _id: 1 }).lean(),
  ]);
  return documents.map((document) =>
    listedOrder(document, {
      agreementMissing: needsAgreement(document) && !isCovered(document, agreements),
      deadlines: deadlines.filter((deadline) => deadline.orderId === document._id),
      payments: payments.filter((payment) => payment.orderId === document._id),
      reader,
      workflowUrl,
    }),
  );
}

/** Who reads: what they may do next is shown, in their language. */
export interface OrderReader {
  readonly caller: Caller;
  readonly language: Language;
}

/** Those active now, each account at its own time. */
async function activeAgreements(
  { models }: Database,
  documents: readonly OrderDocument[],
  serverNow: Instant,
): Promise<ReadonlyMap<string, readonly AgreementPeriod[]>> {
  if (documents.length === 0) return new Map();
  const ids = [...new Set(documents.map(({ accountId }) => accountId))];
  const heads = await models.ledgers.find({ _id: { $in: ids } }, { agreements: 1, frozenAt: 1 }).lean();
  return new Map(
    heads.map(({ _id, agreements, frozenAt }) => [_id, agreementsAt(agreements, frozenAt ?? serverNow)]),
  );
}

/** True while the order cannot be confirmed or paid without an agreement; money that paid it settles the question. */
function needsAgreement(document: OrderDocument): boolean {
  return document.agreementRequired && isUnpaid(document);
}

/** True where an agreement that is active now covers the order; `agreements` by account. */
function isCovered(
  { accountId, productLine }: OrderDocument,
  agreements: ReadonlyMap<string, readonly AgreementPeriod[]>,
): boolean {
  return (agreements.get(accountId) ?? []).some(({ productLines }) => productLines.includes(productLine));
}

interface OrderSurroundings {
  /** It cannot be confirmed or paid for want of an agreement. */
  readonly agreementMissing: boolean;
  readonly deadlines: readonly DeadlineDocument[];
  readonly payments: readonly PaymentDocument[];
  readonly reader: OrderReader;
  readonly workflowUrl: WorkflowUrl;
}

function listedOrder(document: OrderDocument, around: OrderSurroundings): ListedOrder {
  const workflowId = workflowIdOf('order', document._id);
  const { agreementMissing } = around;
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
    warnings: document.warnings.map((warning) => warningView(warning, around.reader.language)),
    agreement: {
      required: document.agreementRequired,
      satisfied: !agreementMissing,
      ...(document.agreementId === null ? {} : { agreementId: document.agreementId }),
    },
    payment: paymentOf(document, around.payments),
    deadlines: around.deadlines.flatMap(({ kind, at }) => (kind === DELIVERY_RETRY ? [] : [{ kind, at }])),
    actions: actionsOf({ ...commandFactsOf(document), agreementMissing }, around.reader.caller.roles),
    held: document.held,
    needsAttention: document.needsAttention,
    placedAt: document.placedAt,
    ...(document.renews === null ? {} : { renews: document.renews }),
    ...(document.renewedBy === null ? {} : { renewedBy: document.renewedBy }),
    workflow: {
      workflowId,
      runId: document.workflowRunId,
      url: around.workflowUrl(workflowId, document.workflowRunId),
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

/** Services carry ids that their line gives them, so that nothing has to be read. */
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

/** The payment that bought the order; before that the newest attempt. */
function paymentOf(document: OrderDocument, payments: readonly PaymentDocument[]): Order['payment'] {
  if (document.payment !== null) return document.payment;
  const attempt = payments.findLast(({ state }) => state === 'pending' || state === 'declined');
  if (attempt === undefined) return null;
  const state = attempt.state === 'declined' ? 'declined' : 'pending';
  return { paymentId: attempt._id, state, capturedAt: attempt.capturedAt, method: attempt.method };
}

/** Whom a service line is for. A token that came with it is kept elsewhere. */
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
