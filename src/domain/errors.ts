/** `DomainError`, thrown for every expected failure, and `Violation`, one entry of the list that it may carry. */
import { ERROR_STATUS, ERRORS, type ErrorCode, type ErrorDefinition, type ErrorKey } from './error-table.ts';
import type { JsonObject, Localized } from './json.ts';

/** One entry of `errors`, in words: the path in the request, what is wrong, the rule, and what to do. */
export interface Violation {
  readonly path: string;
  readonly code: string;
  readonly message: Localized;
  readonly rule?: string;
  readonly remedy?: Localized;
}

/**
 * An expected failure. `key` names its row in `ERRORS` and its sentences; the evidence holds the facts that decided, and
 * fills the sentences.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: ErrorCode;
  /** The HTTP status. */
  readonly status: number;
  readonly rule: string | undefined;

  constructor(
    readonly key: ErrorKey,
    readonly evidence: JsonObject = {},
    readonly details: {
      /** Overrides the rule of the table, for instance with the one of the SKU's own edition. */
      readonly rule?: string;
      readonly errors?: readonly Violation[];
      /** Words for placeholders whose evidence is a code, a bare number or a machine instant. */
      readonly words?: Readonly<Record<string, Localized>>;
    } = {},
  ) {
    super(`${key} ${JSON.stringify(evidence)}`);
    const row: ErrorDefinition = ERRORS[key];
    this.code = row.code;
    this.status = row.status ?? ERROR_STATUS[row.code];
    this.rule = details.rule ?? row.rule;
  }
}
