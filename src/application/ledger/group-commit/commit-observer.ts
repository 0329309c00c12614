/** What group commit reports of its work, for metrics. Its methods return at once and never throw. */

export interface Transacted {
  readonly lane: 'shared' | 'account';
  /** Usages that the transaction was for. */
  readonly usages: number;
  readonly seconds: number;
  readonly outcome: 'committed' | 'conflict' | 'failed';
}

export interface CommitObserver {
  /** A transaction of usages has ended. */
  transacted(transaction: Transacted): void;
  /** The first transaction of a usage begins, or the usage moves to the lane of its account. */
  waited(seconds: number): void;
  /** The caller of a usage has its result. */
  decided(outcome: 'accepted' | 'repeated' | 'refused' | 'failed'): void;
}

export const UNOBSERVED: CommitObserver = {
  transacted: () => undefined,
  waited: () => undefined,
  decided: () => undefined,
};
