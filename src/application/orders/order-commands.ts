/** The port to the workflows of orders, which decide commands. `src/temporal/order-gateway.ts` implements it. */
import type { AcceptanceGiver } from '../../domain/catalogue/acceptance.ts';
import type { PublicServiceCommand } from '../../domain/entitlements/service-states.ts';
import type { OrderId, ServiceId } from '../../domain/ids.ts';
import type { OrderDocument } from '../../storage/collections/orders.ts';

/** The commands on an order that its workflow decides. */
export type WorkflowCommand = 'confirm' | 'cancel' | 'hold' | 'release';

export interface OrderCommandInput {
  /** Id of the API key or of the sign-off link. */
  readonly by: string;
  readonly requestId: string;
  /** Natural key of the command: a repeat takes effect once. */
  readonly commandId: string;
  readonly reason?: string;
}

export interface ServiceUpdateInput extends OrderCommandInput {
  readonly serviceId: ServiceId;
  readonly command: PublicServiceCommand;
  readonly evidenceId?: string;
  /** Who decides about the delivery. By default delivery staff on behalf of the user. */
  readonly given?: AcceptanceGiver;
  /** The sign-off link of the decision. */
  readonly linkId?: string;
}

export interface OrderCommands {
  /**
   * Resolves when the workflow has carried the command out. Throws the workflow's refusal, `unavailable` if the outcome is
   * unknown, or `rate_limited` if the command was not given. `known` is the order as it was just read.
   */
  command(
    orderId: OrderId,
    name: WorkflowCommand,
    input: OrderCommandInput,
    known?: OrderDocument | null,
  ): Promise<void>;
  /** The same for a command on one of the order's services. */
  updateService(orderId: OrderId, input: ServiceUpdateInput): Promise<void>;
}
