/**
 * What a paid line turns into. The catalogue declares it for every SKU; an order freezes it with the storage and the
 * term that were bought, so that crediting needs nothing but the order.
 */

/** Units in a pool of the account that expire. */
export interface LotFulfilment {
  readonly kind: 'lot';
  readonly resource: string;
  /** Years each unit is stored; `term` = the years bought; null where the resource knows no storage. */
  readonly storageYears: number | 'term' | null;
  /** Calendar years from capture to the anniversary date (AMB-08). */
  readonly lifeYears: number;
}

/** Features that are active in the scope of the line. */
export interface LicenceFulfilment {
  readonly kind: 'licence';
  readonly validity: 'term' | 'perpetual';
  readonly delivery: 'online' | 'offline';
}

/** A paid period of cover, queued behind the one before. */
export interface TermFulfilment {
  readonly kind: 'term';
  /** Capability that is open exactly while the cover lasts; null where there is none. */
  readonly grants: string | null;
  /** Capability that closes some time after the cover ended; null where nothing closes (AMB-28). */
  readonly closes: string | null;
  /** Capability that stays open after the suspension. */
  readonly keeps: string | null;
}

/** Work for an organization, accepted by it or lapsed; one entitlement a unit. */
export interface ServiceFulfilment {
  readonly kind: 'service';
  readonly startWithinYears: number;
}

/** Care that runs for the years bought once it was started, and ends by itself. */
export interface MaintenanceFulfilment {
  readonly kind: 'maintenance';
  readonly startWithinYears: number;
}

export type Fulfilment =
  LotFulfilment | LicenceFulfilment | TermFulfilment | ServiceFulfilment | MaintenanceFulfilment;

export interface BoughtTerm {
  readonly count: number;
  readonly unit: TermUnit;
}
export type TermUnit = 'year' | 'month';

/** What one line of an order was sold as: nothing of it depends on the catalogue any more. */
export type ResolvedFulfilment =
  | (Omit<LotFulfilment, 'storageYears'> & { readonly storageYears: number | null })
  | ((LicenceFulfilment | TermFulfilment | ServiceFulfilment | MaintenanceFulfilment) & {
      readonly term: BoughtTerm | null;
    });

/** Freezes a fulfilment with the term of the line, which the checks of the order have found right. */
export function resolveFulfilment(fulfilment: Fulfilment, term: BoughtTerm | null): ResolvedFulfilment {
  if (fulfilment.kind !== 'lot') return { ...fulfilment, term };
  const { storageYears } = fulfilment;
  return { ...fulfilment, storageYears: storageYears === 'term' ? (term?.count ?? null) : storageYears };
}
