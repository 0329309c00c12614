/**
 * What an operator reads about a record in the Temporal UI. It is rendered where the record is read, so that workflows
 * need neither a calendar nor a catalogue.
 */
export interface OperatorView {
  /** What the record waits for and until when, as a phrase in English: `the payment, until 16 January 2026, …`. */
  readonly waitsFor: string;
  /** Markdown: a table in English and Chinese under links to the API. */
  readonly details: string;
}

/** Label of the row with what the record waits for. */
export const WAITS_FOR = 'Waits for';

/** What the record waits for by its details; empty if they do not say it. */
export function waitsForIn(details: string): string {
  const start = `| ${WAITS_FOR} | `;
  const row = details.split('\n').find((line) => line.startsWith(start));
  return row?.slice(start.length, -' |'.length) ?? '';
}

export type WithOperatorView<View> = View & { readonly operatorView: OperatorView };
