/** What the user of a delivered service sees behind a sign-off link, and the decision about it (AMB-41, D-22). */
import type { Instant } from '../../../../domain/instant.ts';
import type { Localized } from '../../../../domain/json.ts';
import { DomainError } from '../../../../domain/errors.ts';
import type { AccountId, OrderId, ServiceId } from '../../../../domain/ids.ts';
import type { Database } from '../../../../storage/database.ts';
import type { AcceptanceLinkDocument } from '../../../../storage/collections/acceptance-links.ts';
import type { EvidenceOfService, ServiceDocument } from '../../../../storage/collections/services.ts';
import type { ServerClock } from '../../../../infra/clock.ts';
import { derivedId, sha256Hex } from '../../../../infra/ids.ts';

/** Gives the decision to the workflow of the order, and waits for its verdict. */
export interface SignOffGateway {
  updateService(
    orderId: OrderId,
    decision: {
      readonly by: string;
      readonly requestId: string;
      readonly commandId: string;
      readonly serviceId: ServiceId;
      readonly command: SignOffDecision['command'];
      readonly evidenceId: string;
      readonly given: 'link';
      readonly linkId: string;
    },
  ): Promise<void>;
}

export interface SignOffDependencies {
  readonly database: Database;
  readonly serverNow: ServerClock;
  readonly gateway: SignOffGateway;
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
    readonly deliveredAt: Instant;
    readonly evidence: EvidenceOfService | null;
  };
  readonly state: SignOffState;
  readonly expiresAt: Instant;
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const DECIDED = { accept: 'accepted', reject: 'rejected' } as const;

/** Reads what a link shows. Throws `not_found` for one that is unknown, expired, replaced or outdated. Changes nothing. */
export async function readSignOff(dependencies: SignOffDependencies, token: string): Promise<SignOff> {
  const { models } = dependencies.database;
  const { link, service } = await linkOf(dependencies, token);
  const [order, account, organization] = await Promise.all([
    models.orders.findById(link.orderId, { lines: 1 }).lean(),
    models.accounts.findById(link.accountId).lean(),
    models.organizations.findById(service.organizationId).lean(),
  ]);
  const line = order?.lines.find(({ id }) => id === service.lineId);
  if (line === undefined || account === null) throw new Error(`link ${link._id} is about nothing`);
  return {
    accountId: account._id,
    timeZone: account.timeZone,
    service: {
      sku: service.sku,
      name: line.name,
      mode: service.mode,
      organizationName: line.note?.organizationName ?? organization?.name ?? account.name,
      accountName: account.name,
      deliveredAt: link.deliveredAt,
      evidence: link.evidence,
    },
    state: stateOf(link, service),
    expiresAt: link.expiresAt,
  };
}

/**
 * Accepts or rejects what was delivered. The same decision again is a success that changes nothing, however often and at
 * whatever moment it is sent; another one is refused with `illegal_transition`.
 */
export async function decideSignOff(
  dependencies: SignOffDependencies,
  token: string,
  decision: SignOffDecision,
  requestId: string,
): Promise<SignOff> {
  const { link, service } = await linkOf(dependencies, token);
  const before = stateOf(link, service);
  if (before === 'delivered') await give(dependencies, token, link, decision, requestId);
  else assertSame(before, decision, link);
  return readSignOff(dependencies, token);
}

async function give(
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
  const said = { serviceId, command, person, reason, note: null, document: null };
  await database.models.serviceEvidence.updateOne(
    { _id: evidenceId },
    { $setOnInsert: { ...said, by: linkId, recordedAt: serverNow() } },
    { upsert: true },
  );
  try {
    await gateway.updateService(orderId, {
      by: linkId,
      requestId,
      // One decision a link: sent twice, it is the same command.
      commandId: derivedId('cmd', `${linkId}:${command}`),
      serviceId,
      command,
      evidenceId,
      given: 'link',
      linkId,
    });
  } catch (error) {
    if (!(error instanceof DomainError) || error.code === 'unavailable') throw error;
    // Of several that were sent at one moment the first has decided.
    const after = await linkOf(dependencies, token);
    const state = stateOf(after.link, after.service);
    if (state === 'delivered') throw error;
    assertSame(state, decision, after.link);
  }
}

function assertSame(
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

async function linkOf(
  { database, serverNow }: SignOffDependencies,
  token: string,
): Promise<{ readonly link: AcceptanceLinkDocument; readonly service: ServiceDocument }> {
  const { models } = database;
  // What cannot be a token is not looked for.
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

/** What the link was made for was rejected by another way: it shows a delivery that is not the current one any more. */
function isOutdated({ _id, round }: AcceptanceLinkDocument, { rejections }: ServiceDocument): boolean {
  const rejection = rejections[round];
  return rejection !== undefined && rejection.by !== _id;
}
