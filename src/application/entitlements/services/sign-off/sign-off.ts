/** Sign-off by link: shows a delivered service to its user and applies the user's decision (AMB-41, D-22). */
import type { Instant } from '../../../../domain/instant.ts';
import type { Localized } from '../../../../domain/json.ts';
import { DomainError } from '../../../../domain/errors.ts';
import type { AccountId } from '../../../../domain/ids.ts';
import type { Database } from '../../../../storage/database.ts';
import type { AcceptanceLinkDocument } from '../../../../storage/collections/acceptance-links.ts';
import type { EvidenceOfService, ServiceDocument } from '../../../../storage/collections/services.ts';
import type { OrderCommands } from '../../../orders/order-commands.ts';
import type { ServerClock } from '../../../../infra/clock.ts';
import { derivedId, sha256Hex } from '../../../../infra/ids.ts';
import { delivererOf } from './service-records.ts';

export interface SignOffDependencies {
  readonly database: Database;
  readonly serverNow: ServerClock;
  readonly gateway: Pick<OrderCommands, 'updateService'>;
}

export type SignOffState = 'delivered' | 'accepted' | 'rejected';
export type SignOffDecision =
  | { readonly command: 'accept'; readonly person: string }
  | { readonly command: 'reject'; readonly person: string; readonly reason: string };

export interface SignOff {
  readonly accountId: AccountId;
  readonly timeZone: string;
  readonly service: {
    readonly sku: string;
    readonly name: Localized;
    readonly mode: string | null;
    readonly organizationName: string;
    readonly accountName: string;
    /** Of the customer. */
    readonly orderReference: string | null;
    readonly orderedAt: Instant;
    readonly deliveredAt: Instant;
    /** Name of the person who delivered, or of their key. */
    readonly deliveredBy: string;
    readonly evidence: EvidenceOfService | null;
  };
  readonly state: SignOffState;
  /** What was decided about the delivery; null while it waits. */
  readonly decision: RecordedDecision | null;
  readonly expiresAt: Instant;
}

export interface RecordedDecision {
  readonly person: string;
  readonly at: Instant;
  /** Of a rejection. */
  readonly reason: string | null;
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const DECIDED = { accept: 'accepted', reject: 'rejected' } as const;

/** Returns what a link shows. Throws `not_found` for a link that is unknown, expired, replaced or outdated. */
export async function readSignOff(dependencies: SignOffDependencies, token: string): Promise<SignOff> {
  const { database } = dependencies;
  const { link, service } = await linkOf(dependencies, token);
  const [{ accountId, timeZone, ...sold }, deliveredBy] = await Promise.all([
    soldBy(database, service),
    delivererOf(database, service, link.deliveredAt),
  ]);
  return {
    accountId,
    timeZone,
    service: {
      sku: service.sku,
      mode: service.mode,
      ...sold,
      deliveredAt: link.deliveredAt,
      deliveredBy,
      evidence: link.evidence,
    },
    state: stateOf(link, service),
    decision: recordedDecision(link, service),
    expiresAt: link.expiresAt,
  };
}

/** What was ordered, by whom and when. The organization is named as its order did. */
export async function soldBy(
  { models }: Database,
  { _id, orderId, lineId, accountId, organizationId }: ServiceDocument,
) {
  const [order, account, organization] = await Promise.all([
    models.orders.findById(orderId, { lines: 1, reference: 1, placedAt: 1 }).lean(),
    models.accounts.findById(accountId).lean(),
    models.organizations.findById(organizationId).lean(),
  ]);
  const line = order?.lines.find(({ id }) => id === lineId);
  if (order === null || line === undefined || account === null)
    throw new Error(`the order line or account of the service ${_id} is missing`);
  return {
    accountId,
    timeZone: account.timeZone,
    name: line.name,
    organizationName: line.note?.organizationName ?? organization?.name ?? account.name,
    accountName: account.name,
    orderReference: order.reference,
    orderedAt: order.placedAt,
  };
}

/**
 * Accepts or rejects the delivery and returns the sign-off as it is then. Repeating a decision succeeds and changes
 * nothing, also concurrently. Throws `illegal_transition` for another decision, and `not_found` as `readSignOff` does.
 */
export async function decideSignOff(
  dependencies: SignOffDependencies,
  token: string,
  decision: SignOffDecision,
  requestId: string,
): Promise<SignOff> {
  const { link, service } = await linkOf(dependencies, token);
  const before = stateOf(link, service);
  if (before === 'delivered') await applyDecision(dependencies, token, link, decision, requestId);
  else assertSameDecision(before, decision, link);
  return readSignOff(dependencies, token);
}

/** Stores the decision as evidence, which names the person, and sends its id to the workflow. */
async function applyDecision(
  dependencies: SignOffDependencies,
  token: string,
  { _id: linkId, serviceId, orderId }: AcceptanceLinkDocument,
  decision: SignOffDecision,
  requestId: string,
): Promise<void> {
  const { database, serverNow, gateway } = dependencies;
  const { command, person } = decision;
  const reason = decision.command === 'reject' ? decision.reason : null;
  const evidenceId = derivedId('evi', `${linkId}:${command}:${sha256Hex(JSON.stringify([person, reason]))}`);
  const details = { serviceId, command, person, reason, note: null, document: null };
  await database.models.serviceEvidence.updateOne(
    { _id: evidenceId },
    { $setOnInsert: { ...details, by: linkId, recordedAt: serverNow() } },
    { upsert: true },
  );
  try {
    await gateway.updateService(orderId, {
      by: linkId,
      requestId,
      // A link has one decision of each kind: a repeat is the same command.
      commandId: derivedId('cmd', `${linkId}:${command}`),
      serviceId,
      command,
      evidenceId,
      given: 'link',
      linkId,
    });
  } catch (error) {
    if (!(error instanceof DomainError) || error.code === 'unavailable') throw error;
    // A concurrent decision may have been applied first.
    const after = await linkOf(dependencies, token);
    const state = stateOf(after.link, after.service);
    if (state === 'delivered') throw error;
    assertSameDecision(state, decision, after.link);
  }
}

function assertSameDecision(
  state: Exclude<SignOffState, 'delivered'>,
  { command }: SignOffDecision,
  { serviceId }: AcceptanceLinkDocument,
): void {
  if (DECIDED[command] === state) return;
  throw new DomainError(
    'illegal_transition',
    { subject: 'service', serviceId, state, command, possible: '—' },
    { rule: 'AMB-41' },
  );
}

function stateOf(
  { round }: AcceptanceLinkDocument,
  { acceptance, rejections }: ServiceDocument,
): SignOffState {
  if (rejections.length > round) return 'rejected';
  return acceptance === null ? 'delivered' : 'accepted';
}

function recordedDecision(
  { round }: AcceptanceLinkDocument,
  { acceptance, rejections }: ServiceDocument,
): RecordedDecision | null {
  const rejection = rejections[round];
  if (rejection !== undefined) {
    const { rejectedBy, by, at, reason } = rejection;
    return { person: rejectedBy ?? by, at, reason };
  }
  return acceptance === null ? null : { person: acceptance.acceptedBy, at: acceptance.at, reason: null };
}

/** Throws `not_found` for a link that is unknown, expired, replaced or outdated. */
export async function linkOf(
  { database, serverNow }: SignOffDependencies,
  token: string,
): Promise<{ readonly link: AcceptanceLinkDocument; readonly service: ServiceDocument }> {
  const { models } = database;
  const link = TOKEN.test(token)
    ? await models.acceptanceLinks.findOne({ hash: sha256Hex(token) }).lean()
    : null;
  const service =
    link === null || link.expiresAt <= serverNow()
      ? null
      : await models.services.findById(link.serviceId).lean();
  if (link === null || service === null || isOutdated(link, service)) {
    throw new DomainError('not_found', { kind: 'sign-off link' });
  }
  return { link, service };
}

/** True if the link's delivery was rejected, but not through this link: the current delivery is another one. */
function isOutdated({ _id, round }: AcceptanceLinkDocument, { rejections }: ServiceDocument): boolean {
  const rejection = rejections[round];
  return rejection !== undefined && rejection.by !== _id;
}
