/** A violation of a line before it is worded: its key in the table, the field of the line, and the facts. */
import type { OrderViolationKey } from './violations.ts';
import type { Facts } from '../../wording.ts';
import type { OrderLineInput } from './order-input.ts';

export interface LineViolation {
  readonly key: OrderViolationKey;
  readonly field: keyof OrderLineInput | 'term.count' | 'term.unit';
  readonly facts: Facts;
}
