/**
 * Writes journal entries and usages as pages, and reads them again. An entry is read exactly as it was chained: a page that
 * was changed yields entries whose hashes do not fit.
 */
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import {
  arrearsAccount,
  lotAccount,
  type Cause,
  type JournalEntry,
  type MoneyPosting,
  type Posting,
} from '../../domain/ledger/journal-entry.ts';
import type { Currency } from '../../domain/currencies.ts';
import type { JournalPageDocument } from '../collections/journal-pages.ts';
import { firstSequenceOf, pageIdOf, usageIdOf } from './journal-ids.ts';
import type { PageEntry, PageUsage } from './page-form.ts';
import { usageHashOf, type DrawRecord, type ReadUsage, type UsageRecord } from './usage-record.ts';

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };

/** Most entries of a page: whoever looks for one entry reads its page. */
export const PAGE_ENTRIES = 250;

/** How the names of these ledger accounts begin. */
const LOT = lotAccount('');
const ARREARS = arrearsAccount('');

/** What one transaction booked on the ledger of one account. */
export interface BookedEntries {
  readonly accountId: AccountId;
  readonly sandbox: boolean;
  readonly entries: readonly JournalEntry[];
  /** Those that entries of kind `usage.accepted` book, in the same order. */
  readonly usages: readonly UsageRecord[];
}

/** One page, or several where there are many entries. */
export function pagesOf({ accountId, sandbox, entries, usages }: BookedEntries): JournalPageDocument[] {
  const pages: JournalPageDocument[] = [];
  let left = usages;
  for (let from = 0; from < entries.length; from += PAGE_ENTRIES) {
    const some = entries.slice(from, from + PAGE_ENTRIES);
    const next = some.at(-1)?.sequence ?? 0;
    const count = left.findIndex(({ sequence }) => sequence > next);
    const among = count === -1 ? left : left.slice(0, count);
    pages.push(pageOf({ accountId, sandbox, entries: some, usages: among }));
    left = left.slice(among.length);
  }
  return pages;
}

function pageOf({ accountId, sandbox, entries, usages }: BookedEntries): JournalPageDocument {
  const [first] = entries;
  const last = entries.at(-1);
  if (first === undefined || last === undefined) throw new Error('a page has entries');
  const { at } = last;
  const places = new Map<string, number>();
  const booked = new Set(usages.map(({ sequence }) => sequence));
  let before: JournalEntry | null = null;
  const stored: PageEntry[] = [];
  for (const entry of entries) {
    stored.push(pageEntryOf(entry, { at, before, places, hasUsage: booked.has(entry.sequence) }));
    before = entry;
  }
  const movedLots = lotsMovedBy(entries);
  const former = usages.flatMap((usage) => (isFormer(usage) ? [usage._id] : []));
  return {
    _id: pageIdOf(accountId, first.sequence),
    accountId,
    sandbox,
    at,
    recordedAt: first.recordedAt,
    ...(first.previousHash !== '' && { previousHash: bytesOf(first.previousHash) }),
    accounts: [...places.keys()],
    entries: stored,
    ...(usages.length > 0 && { usages: pageUsagesOf(usages) }),
    ...(movedLots.length > 0 && { movedLots }),
    ...(former.length > 0 && { formerUsageIds: former }),
  };
}

function pageEntryOf(
  { kind, at, causedBy, balanceAfter, postings, money, hash }: JournalEntry,
  page: {
    readonly at: Instant;
    readonly before: JournalEntry | null;
    readonly places: Map<string, number>;
    readonly hasUsage: boolean;
  },
): PageEntry {
  const { resource, available, arrears } = balanceAfter;
  const stored: Mutable<PageEntry> = {
    postings: pairsOf(postings, page.places),
    hash: bytesOf(hash),
  };
  if (kind !== 'usage.accepted') stored.kind = kind;
  if (at !== page.at) stored.at = at;
  if (!page.hasUsage) stored.causedBy = [causedBy.type, causedBy.id];
  if (resource !== page.before?.balanceAfter.resource) stored.resource = resource;
  if (available !== 0) stored.available = available;
  if (arrears !== 0) stored.arrears = arrears;
  if (money !== undefined) stored.money = pageMoneyOf(money, page.places);
  return stored;
}

function pageMoneyOf(money: readonly MoneyPosting[], places: Map<string, number>): (string | number)[] {
  let last = '';
  return money.flatMap(({ account, currency, amountMinor }) => {
    const pair = [placeOf(account, places), amountMinor];
    if (currency === last) return pair;
    last = currency;
    return [currency, ...pair];
  });
}

function pairsOf(postings: readonly Posting[], places: Map<string, number>): number[] {
  const pairs: number[] = [];
  for (const { account, units } of postings) pairs.push(placeOf(account, places), units);
  return pairs;
}

function placeOf(account: string, places: Map<string, number>): number {
  let place = places.get(account);
  if (place === undefined) places.set(account, (place = places.size));
  return place;
}

function lotsMovedBy(entries: readonly JournalEntry[]): string[] {
  const lots = new Set<string>();
  for (const { kind, postings } of entries) {
    if (kind === 'usage.accepted') continue;
    for (const { account } of postings) if (account.startsWith(LOT)) lots.add(account.slice(LOT.length));
  }
  return [...lots];
}

/** Fields of a usage that its page may leave out. */
type Shared = Required<Omit<PageUsage, 'id' | 'key'>>;

/** Before the first usage of a page. */
const NOTHING_SHARED: Shared = {
  organizationId: '',
  requestedStorageYears: null,
  storageYears: null,
  reference: null,
  storage: null,
  arrearsFrom: null,
  episode: null,
  policyVersion: '',
  by: '',
  requestId: '',
};

function pageUsagesOf(usages: readonly UsageRecord[]): PageUsage[] {
  let first: Shared = NOTHING_SHARED;
  return usages.map((usage, index) => {
    const shared = sharedOf(usage);
    const stored: Mutable<PageUsage> = { key: usage.key };
    if (isFormer(usage)) stored.id = usage._id;
    // One by one: this runs for every usage.
    if (shared.organizationId !== first.organizationId) stored.organizationId = shared.organizationId;
    if (shared.requestedStorageYears !== first.requestedStorageYears)
      stored.requestedStorageYears = shared.requestedStorageYears;
    if (shared.storageYears !== first.storageYears) stored.storageYears = shared.storageYears;
    if (shared.reference !== first.reference) stored.reference = shared.reference;
    if (!isSameList(shared.storage, first.storage)) stored.storage = shared.storage;
    if (shared.arrearsFrom !== first.arrearsFrom) stored.arrearsFrom = shared.arrearsFrom;
    if (!isSameEpisode(shared.episode, first.episode)) stored.episode = shared.episode;
    if (shared.policyVersion !== first.policyVersion) stored.policyVersion = shared.policyVersion;
    if (shared.by !== first.by) stored.by = shared.by;
    if (shared.requestId !== first.requestId) stored.requestId = shared.requestId;
    if (index === 0) first = shared;
    return stored;
  });
}

function sharedOf(usage: UsageRecord): Shared {
  const { organizationId, requestedStorageYears, storageYears, reference, arrearsRange } = usage;
  const { episode, policyVersion, by, requestId } = usage;
  const isStored = usage.draws.some((draw) => draw.storageYears !== null);
  return {
    organizationId,
    requestedStorageYears,
    storageYears,
    reference,
    storage: isStored ? usage.draws.flatMap((draw) => [draw.storageYears, draw.storedUntil]) : null,
    arrearsFrom: arrearsRange === null ? null : arrearsRange.from,
    episode,
    policyVersion,
    by,
    requestId,
  };
}

function isSameList(one: readonly unknown[] | null, other: readonly unknown[] | null): boolean {
  if (one === null || other === null) return one === other;
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

function isSameEpisode(one: Shared['episode'], other: Shared['episode']): boolean {
  return one?.episodeId === other?.episodeId && one?.suspendsAt === other?.suspendsAt;
}

function isFormer({ _id, accountId, sequence }: UsageRecord): boolean {
  return _id !== usageIdOf(accountId, sequence);
}

/** The entries of a page, in order, with the usages that they booked. */
export interface PageContents {
  readonly page: JournalPageDocument;
  readonly entries: JournalEntry[];
  /** In the order of their entries. */
  readonly usages: ReadUsage[];
}

/** What a page holds. Does not throw for a page that was changed. */
export function contentsOf(page: JournalPageDocument): PageContents {
  const { recordedAt } = page;
  const accounts = listOf(page.accounts);
  const firstSequence = firstSequenceOf(page._id);
  const entries: JournalEntry[] = [];
  const usages: ReadUsage[] = [];
  let previousHash = hexOf(page.previousHash);
  let resource = '';
  for (const [index, stored] of listOf(page.entries).entries()) {
    const { kind = 'usage.accepted', at = page.at, available = 0, arrears = 0 } = stored;
    resource = stored.resource ?? resource;
    const sequence = firstSequence + index;
    const postings = postingsOf(listOf(stored.postings), accounts);
    const balanceAfter = { resource, available, arrears };
    const money = stored.money === undefined ? undefined : moneyOf(listOf(stored.money), accounts);
    const hash = hexOf(stored.hash);
    let causedBy: Cause;
    let usageHash: string | undefined;
    if (stored.causedBy === undefined) {
      const usage = usageOf(page, usages.length, { sequence, at, postings, balanceAfter });
      usages.push({ ...usage, money: money ?? [] });
      causedBy = { type: 'usage', id: usage._id };
      // The release that gave such ids hashed no usages.
      if (!isFormer(usage)) usageHash = usageHashOf(usage);
    } else causedBy = { type: stored.causedBy[0], id: stored.causedBy[1] };
    entries.push({
      ...{ sequence, at, recordedAt, kind, postings, causedBy, balanceAfter, previousHash, hash },
      ...(money !== undefined && { money }),
      ...(usageHash !== undefined && { usageHash }),
    });
    previousHash = hash;
  }
  return { page, entries, usages };
}

/** True if the page is found by what its entries say. Its account is that of its id. */
export function isFoundByItsEntries(
  { page, entries, usages }: PageContents,
  { accountId, sandbox }: Pick<JournalPageDocument, 'accountId' | 'sandbox'>,
): boolean {
  const former = usages.flatMap((usage) => (isFormer(usage) ? [usage._id] : []));
  return (
    page.accountId === accountId &&
    page.sandbox === sandbox &&
    isSameList(listOf(page.movedLots), lotsMovedBy(entries)) &&
    isSameList(listOf(page.formerUsageIds), former)
  );
}

function usageOf(
  page: JournalPageDocument,
  index: number,
  {
    sequence,
    at,
    postings,
    balanceAfter,
  }: Pick<JournalEntry, 'sequence' | 'at' | 'postings' | 'balanceAfter'>,
): UsageRecord {
  const { sandbox } = page;
  const accountId: AccountId = String(page.accountId);
  const usages = listOf(page.usages);
  const own = usages[index];
  const shared: Partial<Shared> = { ...usages[0], ...own };
  const { arrearsFrom = null, storage = null } = shared;
  const draws: DrawRecord[] = [];
  let quantity = 0;
  let incurred = 0;
  for (const { account, units } of postings) {
    if (account.startsWith(LOT)) {
      const [storageYears = null, storedUntil = null] = listOf(storage ?? []).slice(2 * draws.length);
      draws.push({
        lotId: account.slice(LOT.length),
        units: -units,
        storageYears: storageYears as number | null,
        storedUntil: storedUntil as Instant | null,
      });
    } else if (account.startsWith(ARREARS)) incurred -= units;
    else quantity += units;
  }
  return {
    _id: own?.id ?? usageIdOf(accountId, sequence),
    accountId,
    sandbox,
    key: own?.key ?? '',
    organizationId: shared.organizationId ?? '',
    resource: balanceAfter.resource,
    quantity,
    requestedStorageYears: shared.requestedStorageYears ?? null,
    storageYears: shared.storageYears ?? null,
    reference: shared.reference ?? null,
    at,
    draws,
    arrears: incurred,
    arrearsRange: arrearsFrom === null ? null : { from: arrearsFrom, to: arrearsFrom + incurred },
    episode: shared.episode ?? null,
    sequence,
    balance: { available: balanceAfter.available, arrears: balanceAfter.arrears },
    policyVersion: shared.policyVersion ?? '',
    by: shared.by ?? '',
    requestId: shared.requestId ?? '',
  };
}

function postingsOf(pairs: readonly number[], accounts: readonly string[]): Posting[] {
  const postings: Posting[] = [];
  for (let index = 0; index + 1 < pairs.length; index += 2) {
    postings.push({ account: accounts[pairs[index] ?? -1] ?? '', units: pairs[index + 1] ?? 0 });
  }
  return postings;
}

function moneyOf(stored: readonly (string | number)[], accounts: readonly string[]): MoneyPosting[] {
  const money: MoneyPosting[] = [];
  let currency = '';
  let place: number | null = null;
  for (const value of stored) {
    if (typeof value === 'string') currency = value;
    else if (place === null) place = value;
    else {
      money.push({ account: accounts[place] ?? '', currency: currency as Currency, amountMinor: value });
      place = null;
    }
  }
  return money;
}

/** The list, or none where a page was changed. */
function listOf<Item>(list: readonly Item[] | undefined): readonly Item[] {
  return Array.isArray(list) ? (list as readonly Item[]) : [];
}

function bytesOf(hash: string): Uint8Array {
  return Buffer.from(hash, 'hex');
}

/** The driver gives bytes in a wrapper of its own, which knows the same conversion. */
function hexOf(bytes: unknown): string {
  return typeof bytes === 'object' && bytes !== null ? (bytes as Buffer).toString('hex') : '';
}
