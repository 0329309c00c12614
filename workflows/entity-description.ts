/** What tells one kind of entity workflow from another: how its record is read, what its steps are, how it is found. */
import type { SearchAttributeUpdatePair } from '@temporalio/common';
import type { OperatorView } from '../src/domain/operator-view.ts';

/** A record as its workflow reads it. */
export interface EntityView {
  readonly operatorView: OperatorView;
  /**
   * True if the activity reported only what changed, as builds after 0.2.0 do for orders. From then on the run also
   * publishes only the attributes that differ, and keeps the timer of its end beside another one. What earlier builds
   * recorded is replayed as they ran it.
   */
  readonly cameAsChanges?: true;
}

export interface Step<View> {
  /** What it does, as operators read it: `start the fulfilment`. */
  readonly name: string;
  /** Returns the record afterwards; null if it no longer exists. */
  readonly take: () => Promise<View | null>;
}

export interface EntityDescription<View extends EntityView> {
  /** Reads the record, and stores the run's id on it the first time; null if there is no such record. */
  readonly read: (runId: string | null) => Promise<View | null>;
  /** The step that is due on the record as it was read; null while it can only wait. */
  readonly step: (view: View) => Step<View> | null;
  /** The step that a message makes likely, without effect where it is not due; null where the record has to be read. */
  readonly likelyStep?: (view: View, reason: string) => Step<View> | null;
  /** True once nothing of the record can change with time. */
  readonly isOver: (view: View) => boolean;
  /** When its next step is due; null in a sandbox, where advancing the clock asks for it, and where no step is ahead. */
  readonly wakesAt: (view: View) => string | null;
  /** What the operator reads besides the record's own view, Markdown; about this run only. */
  readonly notes?: () => readonly string[];
  readonly searchAttributes: (view: View) => SearchAttributeUpdatePair[];
  /** Continues as a new run of the same workflow. */
  readonly continueAsNew: () => Promise<never>;
}
