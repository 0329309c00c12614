/** The two sentences of an error, in English and Chinese. `{name}` is filled from the evidence (`../error-facts.ts`). */
import type { ErrorKey } from '../../domain/error-table.ts';
import type { Localized } from '../../domain/json.ts';

export interface ErrorText {
  /** What is wrong. */
  readonly detail: Localized;
  /** What the caller can do about it. */
  readonly remedy: Localized;
}

/** The texts of one family of errors. */
export type ErrorTexts = Readonly<Partial<Record<ErrorKey, ErrorText>>>;
