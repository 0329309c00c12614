/** What a pool stores of arrears in time: its open episode, and that drawing is suspended. */
import type { EpisodeId } from '../ids.ts';
import type { Instant } from '../instant.ts';

/** What a pool keeps of its open episode. The policies are those of its start: nothing moves its deadline (AMB-15). */
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
  /** An operator was told that they are many (AMB-16). */
  isHigh: boolean;
}

/** Drawing from the pool is closed. It may outlast its episode, when arrears were written off. */
export interface Suspension {
  readonly episodeId: EpisodeId;
  readonly since: Instant;
  readonly resumeRequires: number;
  readonly capability: string;
}
