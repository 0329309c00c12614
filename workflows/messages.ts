/** The messages that workflows take. Senders and workflows share these definitions. */
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { AcceptanceGiver } from '../src/domain/catalogue/acceptance.ts';
import type { PublicServiceCommand } from '../src/domain/entitlements/service-states.ts';
import type { ServiceId } from '../src/domain/ids.ts';
import type { OrderView } from '../src/domain/orders/view.ts';

/** Who gives a command, and in which request. */
export interface CommandInput {
  /** Id of the API key. */
  readonly by: string;
  readonly requestId: string;
  /** Natural key of the command: repeated, it takes effect once. */
  readonly commandId: string;
  readonly reason?: string;
}

/** What the sender of a command to an order gets: the number of its last transition, and its state after it. */
export type CommandResult = Pick<OrderView, 'sequence' | 'state'>;

export const confirmOrder = defineUpdate<CommandResult | null, [CommandInput]>('confirmOrder');
export const cancelOrder = defineUpdate<CommandResult | null, [CommandInput]>('cancelOrder');
export const holdCrediting = defineUpdate<CommandResult | null, [CommandInput]>('holdCrediting');
export const releaseCrediting = defineUpdate<CommandResult | null, [CommandInput]>('releaseCrediting');

/** A command on one service of the order. Names of people are stored as evidence, so that they stay out of histories. */
export interface ServiceCommandInput extends CommandInput {
  readonly serviceId: ServiceId;
  readonly command: PublicServiceCommand;
  readonly evidenceId?: string;
  /** Who decides about the delivery; absent: delivery staff on the user's behalf. */
  readonly given?: AcceptanceGiver;
  /** The sign-off link on which it was given. */
  readonly linkId?: string;
}
export const updateService = defineUpdate<CommandResult | null, [ServiceCommandInput]>('updateService');

/** Sent by a person or a script that does not wait for a verdict. `by` is a reference, not a name. */
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

/** Takes every step that is due and returns afterwards: used to advance a sandbox's clock, and to apply a change in a sandbox. */
export const processDue = defineUpdate('processDue');

/** The record changed and has to be read again. Carries no fact, so a lost, repeated or late one does no harm. */
export const recordChanged = defineSignal<[reason: string]>('recordChanged');

export const orderView = defineQuery<OrderView | null>('orderView');
