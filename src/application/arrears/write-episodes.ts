/**
 * The one writer of episodes, of units and of coverage alike. It stores the records and everything that follows from them:
 * the suspension's deadline, the messages to the episode's workflow, audit records and notices.
 */
import { suspensionAheadOf } from '../../domain/arrears/view.ts';
import type { AccountId, EpisodeId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { NoticeKind } from '../../domain/kinds.ts';
import { workflowIdOf } from '../../domain/workflow-ids.ts';
import type { EpisodeDocument } from '../../storage/collections/episodes.ts';
import { SYSTEM, type Actor } from '../../storage/actor.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';

/** The fields that move while an episode lasts. */
export type EpisodeFields = Partial<
  Pick<EpisodeDocument, 'state' | 'outcome' | 'suspendedAt' | 'closedAt' | 'resumedAt' | 'peakArrears'>
>;

/** One episode that a transaction opens or changes. */
export interface EpisodeChange {
  readonly accountId: AccountId;
  readonly episodeId: EpisodeId;
  /** Its record when it opens in this transaction; null for an episode that exists. */
  readonly opened: EpisodeDocument | null;
  /** What changed after the opening. Empty when only an event is reported, such as a payment that leaves arrears. */
  readonly fields: EpisodeFields;
  /** True when the suspension's deadline has passed or will not come any more. */
  readonly isGraceOver: boolean;
}

/** One fact about an episode, at the instant at which it takes effect. */
export interface EpisodeFact {
  readonly type: 'opened' | 'suspended' | 'reduced' | 'cleared' | 'closed' | 'resumed';
  readonly accountId: AccountId;
  readonly sandbox: boolean;
  readonly episodeId: EpisodeId;
  readonly at: Instant;
  /** Evidence of the audit record and payload of the notice. */
  readonly facts: JsonObject;
  /** Numbers of the journal entries that show it; absent for what no entry shows. */
  readonly journal?: { readonly from: number; readonly to: number };
  readonly policyVersion?: string;
  /** By default the actor of the transaction. A suspension is always the system's. */
  readonly actor?: Actor;
  /** True for a fact that only the audit records. */
  readonly isSilent?: boolean;
}

const NOTICES: Readonly<Record<EpisodeFact['type'], NoticeKind | null>> = {
  opened: 'arrears.opened',
  suspended: 'service.suspended',
  reduced: 'arrears.reduced',
  cleared: 'arrears.cleared',
  closed: null,
  resumed: 'service.resumed',
};

/** `changes` has each episode once; `facts` are in the order in which they happened. */
export async function writeEpisodes(
  unit: UnitOfWork,
  changes: readonly EpisodeChange[],
  facts: readonly EpisodeFact[],
): Promise<void> {
  await writeRecords(unit, changes);
  for (const { accountId, episodeId, opened } of changes) {
    const workflowId = workflowIdOf('arrears', episodeId);
    if (opened !== null) unit.publish(accountId, { type: 'workflow.start', workflowId });
    else unit.publish(accountId, { type: 'workflow.signal', workflowId, reason: 'episode.changed' });
  }
  for (const fact of facts) report(unit, fact);
}

async function writeRecords(unit: UnitOfWork, changes: readonly EpisodeChange[]): Promise<void> {
  const { episodes } = unit.database.models;
  const { session } = unit;
  const opened = changes.flatMap(({ opened: record, fields }) =>
    record === null ? [] : [{ ...record, ...fields }],
  );
  if (opened.length > 0) await episodes.insertMany(opened, { session });
  for (const record of opened) if (suspensionAheadOf(record) !== null) setSuspensionDeadline(unit, record);
  for (const { episodeId: _id, fields, isGraceOver } of changes.filter((change) => change.opened === null)) {
    if (Object.keys(fields).length > 0) await episodes.updateOne({ _id }, { $set: fields }, { session });
    if (isGraceOver) await unit.clearDeadlines({ _id: suspensionDeadlineOf(_id) });
  }
}

/** The instant at which the episode's capability closes. It never moves (AMB-15). */
function setSuspensionDeadline(
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

function suspensionDeadlineOf(episodeId: EpisodeId): string {
  return `episode.suspends:${episodeId}`;
}

function report(unit: UnitOfWork, fact: EpisodeFact): void {
  const { type, accountId, sandbox, episodeId, at, facts, journal, policyVersion, isSilent = false } = fact;
  const actor = type === 'suspended' ? SYSTEM : fact.actor;
  unit.audit({
    type: `episode.${type}`,
    at,
    accountId,
    facts,
    ...(journal === undefined ? {} : { journal }),
    ...(policyVersion === undefined ? {} : { policyVersion }),
    ...(actor === undefined ? {} : { actor }),
  });
  const { [type]: kind } = NOTICES;
  if (kind === null || isSilent) return;
  // An episode opens, suspends, clears and resumes once. It may be reduced by many payments, each a notice of its own.
  const cause = type === 'reduced' && journal !== undefined ? `${episodeId}:${journal.from}` : episodeId;
  unit.notify({ kind, cause, accountId, sandbox, at, payload: facts });
}
