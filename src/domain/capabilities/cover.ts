/**
 * Capabilities that cover opens: one for each feature that an organization has or had, closed when the grace after its
 * cover is over, while what was recorded stays open (rules §8.12); and one for each kind of pack that the account has or
 * had, closed when its cover ends (AMB-28). What they are called is catalogue data.
 */
import { validityAt, type CoverTerm, type Validity } from '../entitlements/validity.ts';
import type { Instant } from '../instant.ts';
import { DomainError } from '../errors.ts';
import { earlierOf, type Decision } from './decision.ts';

/** A term of an organization. */
export interface FeatureTerm extends CoverTerm {
  readonly sku: string;
}

/** A feature in the reader's words, and the rule that closes it. */
export interface Feature {
  readonly name: string;
  readonly rule: string;
}

/** A term that opens a capability of its own while it lasts. */
export interface PackTerm extends FeatureTerm {
  readonly grants: string | null;
}

/** Decides for the account at `now` what its packs grant, in the order of their terms. `featureOf` names a SKU. */
export function decidePacks(
  now: Instant,
  terms: readonly PackTerm[],
  featureOf: (sku: string) => Feature,
): Decision[] {
  const granted = [...new Set(terms.flatMap(({ grants }) => grants ?? []))];
  return granted.flatMap((capability): Decision[] => {
    const own = terms.filter(({ grants }) => grants === capability);
    const validity = validityAt(now, own);
    if (validity === null) return [];
    if (validity.state === 'covered') {
      const { until } = validity;
      return [{ capability, error: null, until }];
    }
    const { endedAt: since, last } = validity;
    const { name, rule } = featureOf(last.sku);
    const evidence = { capability, sku: last.sku, since, pack: name };
    return [{ capability, sku: last.sku, error: new DomainError('pack_over', evidence, { rule }), since }];
  });
}

interface EntitlementStatus {
  readonly sku: string;
  readonly closes: string;
  readonly validity: Validity<FeatureTerm>;
}

/** Decides for one organization at `now`, features in the order of their terms. `featureOf` names a SKU. */
export function decideCover(
  now: Instant,
  terms: readonly FeatureTerm[],
  featureOf: (sku: string) => Feature,
): Decision[] {
  const statuses = statusesOf(now, terms);
  return statuses.map((status) => decideFeature(status, statuses, featureOf));
}

function statusesOf(now: Instant, terms: readonly FeatureTerm[]): EntitlementStatus[] {
  return [...new Set(terms.map(({ sku }) => sku))].flatMap((sku) => {
    const own = terms.filter((term) => term.sku === sku);
    const validity = validityAt(now, own);
    const closes = own.find((term) => term.closes !== null)?.closes ?? null;
    return validity === null || closes === null ? [] : [{ sku, closes, validity }];
  });
}

function decideFeature(
  status: EntitlementStatus,
  all: readonly EntitlementStatus[],
  featureOf: (sku: string) => Feature,
): Decision {
  const { sku, closes: capability } = status;
  // Its own end closes it, and that of another whose policy closes all features of the organization.
  const closing = all.flatMap(({ sku: other, closes, validity }) =>
    closes === capability &&
    validity.state !== 'covered' &&
    (other === sku || validity.last.validitySuspends === 'organization')
      ? [{ sku: other, ...validity }]
      : [],
  );
  const { rule } = featureOf(sku);
  const over = closing.filter(({ state }) => state === 'over');
  const since = firstOf(over.map(({ graceEndsAt }) => graceEndsAt));
  if (since !== null) {
    const evidence = {
      capability,
      sku,
      since,
      ended: over.map((end) => ({ sku: end.sku, endedAt: end.endedAt })),
      features: over.map((end) => featureOf(end.sku).name),
    };
    return { capability, sku, error: new DomainError('cover_over', evidence, { rule }), since };
  }
  const graceEnd = firstOf(closing.map(({ graceEndsAt }) => graceEndsAt));
  const coverEnd = status.validity.state === 'covered' ? status.validity.until : null;
  const until = earlierOf(coverEnd, graceEnd);
  return { capability, sku, error: null, ...(until === null ? {} : { until }) };
}

function firstOf(instants: readonly Instant[]): Instant | null {
  return instants.reduce<Instant | null>(earlierOf, null);
}
