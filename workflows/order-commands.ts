/** The commands that an order takes as updates, whose senders wait for the verdict. */
import type { UpdateDefinition } from '@temporalio/common';
import type { OrderId } from '../src/domain/ids.ts';
import { actionsOf, isLegal, type OrderCommand } from '../src/domain/orders/states.ts';
import type { OrderView } from '../src/domain/orders/view.ts';
import type { EntityWorkflow } from './entity-workflow.ts';
import * as messages from './messages.ts';
import {
  callOrder,
  type CommandTarget,
  type OrderRecord,
  type TransitionResult,
} from './order-activities.ts';
import { refusal } from './refusal.ts';

/** Gives a command to the order as the run knows it. */
type Command = (target: CommandTarget, view: OrderRecord | null) => Promise<TransitionResult>;

/** Attempts at a command while other writers change the order first. */
const TRIES = 3;

export class OrderCommands {
  /** Sets the handlers of all updates. */
  constructor(
    private readonly entity: EntityWorkflow<OrderRecord>,
    private readonly orderId: OrderId,
  ) {
    this.set(messages.confirmOrder, 'confirm', (input, view) => callOrder('confirmOrder', input, view));
    this.set(messages.cancelOrder, 'cancel', (input, view) => callOrder('cancelOrder', input, view));
    this.set(messages.holdCrediting, 'hold', (input, view) => callOrder('holdCrediting', input, view));
    this.set(messages.releaseCrediting, 'release', (input, view) =>
      callOrder('releaseCrediting', input, view),
    );
    this.set(messages.updateService, 'update_service', (input, view) =>
      callOrder('updateService', input, view),
    );
  }

  /**
   * Makes the command's transition; the record gives the verdict. Steps that are due go first (rules §8.6): the record
   * reports a conflict, and the command is given again after them, even if one of them is blocked. Throws the refusal
   * `order_busy` when other writers change the order first each time.
   */
  execute(give: Command): Promise<messages.CommandResult | null> {
    const { entity, orderId } = this;
    return entity.inTurn(async () => {
      for (let tries = 0; tries < TRIES; tries += 1) {
        const { conflict } = await entity.apply(() => give(this.target(tries === 0), entity.view));
        if (!conflict) return resultOf(entity.view);
        await entity.runDueSteps();
      }
      throw refusal('order_busy', { orderId });
    });
  }

  private set<Input extends messages.CommandInput>(
    definition: UpdateDefinition<messages.CommandResult | null, [Input]>,
    name: OrderCommand,
    call: (input: Input & CommandTarget, view: OrderRecord | null) => Promise<TransitionResult>,
  ): void {
    this.entity.setUpdate(
      definition,
      (input) => this.execute((target, view) => call({ ...input, ...target }, view)),
      () => {
        if (this.entity.view !== null) assertPossible(this.entity.view, name);
      },
    );
  }

  /** A command that came with the start of the run may be the first thing it does: then the order was not read yet. */
  private target(unlessDue: boolean): CommandTarget {
    const { view, runToAdopt: runId } = this.entity;
    const sequence = view === null ? null : view.sequence + 1;
    return { orderId: this.orderId, sequence, unlessDue, ...(runId === null ? {} : { runId }) };
  }
}

/** Senders read the answer from the record: the whole order would only make the history longer. */
function resultOf(view: OrderView | null): messages.CommandResult | null {
  return view === null ? null : { sequence: view.sequence, state: view.state };
}

/**
 * Refuses a command that the state table does not allow; such an update leaves no trace in the history. Confirming without
 * an agreement passes, because one may have been recorded since the order was last read.
 */
function assertPossible(view: OrderView, command: OrderCommand): void {
  if (isLegal(command, view)) return;
  if (command === 'confirm' && view.state === 'awaiting_agreement') return;
  throw refusal('illegal_transition', {
    subject: 'order',
    orderId: view.orderId,
    state: view.state,
    command,
    possible: actionsOf(view, ['sales', 'operator']).join(', ') || '—',
  });
}
