/**
 * Places an order: checks and prices it against the current catalogue, and stores it with the message that starts its
 * workflow.
 */
import type { CheckedLine } from '../../domain/orders/checks/checked-order.ts';
import type { OrderInput, OrderLineInput } from '../../domain/orders/checks/order-input.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AccountId, OrganizationId } from '../../domain/ids.ts';
import type { CatalogueVersions } from '../catalogue/catalogue-versions.ts';
import { among } from '../../storage/among.ts';
import type { AccountDocument } from '../../storage/collections/accounts.ts';
import type { EncryptedTokenDocument } from '../../storage/collections/encrypted-tokens.ts';
import type { OrderDocument, OrderLineRecord } from '../../storage/collections/orders.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { wordWarnings } from '../../messages/violations/order-warnings.ts';
import { newId } from '../../infra/ids.ts';
import type { Encryptor } from '../../infra/encryption.ts';
import { agreementFor } from '../agreements/active-agreement.ts';
import { openAgreementTask } from '../agreements/agreement-task.ts';
import { orderContextOf } from './order-context.ts';
import { assertLineOptions, assertOrder } from './order-invalid.ts';

/** A program often confirms an order within this time after placing it; the confirmation then starts the workflow. */
const FIRST_COMMAND_MS = 1_000;

export interface PlaceOrder extends OrderInput {
  readonly accountId: AccountId;
  readonly salesTeam?: string | undefined;
  readonly reference?: string | undefined;
  readonly lines: readonly PlacedLine[];
}

export interface PlacedLine extends OrderLineInput {
  readonly note?: ServiceNote | undefined;
}

/** The buyer's note to a service line. */
export interface ServiceNote {
  readonly organizationName?: string | undefined;
  readonly organizationId?: OrganizationId | undefined;
  readonly remarks?: string | undefined;
  /** A secret of the customer's system: stored encrypted, shown only to its delivery staff and operators (D-23). */
  readonly token?: string | undefined;
}

export interface Placing {
  readonly catalogues: CatalogueVersions;
  readonly placedByOperator: boolean;
  /** Encrypts tokens; absent if this process has no key, and orders with a token are then rejected. */
  readonly encryptor?: Encryptor | undefined;
  /** Id of the order that this one renews. */
  readonly renews?: string | undefined;
}

/**
 * Returns the order, in `awaiting_agreement` if it needs an agreement and none is active, else in
 * `awaiting_confirmation`. Throws `not_found`, `validation_failed` for options that do not fit a line, and
 * `order_invalid` with all violations.
 */
export async function placeOrder(
  unit: UnitOfWork,
  body: PlaceOrder,
  placing: Placing,
): Promise<OrderDocument> {
  const { models } = unit.database;
  const account = await models.accounts.findById(body.accountId).session(unit.session).lean();
  if (account === null) throw new DomainError('not_found', { kind: 'account', id: body.accountId });
  const now = await unit.accountNow(account._id);
  const purchase = { ...placing, agreementId: body.agreementId ?? null, lines: body.lines };
  const { context, agreements } = await orderContextOf(unit.database, account, now, purchase, unit.session);
  assertLineOptions(context.catalogue, body.lines);
  const checked = assertOrder(body, context);
  const agreement = agreementFor(checked.productLine, agreements);
  const lines = await linesOf(unit, account, body, checked.lines, placing.encryptor);
  const needsAgreement = checked.agreementRequired && agreement === null;
  const order: OrderDocument = {
    _id: newId('ord'),
    accountId: account._id,
    sandbox: account.sandbox,
    salesTeam: body.salesTeam ?? account.salesTeam,
    productLine: checked.productLine,
    channel: body.channel,
    state: needsAgreement ? 'awaiting_agreement' : 'awaiting_confirmation',
    sequence: 0,
    lastTransition: null,
    reference: body.reference ?? null,
    referenceKey: body.reference?.toLowerCase() ?? null,
    termsVersion: checked.termsVersion,
    termsSha256: checked.termsSha256,
    catalogueVersion: checked.catalogueVersion,
    policyVersion: checked.policies.version,
    policies: checked.policies.values,
    total: checked.total,
    region: checked.region,
    lines,
    warnings: wordWarnings(checked.warnings),
    agreementRequired: checked.agreementRequired,
    agreementId: agreement?._id ?? null,
    payment: null,
    paymentState: 'none',
    endsAt: null,
    perpetualLicences: [],
    held: false,
    needsAttention: false,
    placedAt: now,
    awaitingPaymentAt: null,
    creditedAt: null,
    closedAt: null,
    revision: 0,
    workflowRunId: null,
    renews: placing.renews ?? null,
    renewedBy: null,
  };
  await models.orders.insertMany([order], { session: unit.session });
  unit.audit({
    type: 'order.placed',
    at: now,
    accountId: account._id,
    orderId: order._id,
    facts: { total: { ...order.total }, lines: order.lines.map(({ sku, quantity }) => ({ sku, quantity })) },
    after: { state: order.state },
    catalogueVersion: order.catalogueVersion,
    policyVersion: order.policyVersion,
  });
  if (needsAgreement) await openAgreementTask(unit, order, now);
  // The first command starts the workflow. The relay starts it if no command is expected, or none arrives soon.
  const waitMs = needsAgreement || account.sandbox ? 0 : FIRST_COMMAND_MS;
  unit.publishStart(order, waitMs);
  return order;
}

/** The lines to store. A token is encrypted for its line and stored in a collection of its own. */
async function linesOf(
  unit: UnitOfWork,
  account: AccountDocument,
  { lines }: PlaceOrder,
  checked: readonly CheckedLine[],
  encryptor: Encryptor | undefined,
): Promise<OrderLineRecord[]> {
  const { organizations, encryptedTokens } = unit.database.models;
  const named = await among(
    checked.flatMap(({ organizationId }) => organizationId ?? []),
    (_id) => organizations.find({ _id }, { name: 1 }).session(unit.session).lean(),
  );
  const names = new Map(named.map(({ _id, name }) => [_id, name]));
  const records: OrderLineRecord[] = [];
  const tokens: EncryptedTokenDocument[] = [];
  for (const [index, line] of checked.entries()) {
    const id = newId('lin');
    const given = lines[index]?.note;
    const { fulfilment } = line;
    const isService =
      fulfilment.kind === 'service' ||
      fulfilment.kind === 'maintenance' ||
      (fulfilment.kind === 'licence' && fulfilment.delivery === 'offline');
    const note =
      isService || given !== undefined
        ? {
            organizationName: given?.organizationName ?? names.get(line.organizationId ?? '') ?? account.name,
            organizationId: given?.organizationId ?? null,
            remarks: given?.remarks ?? null,
          }
        : null;
    records.push({ ...line, id, state: 'pending', note, entitlements: [], services: null });
    if (given?.token === undefined) continue;
    if (encryptor === undefined) throw new DomainError('not_configured', { variable: 'SEALING_SECRET' });
    tokens.push({
      _id: id,
      accountId: account._id,
      encrypted: encryptor.seal(given.token, id),
      createdAt: unit.recordedAt,
    });
  }
  if (tokens.length > 0) await encryptedTokens.insertMany(tokens, { session: unit.session });
  return records;
}
