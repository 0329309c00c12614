/** An order as its workflow sees it: its next step and its next deadline. */
import type { AccountId, OrderId } from '../ids.ts';
import type { NextDeadline } from '../next-deadline.ts';
import type { OrderStep } from './next-step.ts';
import type { OrderPhase, OrderState } from './states.ts';
import type { LineState } from './line-states.ts';
import type { Instant } from '../instant.ts';

export interface OrderView {
  readonly orderId: OrderId;
  readonly accountId: AccountId;
  readonly salesTeam: string;
  /** A sandbox's clock is moved by requests, so its workflows start no timers. */
  readonly sandbox: boolean;
  readonly state: OrderState;
  /** Account time when it was read. */
  readonly now: Instant;
  readonly phase: OrderPhase;
  /** Transitions made so far. */
  readonly sequence: number;
  readonly held: boolean;
  readonly paid: boolean;
  readonly refundable: boolean;
  readonly renewable: boolean;
  readonly needsAttention: boolean;
  readonly lines: readonly { readonly sku: string; readonly quantity: number; readonly state: LineState }[];
  /** The step that the order takes by itself now; null while it waits. */
  readonly step: OrderStep | null;
  /** Earliest deadline, whether due or not. */
  readonly nextDeadline: NextDeadline | null;
}
