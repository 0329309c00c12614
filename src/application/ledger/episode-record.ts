/** What every episode owes to others, of units and of cover alike: its deadline, its audit records, its notices. */
import type { AccountId, EpisodeId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { NoticeKind } from '../../domain/kinds.ts';
import { workflowIdOf } from '../../domain/workflow-ids.ts';
import type { EpisodeDocument } from '../../storage/collections/episode.ts';
import type { Actor } from '../../storage/side-effects.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

export interface OfEpisode {
  readonly unit: UnitOfWork;
  readonly accountId: AccountId;
  readonly sandbox: boolean;
  readonly episodeId: EpisodeId;
  readonly at: Instant;
  readonly facts: JsonObject;
}

export interface EpisodeChanges {
  readonly auditType: string;
  readonly notice?: NoticeKind;
  /** What one notice stands for; by default the episode, which opens, suspends, clears and resumes once. */
  readonly cause?: string;
  readonly journal?: { from: number; to: number };
  readonly policyVersion?: string;
  readonly actor?: Actor;
}

/** Records a change of an episode and tells both platforms where they are to hear of it. */
export function tellEpisode(
  { unit, accountId, sandbox, episodeId, at, facts }: OfEpisode,
  { auditType, notice, cause = episodeId, journal, policyVersion, actor }: EpisodeChanges,
): void {
  unit.audit({
    type: auditType,
    at,
    accountId,
    facts,
    ...(journal === undefined ? {} : { journal }),
    ...(policyVersion === undefined ? {} : { policyVersion }),
    ...(actor === undefined ? {} : { actor }),
  });
  if (notice !== undefined) unit.notify({ kind: notice, cause, accountId, sandbox, at, payload: facts });
}

/** Stores the deadline at which the episode's capability closes. It is never moved (AMB-15). */
export function watchSuspension(
  unit: UnitOfWork,
  { _id, accountId, sandbox, suspendsAt }: EpisodeDocument,
): void {
  unit.setDeadline({
    _id: suspensionDeadlineOf(_id),
    kind: 'episode.suspends',
    at: suspendsAt,
    accountId,
    sandbox,
    workflowId: workflowIdOf('arrears', _id),
    episodeId: _id,
  });
}

/** The deadline was met, or will not come any more. */
export async function clearSuspension(unit: UnitOfWork, episodeId: EpisodeId): Promise<void> {
  await unit.clearDeadlines({ _id: suspensionDeadlineOf(episodeId) });
}

function suspensionDeadlineOf(episodeId: EpisodeId): string {
  return `episode.suspends:${episodeId}`;
}
