/** Every address of the console: its page, which is loaded when it is first opened, and who finds it in the navigation. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

type Role = Schemas['Session']['roles'][number];

export interface PageRoute {
  /** Pattern of wouter: `/orders/:id`. */
  readonly path: `/${string}`;
  readonly page: LazyExoticComponent<ComponentType>;
  /** Name in the navigation, for these roles; absent for pages that are reached from others. */
  readonly navigation?: {
    readonly name: 'overview' | 'orders' | 'customers' | 'services';
    readonly roles: readonly Role[];
  };
}

export const ROUTES: readonly PageRoute[] = [
  {
    path: '/overview',
    page: lazy(() => import('../overview/accounts-page.tsx')),
    navigation: { name: 'overview', roles: ['customer'] },
  },
  { path: '/overview/:accountId', page: lazy(() => import('../overview/overview-page.tsx')) },
  {
    path: '/orders',
    page: lazy(() => import('../orders/orders-page.tsx')),
    navigation: { name: 'orders', roles: ['sales', 'operator', 'customer', 'delivery', 'platform'] },
  },
  { path: '/orders/:id/result', page: lazy(() => import('../purchase/result-page.tsx')) },
  { path: '/orders/:id/pay', page: lazy(() => import('../payments/pay-page.tsx')) },
  { path: '/orders/:id', page: lazy(() => import('../orders/order-page.tsx')) },
  {
    path: '/customers',
    page: lazy(() => import('../customers/customers-page.tsx')),
    navigation: { name: 'customers', roles: ['sales', 'operator'] },
  },
  { path: '/customers/new', page: lazy(() => import('../customers/new-customer-page.tsx')) },
  { path: '/customers/:id', page: lazy(() => import('../customers/customer-page.tsx')) },
  { path: '/customers/:id/agreements/new', page: lazy(() => import('../agreements/new-agreement-page.tsx')) },
  { path: '/agreements', page: lazy(() => import('../agreements/agreements-page.tsx')) },
  { path: '/agreements/:id', page: lazy(() => import('../agreements/agreement-page.tsx')) },
  {
    path: '/services',
    page: lazy(() => import('../services/services-page.tsx')),
    navigation: { name: 'services', roles: ['delivery', 'operator', 'customer'] },
  },
  {
    path: '/services/:id/certificate',
    page: lazy(() => import('../services/certificate-page.tsx')),
  },
  { path: '/services/:id', page: lazy(() => import('../services/service-page.tsx')) },
  { path: '/sessions', page: lazy(() => import('../sessions/sessions-page.tsx')) },
];
