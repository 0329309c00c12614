/**
 * The activities that an order's workflow calls: short transactions, so local activities. `activities/orders.ts` implements
 * them. Each reads the order or changes it in one transaction, is safe to repeat, and returns the order as it is afterwards.
 */
import { proxyLocalActivities } from '@temporalio/workflow';
import type { AccountId, OrderId } from '../src/domain/ids.ts';
import type { WithOperatorView } from '../src/domain/operator-view.ts';
import type { OrderView } from '../src/domain/orders/view.ts';
import { RECORD_ACTIVITIES } from './entity-activities.ts';
import type { CommandInput, ServiceCommandInput } from './messages.ts';

/** An order as its workflow reads it. */
export type OrderRecord = WithOperatorView<OrderView>;

/** A transition that the workflow makes by itself. */
export interface NumberedTransition {
  readonly orderId: OrderId;
  /** The order's sequence number plus one. */
  readonly sequence: number;
}

export interface CreditingTransition extends NumberedTransition {
  readonly accountId: AccountId;
}

/** How a command is applied to the record. */
export interface CommandTarget {
  readonly orderId: OrderId;
  /** Null takes the next number: the command's id alone identifies a repeat. */
  readonly sequence: number | null;
  /** The run of the workflow, stored on the order. */
  readonly runId?: string;
  /** A conflict while a step of the order is due, because that step goes first (rules §8.6). */
  readonly unlessDue?: boolean;
}

export type CommandTransition = CommandInput & CommandTarget;

export interface TransitionResult {
  /** True if the number belonged to another transition: nothing changed, and the view is the current one. */
  readonly conflict: boolean;
  readonly view: OrderRecord;
}

export interface OrderActivities {
  readOrder(input: { orderId: OrderId }): Promise<OrderRecord>;
  /** Stores the run's id on the order, and reads it. */
  adoptOrder(input: { orderId: OrderId; runId: string }): Promise<OrderRecord>;
  passAgreementCheck(input: NumberedTransition): Promise<TransitionResult>;
  /** Credits the order in the same transaction where nothing prevents it. */
  startFulfilment(input: CreditingTransition): Promise<TransitionResult>;
  expirePayment(input: NumberedTransition): Promise<TransitionResult>;
  meetDeadline(input: NumberedTransition & { deadlineId: string }): Promise<TransitionResult>;
  creditLines(input: CreditingTransition): Promise<TransitionResult>;
  updateLines(input: NumberedTransition): Promise<TransitionResult>;
  completeOrder(input: NumberedTransition): Promise<TransitionResult>;
  confirmOrder(input: CommandTransition): Promise<TransitionResult>;
  cancelOrder(input: CommandTransition): Promise<TransitionResult>;
  holdCrediting(input: CommandTransition): Promise<TransitionResult>;
  releaseCrediting(input: CommandTransition): Promise<TransitionResult>;
  /** A command on one of the order's services; one that took effect before changes nothing. */
  updateService(input: ServiceCommandInput & CommandTarget): Promise<TransitionResult>;
  closeRefunded(input: NumberedTransition): Promise<TransitionResult>;
}

export const orderActivities = proxyLocalActivities<OrderActivities>(RECORD_ACTIVITIES);
