/**
 * Gives commands to the workflow of an order and waits for their verdict. An order whose workflow is gone is started again
 * from the record.
 */
import type { Client } from '@temporalio/client';
import {
  cancelOrder,
  confirmOrder,
  holdCrediting,
  releaseCrediting,
  serveOrder,
} from '../../workflows/messages.ts';
import type { CommandInput, ServiceCommandInput } from '../../workflows/messages.ts';
import { ownerOf } from '../domain/owners.ts';
import type { OrderCommand } from '../domain/order/states.ts';
import { DomainError } from '../domain/refusals.ts';
import { assertLegal } from '../orders/transition.ts';
import type { Database } from '../persistence/database.ts';
import { newId, sha256Hex } from '../platform/ids.ts';
import { Keepers } from './keepers.ts';

export interface Patience {
  /** How long a caller waits for a verdict before it is told that Temporal is away (api.md §1). */
  readonly verdictMs: number;
  /** How long the relay and a moved clock wait until an order has done what was due. */
  readonly catchUpMs: number;
}

const PATIENCE: Patience = { verdictMs: 5_000, catchUpMs: 60_000 };

export const COMMAND_UPDATES = {
  confirm: confirmOrder,
  cancel: cancelOrder,
  hold: holdCrediting,
  release: releaseCrediting,
} as const;
export type GatewayCommand = keyof typeof COMMAND_UPDATES;

export interface OrderGatewayOptions {
  readonly client: Client;
  readonly database: Database;
  readonly taskQueue: string;
  readonly patience?: Patience;
}

export class OrderGateway {
  readonly keepers: Keepers;
  private readonly patience: Patience;

  constructor(private readonly options: OrderGatewayOptions) {
    this.patience = options.patience ?? PATIENCE;
    this.keepers = new Keepers({ ...options, catchUpMs: this.patience.catchUpMs });
  }

  /**
   * Gives a command and waits for its verdict. The command's id makes a repeat the same command. Throws the refusal of
   * the order, or `unavailable` when no worker answers in time; then the outcome is unknown and the caller asks again.
   */
  async command(orderId: string, name: GatewayCommand, input: CommandInput): Promise<void> {
    await this.give(orderId, name, input.commandId, (updateId) =>
      this.keepers
        .handle(ownerOf('order', orderId))
        .executeUpdate(COMMAND_UPDATES[name], { args: [input], updateId }),
    );
  }

  /** Gives a command on one of the order's services, as `command` does. */
  async serve(orderId: string, input: ServiceCommandInput): Promise<void> {
    await this.give(orderId, 'serve', input.commandId, (updateId) =>
      this.keepers.handle(ownerOf('order', orderId)).executeUpdate(serveOrder, { args: [input], updateId }),
    );
  }

  private async give(
    orderId: string,
    name: OrderCommand,
    commandId: string,
    update: (updateId: string) => Promise<unknown>,
  ): Promise<void> {
    try {
      await this.giveOnce(orderId, name, commandId, () => update(sha256Hex(`${name}:${commandId}`)));
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === 'unavailable') throw error;
      // An update's id has its first verdict for ever, and a refusal is none: it is asked for anew (api.md §1).
      await this.giveOnce(orderId, name, commandId, () => update(newId('cmd')));
    }
  }

  private async giveOnce(
    orderId: string,
    name: OrderCommand,
    commandId: string,
    update: () => Promise<unknown>,
  ): Promise<void> {
    const { orders, audit } = this.options.database.models;
    const give = () => this.keepers.within(this.patience.verdictMs, update);
    try {
      await this.keepers.whileRunning(ownerOf('order', orderId), give, async () => {
        const order = await orders.findById(orderId).lean();
        if (order === null) throw new DomainError('not_found', { kind: 'order', id: orderId });
        assertLegal(order, name);
      });
    } catch (error) {
      // It may have taken effect in a run that could not answer any more: then it is no longer possible, and done.
      if (error instanceof DomainError && (await audit.exists({ orderId, commandId })) !== null) return;
      throw error;
    }
  }
}
