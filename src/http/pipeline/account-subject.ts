/** The account that a path names: it is there, and the key covers it. */
import type { Instant } from '../../domain/instant.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AccountId, OrderId, OrganizationId } from '../../domain/ids.ts';
import type { Database, Session } from '../../storage/database.ts';
import type { AccountDocument, OrganizationDocument } from '../../storage/collections/account.ts';
import { runsOnServerClock } from '../../storage/sandbox-accounts.ts';
import { assertCovers, visibleTo, type Caller } from './caller.ts';
import type { SubjectFacts } from './handler.ts';

export interface AccountSubject {
  readonly account: AccountDocument;
  /** Where the clock of a sandbox stands; null where the server's clock runs. */
  readonly frozenAt: Instant | null;
}

/** Throws `not_found`. */
export async function readAccount(
  database: Database,
  caller: Caller,
  accountId: AccountId,
  session: Session | null = null,
): Promise<AccountSubject> {
  assertCovers(caller, accountId);
  const { accounts, ledgers } = database.models;
  const account = await accounts.findById(accountId).session(session).lean();
  const head = account && (await ledgers.findById(accountId, { frozenAt: 1 }).session(session).lean());
  if (account === null || head === null)
    throw new DomainError('not_found', { kind: 'account', id: accountId });
  return { account, frozenAt: head.frozenAt };
}

/** Throws `not_found` for an organization that is none of the account's. */
export async function readOrganization(
  { models }: Database,
  accountId: AccountId,
  organizationId: OrganizationId,
): Promise<OrganizationDocument> {
  const organization = await models.organizations.findOne({ _id: organizationId, accountId }).lean();
  if (organization === null) {
    throw new DomainError('not_found', { kind: 'organization', id: organizationId });
  }
  return organization;
}

/** The look at the subject of routes under `/v1/accounts/{id}`. */
export function accountSubject(database: Database) {
  return async (request: { params: { id: string }; caller: Caller }): Promise<SubjectFacts> => {
    const { id } = request.params;
    return { ...timeOf(await readAccount(database, request.caller, id)), accountId: id };
  };
}

/** Account time, for answers and refusals that concern a sandbox. */
export function timeOf({ frozenAt }: { readonly frozenAt: Instant | null }): SubjectFacts {
  return frozenAt === null ? {} : { serverNow: frozenAt };
}

/** Id of the account of an order that the key covers. Throws `not_found`. */
export async function accountOfOrder(
  { models }: Database,
  orderId: OrderId,
  caller: Caller,
): Promise<string> {
  const order = await models.orders.findById(orderId, { accountId: 1 }).lean();
  return visibleTo(caller, order, { kind: 'order', id: orderId }).accountId;
}

/** The account of something else, such as an order, and account time. Only a sandbox has one of its own. */
export async function accountTime(database: Database, accountId: AccountId): Promise<SubjectFacts> {
  if (await runsOnServerClock(database, accountId)) return { accountId };
  const head = await database.models.ledgers.findById(accountId, { frozenAt: 1 }).lean();
  return { ...timeOf({ frozenAt: head?.frozenAt ?? null }), accountId };
}
