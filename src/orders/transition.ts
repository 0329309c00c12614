/**
 * Makes one transition of an order: checks the workflow's sequence number and the state table, lets the command do its
 * work, and stores the new state with everything it owes, all in one transaction.
 */
import type { Instant } from '../domain/instant.ts';
import type { JsonObject } from '../domain/json.ts';
import { actionsOf, isLegal, ORDER_COMMANDS, type OrderCommand } from '../domain/order/states.ts';
import { DomainError } from '../domain/refusals.ts';
import type { OrderDocument } from '../persistence/models/order.ts';
import { transact, type Actor, type UnitOfWork } from '../persistence/unit-of-work.ts';
import { sha256Hex } from '../platform/ids.ts';
import { commandFactsOf } from './command-facts.ts';
import { lineChanges } from './line-standings.ts';
import type { OrderDependencies } from './read-order-view.ts';

/** The number was used for something else, or is not the next one: the caller's view of the order is old. */
export class TransitionConflict extends Error {
  override readonly name = 'TransitionConflict';
}

export interface TransitionRequest {
  readonly orderId: string;
  readonly command: OrderCommand;
  /** The number of this transition: the order's sequence plus one. */
  readonly sequence: number;
  /** What tells this transition from another of the same command: the deadline met, the request that asked. */
  readonly about: string;
  readonly actor: Actor;
  readonly commandId?: string;
  readonly reason?: string;
}

/** What a command changes on the order besides its state. */
export interface TransitionEffect {
  /** When the change takes effect, where that is not now: a deadline's own instant, a capture's. */
  readonly at?: Instant;
  readonly auditType: string;
  /** Why, where the request that asked does not say it itself. */
  readonly reason?: string;
  /** What happened; where the same happened to several things, what happened to each, recorded one by one. */
  readonly facts?: JsonObject | readonly JsonObject[];
  readonly changes?: Partial<OrderDocument>;
  /** The command did a part of its work: the order stays in its state, and takes the step again. */
  readonly isPartial?: boolean;
}

export interface TransitionContext {
  readonly unit: UnitOfWork;
  readonly order: OrderDocument;
  /** Account time. */
  readonly now: Instant;
}

/**
 * The same transition or command again is a no-op. Throws `TransitionConflict` when the number belongs to another one, and
 * refuses with `illegal_transition` what the state table does not allow.
 */
export async function transition(
  dependencies: OrderDependencies,
  request: TransitionRequest,
  effectOf: (context: TransitionContext) => Promise<TransitionEffect>,
): Promise<void> {
  const digest = sha256Hex(`${request.command}\n${request.about}`);
  await transact(dependencies, request.actor, async (unit) => {
    const { orders, audit } = unit.database.models;
    const order = await orders.findById(request.orderId).session(unit.session).lean();
    if (order === null) throw new DomainError('not_found', { kind: 'order', id: request.orderId });
    if (order.lastTransition?.sequence === request.sequence && order.lastTransition.digest === digest) return;
    if (request.commandId !== undefined) {
      const given = await audit.findOne({ commandId: request.commandId }).session(unit.session).lean();
      // Given again to another run, maybe long after: it has taken effect.
      if (given?.orderId === order._id) return;
      if (given !== null) throw new DomainError('idempotency_mismatch', { commandId: request.commandId });
    }
    if (request.sequence !== order.sequence + 1) throw new TransitionConflict();
    assertLegal(order, request.command);

    const now = await unit.accountNow(order.accountId);
    const effect = await effectOf({ unit, order, now });
    const { lines, ...changes } = effect.changes ?? {};
    const state =
      effect.isPartial === true ? order.state : (ORDER_COMMANDS[request.command].to ?? order.state);
    await orders.updateOne(
      { _id: order._id },
      {
        $set: {
          ...changes,
          ...(lines === undefined ? {} : lineChanges(order.lines, lines)),
          state,
          sequence: request.sequence,
          lastTransition: { sequence: request.sequence, command: request.command, digest },
        },
        $inc: { revision: 1 },
      },
      { session: unit.session },
    );
    const reason = request.reason ?? effect.reason;
    for (const facts of [effect.facts ?? {}].flat()) {
      unit.audit({
        type: effect.auditType,
        at: effect.at ?? now,
        accountId: order.accountId,
        orderId: order._id,
        ...(reason === undefined ? {} : { reason }),
        ...(request.commandId === undefined ? {} : { commandId: request.commandId }),
        facts,
        before: { state: order.state, held: order.held },
        after: { state, held: effect.changes?.held ?? order.held },
        catalogueVersion: order.catalogueVersion,
        policyVersion: order.policyVersion,
      });
    }
  });
}

/** Refuses a command that the state table does not allow, naming what is possible instead. */
export function assertLegal(order: OrderDocument, command: OrderCommand): void {
  const facts = commandFactsOf(order);
  if (isLegal(command, facts)) return;
  if (command === 'confirm' && order.state === 'awaiting_agreement') {
    throw new DomainError('agreement_missing', {
      accountId: order.accountId,
      productLine: order.productLine,
      orderId: order._id,
      state: order.state,
    });
  }
  throw new DomainError('illegal_transition', {
    subject: 'order',
    orderId: order._id,
    state: order.state,
    command,
    possible: actionsOf(facts, ['sales', 'operator']).join(', ') || '—',
  });
}
