/** What the page of an account shows, as the API says it. */
import type { Schemas } from '@prepaid-fulfilment/client';

export type Organization = Schemas['Organization'];
export type Overview = Schemas['Overview'];
export type Remedy = Schemas['Remedy'];
export type Pool = Schemas['Pool'];
export type Capability = Schemas['Capability'];
export type Episode = Schemas['Episode'];
export type Licences = Schemas['Licences'];

export interface ReadOverview {
  readonly overview: Overview;
  /** Pools with all their figures and live lots. */
  readonly pools: readonly Pool[];
  readonly capabilities: readonly Capability[];
  /** Those that are not closed. */
  readonly episodes: readonly Episode[];
  readonly licences: Licences;
}
