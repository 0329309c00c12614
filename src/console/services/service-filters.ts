/** The lists of services as tabs, and the search in them. Both are part of the address. */
import type { CallOptions } from '@prepaid-fulfilment/client';

type Query = NonNullable<NonNullable<CallOptions<'get', '/v1/services'>[0]>['query']>;

const STAFF_TABS = ['mine', 'unassigned', 'due', 'delivered', 'all'] as const;
export type Tab = (typeof STAFF_TABS)[number];

/** The tabs of a person, the first of which is shown if the address names none. Customers assign nothing. */
export function tabsOf(roles: readonly string[]): readonly [Tab, ...Tab[]] {
  const isStaff = roles.includes('delivery') || roles.includes('operator');
  return isStaff ? STAFF_TABS : ['delivered', 'due', 'all'];
}

export interface ServiceFilters {
  readonly tab: Tab;
  readonly query?: string;
  readonly accountId?: string;
}

/** The filters of an address. What is empty or unknown is left out. */
export function filtersIn(address: URLSearchParams, tabs: readonly [Tab, ...Tab[]]): ServiceFilters {
  const query = address.get('query')?.trim() ?? '';
  const accountId = address.get('accountId')?.trim() ?? '';
  return {
    tab: tabs.find((tab) => tab === address.get('tab')) ?? tabs[0],
    ...(query === '' ? {} : { query }),
    ...(accountId === '' ? {} : { accountId }),
  };
}

/** The query of the address, without `?`. */
export function searchOf(filters: ServiceFilters): string {
  return new URLSearchParams({ ...filters }).toString();
}

const DAY_MS = 86_400_000;
/** What has to be started within this time is due soon. */
const SOON_DAYS = 30;

/** The query of the API. `keyId` is that of the session: services are assigned to keys. */
export function queryOf({ tab, ...same }: ServiceFilters, keyId: string, nowMs: number): Query {
  switch (tab) {
    case 'mine':
      return { ...same, open: 'true', assignee: keyId };
    case 'unassigned':
      return { ...same, open: 'true', unassigned: 'true' };
    case 'due':
      return { ...same, open: 'true', dueBefore: new Date(nowMs + SOON_DAYS * DAY_MS).toISOString() };
    case 'delivered':
      return { ...same, state: 'delivered' };
    case 'all':
      return same;
  }
}
