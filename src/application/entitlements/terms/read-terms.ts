/** Reads the terms of an account with their renewals, and the cover that they give now (rules §8.12, §8.18). */
import { coverUntil, periodStateAt } from '../../../domain/entitlements/period.ts';
import type { AccountId, OrganizationId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/instant.ts';
import { compareText } from '../../../domain/ledger/state.ts';
import type { TermDocument } from '../../../storage/collections/terms.ts';
import type { Database } from '../../../storage/database.ts';
import { readOrganization } from '../../accounts/read-account.ts';

export interface TermQuestion {
  readonly accountId: AccountId;
  readonly organizationId: OrganizationId | undefined;
  /** Account time. */
  readonly now: Instant;
}

/** A term with the instant at which its order was paid. A queued term begins later. */
export interface PurchasedTerm {
  readonly term: TermDocument;
  readonly purchasedAt: Instant;
}

export interface ListedTerm extends PurchasedTerm {
  /** Later terms of the same chain, earliest first. */
  readonly renewals: readonly PurchasedTerm[];
}

/** What is covered now by the terms of one SKU, of the account or of one organization. */
export interface TermCover {
  readonly sku: string;
  readonly organizationId: OrganizationId | null;
  readonly until: Instant;
  readonly sets: number;
}

export interface Terms {
  /** Latest first. */
  readonly terms: readonly ListedTerm[];
  readonly cover: readonly TermCover[];
}

/** Throws `not_found` for an organization of another account. */
export async function readTerms(
  database: Database,
  { accountId, organizationId, now }: TermQuestion,
): Promise<Terms> {
  if (organizationId !== undefined) await readOrganization(database, accountId, organizationId);
  const documents = await database.models.terms
    .find({ accountId, ...(organizationId === undefined ? {} : { organizationId }) })
    .lean();
  documents.sort((one, other) => compareText(other.from, one.from) || compareText(other._id, one._id));
  const purchased = await withPurchase(database, documents);
  const terms = purchased.map((one) => ({ ...one, renewals: renewalsOf(one.term, purchased) }));
  return { terms, cover: coverOf(documents, now) };
}

async function withPurchase({ models }: Database, terms: readonly TermDocument[]): Promise<PurchasedTerm[]> {
  const orderIds = [...new Set(terms.map(({ orderId }) => orderId))];
  const orders = await models.orders.find({ _id: { $in: orderIds } }, { payment: 1 }).lean();
  const paidAt = new Map<string, Instant | undefined>(
    orders.map(({ _id, payment }) => [_id, payment?.capturedAt]),
  );
  return terms.map((term) => ({ term, purchasedAt: paidAt.get(term.orderId) ?? term.from }));
}

function renewalsOf({ chainId, from }: TermDocument, purchased: readonly PurchasedTerm[]): PurchasedTerm[] {
  return purchased
    .filter(({ term }) => term.chainId === chainId && term.from > from && term.end !== 'refunded')
    .reverse();
}

/** Returns one entry for each feature of an organization, and each pack of the account, that is covered now. */
function coverOf(terms: readonly TermDocument[], now: Instant): TermCover[] {
  const groups = new Map<string, TermDocument[]>();
  for (const term of terms) {
    if (term.end === 'refunded') continue;
    const key = `${term.organizationId ?? ''} ${term.sku}`;
    groups.set(key, [...(groups.get(key) ?? []), term]);
  }
  return [...groups.entries()].sort(byKey).flatMap(([, group]) => {
    const until = coverUntil(now, group);
    const running = group.filter((term) => periodStateAt(now, term) === 'running');
    const [first] = running;
    if (until === null || first === undefined) return [];
    const { sku, organizationId } = first;
    return [{ sku, organizationId, until, sets: running.reduce((sum, { sets }) => sum + sets, 0) }];
  });
}

function byKey([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
