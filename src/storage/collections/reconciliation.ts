/** What reconciliation remembers between two runs: how far each journal was checked, and what it found amiss. */
import type { AccountId, TaskId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { StoredPoolFigures } from '../../domain/ledger/stored-figures.ts';
import {
  data,
  dataOrNull,
  integer,
  text,
  textOrEmpty,
  textOrNull,
  texts,
  type CollectionDeclaration,
} from '../define.ts';

/** A place in a journal and the figures that its entries make up to there. */
export interface CheckedPlace {
  sequence: number;
  hash: string;
  at: Instant;
  figures: StoredPoolFigures[];
}

/** How far the journal of an account was found as it was written. */
export interface VerificationDocument extends CheckedPlace {
  /** Of the account. */
  _id: string;
  /** Where checks of the whole journal begin, since an operator went on from there; null for its first entry. */
  base: CheckedPlace | null;
  /** Server time: of the last check, and of the last one of the whole journal. */
  checkedAt: Instant;
  wholeAt: Instant;
}

export const verifications: CollectionDeclaration = {
  name: 'verifications',
  fields: {
    sequence: integer,
    hash: textOrEmpty,
    at: textOrEmpty,
    figures: data,
    base: dataOrNull,
    checkedAt: text,
    wholeAt: text,
  },
  indexes: [],
};

/** Something that is not as it should be and may mend itself; one that stays becomes a task. */
export interface InconsistencyDocument {
  /** `<kind>:<subject>` */
  _id: string;
  kind: string;
  accountId: AccountId;
  /** Server time. */
  firstSeenAt: Instant;
  lastSeenAt: Instant;
  /** Runs that saw it. */
  times: number;
  taskId: TaskId | null;
}

export const inconsistencies: CollectionDeclaration = {
  name: 'inconsistencies',
  fields: {
    kind: text,
    accountId: textOrEmpty,
    firstSeenAt: text,
    lastSeenAt: text,
    times: integer,
    taskId: textOrNull,
  },
  indexes: [{ keys: { lastSeenAt: 1 } }],
};

/** The last run that compared MongoDB with Temporal. */
export interface ReconciliationRunDocument {
  /** The task queue. */
  _id: string;
  workflowId: string;
  runId: string;
  /** On Temporal's clock. */
  startedAt: Instant;
  /** Ids of the last runs that have compared, this one and those beside it among them. */
  recent: string[];
}

export const reconciliationRuns: CollectionDeclaration = {
  name: 'reconciliationRuns',
  fields: { workflowId: text, runId: text, startedAt: text, recent: texts },
  indexes: [],
};

/** How far reconciliation has come in something that it looks at part by part. */
export interface ReconciliationCursorDocument {
  /** Of what. */
  _id: string;
  /** The last one that had its turn; empty at the beginning. */
  after: string;
}

export const reconciliationCursors: CollectionDeclaration = {
  name: 'reconciliationCursors',
  fields: { after: textOrEmpty },
  indexes: [],
};
