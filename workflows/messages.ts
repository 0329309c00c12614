/** The messages an order's workflow takes, and who may send them. Constants here, so that senders and workflow share one name. */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { OrderView } from '../src/domain/order/view.ts';

/** Who asks, in which request; the request is what makes a repeat the same command. */
export interface CommandInput {
  /** Id of the API key. */
  readonly by: string;
  readonly requestId: string;
  /** Natural key of the command: the same one again takes effect once. */
  readonly commandId: string;
  readonly reason?: string;
}

export const confirmOrder = defineUpdate<OrderView, [CommandInput]>('confirmOrder');
export const cancelOrder = defineUpdate<OrderView, [CommandInput]>('cancelOrder');
export const holdCrediting = defineUpdate<OrderView, [CommandInput]>('holdCrediting');
export const releaseCrediting = defineUpdate<OrderView, [CommandInput]>('releaseCrediting');

/** Do what is due now and answer when it is done: how a sandbox's clock is moved, and how a poke waits for its effect. */
export const catchUp = defineUpdate<OrderView>('catchUp');

/** The record changed, look again. Carries no fact, so a lost, repeated or late one does no harm. */
export const recordChanged = defineSignal<[because: string]>('recordChanged');

export const orderView = defineQuery<OrderView | null>('orderView');
