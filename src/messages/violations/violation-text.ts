/** The two sentences of a violation, in English and Chinese. `{name}` is filled from its facts (`word-violations.ts`). */
import type { Localized } from '../../domain/json.ts';

export interface ViolationText {
  /** What is wrong. */
  readonly message: Localized;
  /** What the caller can do about it. */
  readonly remedy: Localized;
}
