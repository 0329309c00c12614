/** Publishes a new version of the catalogue with other prices. */
import { changePrices, type PriceChange } from '../../domain/catalogue/price-change.ts';
import { DomainError } from '../../domain/errors.ts';
import { PRICE_VIOLATION_TEXTS } from '../../messages/violations/prices.ts';
import { wordViolations } from '../../messages/violations/word-violations.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import type { CatalogueVersions } from './catalogue-versions.ts';

export interface NewPrices extends Pick<PriceChange, 'prices' | 'demo'> {
  readonly reason: string;
  /** Hash of the catalogue files that the current version was published from. */
  readonly contentHash: string;
}

/**
 * Returns the version in force afterwards; prices that change nothing publish no new one. Throws `validation_failed` with
 * every price that is wrong.
 */
export async function setPrices(
  unit: UnitOfWork,
  catalogues: CatalogueVersions,
  { prices, demo, reason, contentHash }: NewPrices,
): Promise<string> {
  const current = await catalogues.current(unit.session);
  const effectiveFrom = unit.recordedAt;
  const change = changePrices(current, { version: current.version, effectiveFrom, prices, demo });
  if (!change.ok) {
    const errors = wordViolations(PRICE_VIOLATION_TEXTS, change.violations);
    throw new DomainError('validation_failed', {}, { errors });
  }
  const { catalogue, differences } = change;
  if (differences.length === 0) return current.version;
  const { version } = await catalogues.publish(unit.session, effectiveFrom, {
    author: unit.actor.by,
    reason,
    differences: [...differences],
    contentHash,
    catalogue,
  });
  unit.audit({
    type: 'catalogue.repriced',
    at: effectiveFrom,
    accountId: null,
    reason,
    facts: { prices: differences.length, demo },
    before: { version: current.version },
    after: { version },
    catalogueVersion: version,
  });
  return version;
}
