/** One thing wrong with a line, before it is worded: which row of the table, which field of the line, the facts. */
import type { OrderViolationKey } from './violations.ts';
import type { Facts } from '../../wording.ts';
import type { OrderLineInput } from './order-input.ts';

export interface LineViolation {
  readonly key: OrderViolationKey;
  readonly field: keyof OrderLineInput | 'term.count' | 'term.unit';
  readonly facts: Facts;
}
