/** What a pool stores of arrears in time: its open episode, and that drawing is suspended. */
import type { EpisodeId } from '../ids.ts';
import type { Instant } from '../instant.ts';

/** What a pool stores of its open episode. Policies are those at its start: the deadline never moves (AMB-15). */
export interface OpenEpisode {
  readonly episodeId: EpisodeId;
  readonly openedAt: Instant;
  readonly suspendsAt: Instant;
  /** Units that must be available for the suspension to lift (AMB-17). */
  readonly resumeRequires: number;
  readonly policyVersion: string;
  /** What closes. */
  readonly capability: string;
  /** Most units that were in arrears at once. */
  peak: number;
  /** True once operators were notified of high arrears (AMB-16). */
  isHigh: boolean;
}

/** Drawing from the pool is closed. It may outlast its episode, when arrears were written off. */
export interface Suspension {
  readonly episodeId: EpisodeId;
  readonly since: Instant;
  readonly resumeRequires: number;
  readonly capability: string;
}
