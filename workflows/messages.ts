/** The messages that workflows take, and who may send them. Constants here, so that senders and workflow share one name. */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { AcceptanceGiver } from '../src/domain/catalogue/acceptance.ts';
import type { PublicServiceCommand } from '../src/domain/entitlements/service-states.ts';
import type { ServiceId } from '../src/domain/ids.ts';
import type { OrderView } from '../src/domain/orders/view.ts';

/** Who asks, in which request; the request is what makes a repeat the same command. */
export interface CommandInput {
  /** Id of the API key. */
  readonly by: string;
  readonly requestId: string;
  /** Natural key of the command: the same one again takes effect once. */
  readonly commandId: string;
  readonly reason?: string;
}

export const confirmOrder = defineUpdate<OrderView | null, [CommandInput]>('confirmOrder');
export const cancelOrder = defineUpdate<OrderView | null, [CommandInput]>('cancelOrder');
export const holdCrediting = defineUpdate<OrderView | null, [CommandInput]>('holdCrediting');
export const releaseCrediting = defineUpdate<OrderView | null, [CommandInput]>('releaseCrediting');

/** A command on one service of the order, with what a person needs to be named kept in the record. */
export interface ServiceCommandInput extends CommandInput {
  readonly serviceId: ServiceId;
  readonly command: PublicServiceCommand;
  readonly evidenceId?: string;
  /** Who decides about the delivery; delivery staff for the user where nothing is said. */
  readonly given?: AcceptanceGiver;
  /** The sign-off link on which it was given. */
  readonly linkId?: string;
}
export const updateService = defineUpdate<OrderView | null, [ServiceCommandInput]>('updateService');

/** What a person or a script sends without waiting for a verdict. `by` is a reference, not a name. */
export interface ServiceSignalInput {
  readonly serviceId: ServiceId;
  readonly by: string;
  readonly evidenceId?: string;
  readonly reason?: string;
}
export const startService = defineSignal<[ServiceSignalInput]>('startService');
export const deliverService = defineSignal<[ServiceSignalInput]>('deliverService');
export const acceptService = defineSignal<[ServiceSignalInput]>('acceptService');
export const rejectService = defineSignal<[ServiceSignalInput]>('rejectService');

/** Do what is due now and answer when it is done: how a sandbox's clock is moved, and how a signal waits for its effect. */
export const processDue = defineUpdate<unknown>('processDue');

/** The record changed, look again. Carries no fact, so a lost, repeated or late one does no harm. */
export const recordChanged = defineSignal<[reason: string]>('recordChanged');

export const orderView = defineQuery<OrderView | null>('orderView');
