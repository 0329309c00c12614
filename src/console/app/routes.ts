/** Every address of the console, its roles and its page, which is loaded when it is first opened. */
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

export interface PageRoute {
  /** Pattern of wouter: `/orders/:id`. */
  readonly path: `/${string}`;
  readonly page: LazyExoticComponent<ComponentType>;
}

export const ROUTES: readonly PageRoute[] = [{ path: '/', page: lazy(() => import('./start-page.tsx')) }];
