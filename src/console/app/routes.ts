/** Every address of the console: its page, which is loaded when it is first opened, and the roles that may open it. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { lazy as reactLazy, type ComponentType, type LazyExoticComponent } from 'react';

type Role = Schemas['Session']['roles'][number];

type LazyPage = LazyExoticComponent<ComponentType> & { readonly load: () => Promise<unknown> };

export interface PageRoute {
  /** Pattern of wouter: `/orders/:id`. */
  readonly path: `/${string}`;
  readonly page: LazyPage;
  /** Roles of which one is needed. What a person may read on the page is what the API says. */
  readonly roles: readonly Role[];
  /** Name in the navigation, if it is there, for the same roles unless it says others. */
  readonly navigation?: 'overview' | 'buy' | 'orders' | 'customers' | 'services';
  readonly navigationRoles?: readonly Role[];
  /** The page of the navigation that it belongs to, where its address does not begin with that page's. */
  readonly within?: string;
}

const ALL: readonly Role[] = ['sales', 'operator', 'customer', 'delivery', 'platform'];
const SELLERS: readonly Role[] = ['sales', 'operator'];
const BUYERS: readonly Role[] = [...SELLERS, 'customer'];
const SERVICE_ROLES: readonly Role[] = [...BUYERS, 'delivery'];

function lazy(load: () => Promise<{ default: ComponentType }>): LazyPage {
  return Object.assign(reactLazy(load), { load });
}

/** Loads the page of an address while the session is still being read. */
export function preloadPage(pathname: string): void {
  const isOf = ({ path }: PageRoute) => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}/?$`).test(pathname);
  // A page that cannot be loaded says so when it is shown.
  ROUTES.find(isOf)
    ?.page.load()
    .catch(() => undefined);
}

export const ROUTES: readonly PageRoute[] = [
  {
    path: '/overview',
    page: lazy(() => import('../overview/accounts-page.tsx')),
    roles: BUYERS,
    navigation: 'overview',
    navigationRoles: ['customer'],
  },
  {
    path: '/overview/:accountId',
    page: lazy(() => import('../overview/overview-page.tsx')),
    roles: BUYERS,
    within: '/customers',
  },
  {
    path: '/orders',
    page: lazy(() => import('../orders/orders-page.tsx')),
    roles: ALL,
    navigation: 'orders',
  },
  { path: '/buy', page: lazy(() => import('../purchase/buy-page.tsx')), roles: BUYERS, navigation: 'buy' },
  { path: '/buy/:line', page: lazy(() => import('../purchase/choose-page.tsx')), roles: BUYERS },
  { path: '/buy/:line/confirm', page: lazy(() => import('../purchase/confirm-page.tsx')), roles: BUYERS },
  { path: '/orders/:id/result', page: lazy(() => import('../purchase/result-page.tsx')), roles: BUYERS },
  { path: '/orders/:id/pay', page: lazy(() => import('../payments/pay-page.tsx')), roles: BUYERS },
  { path: '/orders/:id', page: lazy(() => import('../orders/order-page.tsx')), roles: ALL },
  {
    path: '/customers',
    page: lazy(() => import('../customers/customers-page.tsx')),
    roles: SELLERS,
    navigation: 'customers',
  },
  { path: '/customers/new', page: lazy(() => import('../customers/new-customer-page.tsx')), roles: SELLERS },
  { path: '/customers/:id', page: lazy(() => import('../customers/customer-page.tsx')), roles: SELLERS },
  {
    path: '/customers/:id/agreements/new',
    page: lazy(() => import('../agreements/new-agreement-page.tsx')),
    roles: SELLERS,
  },
  {
    path: '/agreements',
    page: lazy(() => import('../agreements/agreements-page.tsx')),
    roles: SELLERS,
    within: '/customers',
  },
  {
    path: '/agreements/:id',
    page: lazy(() => import('../agreements/agreement-page.tsx')),
    roles: SELLERS,
    within: '/customers',
  },
  {
    path: '/services',
    page: lazy(() => import('../services/services-page.tsx')),
    roles: SERVICE_ROLES,
    navigation: 'services',
  },
  {
    path: '/services/:id/certificate',
    page: lazy(() => import('../services/certificate-page.tsx')),
    roles: SERVICE_ROLES,
  },
  { path: '/services/:id', page: lazy(() => import('../services/service-page.tsx')), roles: SERVICE_ROLES },
  { path: '/sessions', page: lazy(() => import('../sessions/sessions-page.tsx')), roles: ALL },
];
