/** What was found, as entries that can be opened. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { countryName } from '../customers/countries.ts';
import type { Language } from '../texts/texts.ts';
import type { Found } from './use-search.ts';

export interface Hit {
  readonly kind: 'account' | 'order' | 'service';
  readonly name: string;
  /** What tells it from others of the same name. */
  readonly about?: string | undefined;
  readonly href: string;
}

/** Customers first, then orders, then services. Where a customer opens depends on the pages that the roles have. */
export function hitsOf(
  { accounts, orders, services }: Found,
  roles: readonly Schemas['Session']['roles'][number][],
  language: Language,
): Hit[] {
  const managesCustomers = roles.some((role) => role === 'sales' || role === 'operator');
  const pageOfAccount = (id: string) => {
    if (managesCustomers) return `/customers/${id}`;
    return roles.includes('customer') ? `/overview/${id}` : `/orders?accountId=${id}`;
  };
  return [
    ...accounts.map(({ id, name, country }): Hit => ({
      kind: 'account',
      name,
      about: countryName(country, language),
      href: pageOfAccount(id),
    })),
    ...orders.map(({ id, reference, accountName }): Hit => ({
      kind: 'order',
      name: reference ?? id,
      about: accountName,
      href: `/orders/${id}`,
    })),
    ...services.map(({ id, name, organizationName }): Hit => ({
      kind: 'service',
      name: name[language],
      about: organizationName,
      href: `/services/${id}`,
    })),
  ];
}
