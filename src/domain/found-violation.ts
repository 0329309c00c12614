/** A violation as a check finds it: a key, a path and facts. `src/messages/violations` has its sentences. */
import type { CalendarDate } from './calendar.ts';
import type { Localized } from './json.ts';
import type { RuleId } from './rules.ts';

/**
 * What a sentence mentions. A string is inserted unchanged, a localized name by language, a whole number with thousands
 * separators, a date in words.
 */
export type Fact =
  | string
  | number
  | Localized
  | { readonly date: CalendarDate }
  /** Alternatives: `1,000 or 2,000`. */
  | { readonly anyOf: readonly number[] }
  /** A list: `on site, remote`. */
  | { readonly names: readonly Localized[] };
export type Facts = Readonly<Record<string, Fact>>;

export interface FoundViolation<Key extends string> {
  /** Selects the sentences. */
  readonly key: Key;
  /** The code on the wire, which several keys may share. */
  readonly code: string;
  readonly path: string;
  /** The rule that is cited; absent if no rule decides. */
  readonly rule?: RuleId;
  readonly facts: Facts;
}
