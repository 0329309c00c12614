/** Orders that pay the arrears of pools and fill empty or low ones, and the software without which units cannot be used. */
import { findProductLine, findResource, findSku } from '../../domain/catalogue/catalogue.ts';
import type { Decision } from '../../domain/capabilities/decision.ts';
import { orderableOf, type Orderable } from '../../domain/catalogue/edition.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { JsonObject } from '../../domain/json.ts';
import { unitsToResume } from '../../domain/ledger/episode.ts';
import { forecast, type DrawRate } from '../../domain/ledger/forecast.ts';
import { plusMs, type Instant } from '../../domain/instant.ts';
import { availableOf, compareLots, outstandingOf, type PoolState } from '../../domain/ledger/state.ts';
import type { Remedy, RemedyRequest } from '../../domain/remedy.ts';
import { formatUnits } from '../../messages/format.ts';
import type { OrganizationDocument } from '../../storage/collections/organizations.ts';
import type { SettledLedger } from '../ledger/queries/settled-ledger.ts';
import { poolPolicyOf } from '../ledger/usage-policies.ts';
import { SOON_MS } from './order-remedies.ts';
import { instantWord, organizationWord, remedyText, skuWord, type RemedyContext } from './remedy-words.ts';

/** One top-up for each pool that owes units or has none left, in the quantity that lifts its suspension. */
export function topUps(accountId: AccountId, ledger: SettledLedger, context: RemedyContext): Remedy[] {
  return ledger.pools.flatMap((pool) => {
    const available = availableOf(pool);
    const outstanding = outstandingOf(pool);
    if (pool.totals.credited === 0 || (outstanding === 0 && available > 0)) return [];
    return topUp(accountId, pool, ledger, context);
  });
}

/**
 * One top-up for each pool that has units left and is low: at or below the first of its thresholds, or consumed within
 * `SOON_MS` at its recent rate. Where there is a rate, the text says until when the units last.
 */
export function lowPools(
  accountId: AccountId,
  ledger: SettledLedger,
  rates: ReadonlyMap<string, DrawRate>,
  context: RemedyContext,
): Remedy[] {
  const { now, settings } = ledger;
  return ledger.pools.flatMap((pool) => {
    const available = availableOf(pool);
    const resource = findResource(context.catalogue, pool.resource);
    if (available === 0 || resource === undefined) return [];
    const [highest = 0] = poolPolicyOf(context.catalogue, resource, settings, now).lowBalanceUnits;
    const rate = rates.get(pool.resource);
    const lots = [...pool.lots].sort(compareLots);
    const exhaustsAt = rate === undefined ? null : forecast(lots, rate, now).exhaustsAt;
    const isSoon = exhaustsAt !== null && exhaustsAt < plusMs(now, SOON_MS);
    if (available > highest && !isSoon) return [];
    return topUp(accountId, pool, ledger, context, {
      key: exhaustsAt === null ? 'top_up_low' : 'top_up_forecast',
      lastsUntil: exhaustsAt,
    });
  });
}

/** The SKU that tops a pool up, as its remedies order it. Null if nothing was bought for it, or it is sold no more. */
export function topUpSkuOf(
  pool: PoolState,
  { settings, now }: SettledLedger,
  catalogue: RemedyContext['catalogue'],
): string | null {
  const resource = findResource(catalogue, pool.resource);
  const edition = resource && poolPolicyOf(catalogue, resource, settings, now).edition;
  return edition == null ? null : (orderableOf(edition, { units: 1 })?.sku ?? null);
}

interface TopUpText {
  readonly key: 'top_up' | 'top_up_low' | 'top_up_forecast';
  readonly lastsUntil: Instant | null;
}

function topUp(
  accountId: AccountId,
  pool: PoolState,
  { settings, now }: SettledLedger,
  context: RemedyContext,
  { key, lastsUntil }: TopUpText = { key: 'top_up', lastsUntil: null },
): Remedy[] {
  const { catalogue } = context;
  const resource = findResource(catalogue, pool.resource);
  if (resource === undefined) return [];
  const policy = poolPolicyOf(catalogue, resource, settings, now);
  const resumeRequires = pool.suspension?.resumeRequires ?? policy.resumeRequires;
  const units = unitsToResume({
    outstanding: outstandingOf(pool),
    available: availableOf(pool),
    resumeRequires,
  });
  const buy = policy.edition && orderableOf(policy.edition, { units });
  const request = buy && orderRequest(accountId, buy, context);
  const unit = catalogue.units[resource.unit];
  if (buy === null || request === null || unit === undefined) return [];
  return [
    {
      kind: 'top_up',
      text: remedyText(key, {
        resource: (language) => resource.name[language],
        available: (language) => formatUnits(availableOf(pool), unit, language),
        ...(lastsUntil === null ? {} : { at: instantWord(context, lastsUntil) }),
        quantity: (language) => formatUnits(buy.quantity, unit, language),
        sku: skuWord(context, buy.sku),
      }),
      resource: pool.resource,
      sku: buy.sku,
      request,
    },
  ];
}

/** The basic software that an organization lacks, for the first capability that is closed for want of it. */
export function missingSoftware(
  accountId: AccountId,
  decisions: readonly Decision[],
  organization: OrganizationDocument | null,
  context: RemedyContext,
): Remedy[] {
  const refused = decisions.find(({ error }) => error?.code === 'basic_inactive')?.error;
  const needed = refused?.evidence['needsOneOf'];
  const [code] = Array.isArray(needed) ? (needed as unknown[]) : [];
  const sku = typeof code === 'string' ? findSku(context.catalogue, code) : undefined;
  if (sku === undefined || organization === null) return [];
  const { _id: organizationId, consortiumId } = organization;
  if (sku.scope === 'consortium' && consortiumId === null) return [];
  const scope: JsonObject = sku.scope === 'consortium' ? { consortiumId } : { organizationId };
  const term = sku.term === null ? {} : { term: { count: sku.term.minimum, unit: sku.term.unit } };
  const request = orderRequest(accountId, { sku: sku.sku, quantity: sku.minimum, ...term }, context, scope);
  const words = { sku: skuWord(context, sku.sku), organization: organizationWord(context, organizationId) };
  return request === null
    ? []
    : [
        {
          kind: 'buy_software',
          text: remedyText('buy_software', words),
          sku: sku.sku,
          organizationId,
          request,
        },
      ];
}

/** The body of an order for one line. Null for a SKU that is not sold online. */
function orderRequest(
  accountId: AccountId,
  { sku, quantity, term }: Orderable,
  { catalogue }: RemedyContext,
  scope: JsonObject = {},
): RemedyRequest | null {
  const found = findSku(catalogue, sku);
  const line = found && findProductLine(catalogue, found.productLine);
  if (line === undefined) return null;
  return {
    path: '/v1/orders',
    body: {
      accountId,
      channel: 'online',
      termsVersion: line.terms.version,
      lines: [{ sku, quantity, ...(term === undefined ? {} : { term: { ...term } }), ...scope }],
    },
    missing: ['termsAccepted'],
  };
}
