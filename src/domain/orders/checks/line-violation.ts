/** A violation of a line by its field: `check-line.ts` adds the index of the line and the rule that is cited. */
import type { OrderViolationKey } from './violations.ts';
import type { RuleId } from '../../rules.ts';
import type { Facts } from '../../found-violation.ts';
import type { OrderLineInput } from './order-input.ts';

export interface LineViolation {
  readonly key: OrderViolationKey;
  readonly field: keyof OrderLineInput | 'term.count' | 'term.unit';
  readonly facts: Facts;
  /** Cited instead of the rule of the SKU or the table. */
  readonly rule?: RuleId | undefined;
}
