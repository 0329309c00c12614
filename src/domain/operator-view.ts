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

export type WithOperatorView<View> = View & { readonly operatorView: OperatorView };
