/**
 * A record as what changed since its run last knew it. Each result of an activity stays in the history of the run, so a whole
 * record in each of them would be the larger part of the history.
 */
import { waitsForIn, type WithOperatorView } from './operator-view.ts';
import { textDifference, textFrom, type TextDifference } from './text-difference.ts';

/** What a run knows of its record; before it was first read, what the run can know without it. */
export type KnownRecord<View> = Partial<WithOperatorView<View>>;

export interface RecordChanges<View> {
  /** The fields that changed, as they are now. */
  readonly changes: Partial<View>;
  /** The operator's details, as what differs from those that the run knows and from the fields of the record. */
  readonly details: TextDifference;
}

/** What the run does not know of `next`. Records of one kind have the same fields, so none is ever removed. */
export function changesOf<View extends object>(
  known: KnownRecord<View>,
  { operatorView, ...next }: WithOperatorView<View>,
): RecordChanges<View> {
  const before: Readonly<Record<string, unknown>> = known;
  const changed = Object.entries(next).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field]),
  );
  const changes = Object.fromEntries(changed) as Partial<View>;
  return { changes, details: textDifference(knownText(known, changes), operatorView.details) };
}

/** The record of which a run that knew `known` was told the changes. */
export function recordFrom<View extends object>(
  known: KnownRecord<View>,
  { changes, details: difference }: RecordChanges<View>,
): WithOperatorView<View> {
  const details = textFrom(knownText(known, changes), difference);
  // What the run knew and what changed are all fields of the record together.
  const record = { ...known, ...changes } as View;
  return { ...record, operatorView: { waitsFor: waitsForIn(details), details } };
}

/** The details repeat ids and times of the record, so they are copied from its fields as they are now, too. */
function knownText<View>({ operatorView, ...known }: KnownRecord<View>, changes: Partial<View>): string {
  const fields = Object.entries({ ...known, ...changes }).sort(([a], [b]) => (a < b ? -1 : 1));
  return (operatorView?.details ?? '') + JSON.stringify(fields);
}
