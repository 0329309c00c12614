/**
 * Where commands wait in front of Temporal. A workflow takes ten updates at a time and turns the others away; here each
 * order has a few on their way, and the others wait in the order in which they came: so many, and so long.
 */
import { DomainError } from '../domain/errors.ts';
import type { OrderId } from '../domain/ids.ts';

export interface CommandLimits {
  /** On their way to one order at a time. Several processes share the ten that a workflow takes. */
  readonly inFlight: number;
  /** Waiting for one order. */
  readonly waitingOfOrder: number;
  /** Waiting in this process. */
  readonly waiting: number;
  readonly waitMs: number;
}

export const COMMAND_LIMITS = {
  inFlight: 4,
  waitingOfOrder: 500,
  waiting: 5_000,
} as const satisfies Omit<CommandLimits, 'waitMs'>;

interface Lane {
  inFlight: number;
  /** Oldest first. */
  readonly waiting: Set<() => void>;
}

export class CommandQueue {
  private readonly lanes = new Map<string, Lane>();
  private waiting = 0;

  constructor(private readonly limits: CommandLimits) {}

  /**
   * Runs `work` when it is its turn. Refuses with `commands_waiting` where too many wait, and with `command_waited` where
   * its turn did not come in time; then `work` was not begun.
   */
  async run<T>(orderId: OrderId, work: () => Promise<T>): Promise<T> {
    const lane = this.lanes.get(orderId) ?? { inFlight: 0, waiting: new Set() };
    this.lanes.set(orderId, lane);
    if (lane.inFlight < this.limits.inFlight) lane.inFlight += 1;
    else await this.turnOf(orderId, lane);
    try {
      return await work();
    } finally {
      this.handOver(orderId, lane);
    }
  }

  private turnOf(orderId: OrderId, lane: Lane): Promise<void> {
    const { waitingOfOrder, waiting, waitMs } = this.limits;
    if (lane.waiting.size >= waitingOfOrder || this.waiting >= waiting) {
      throw new DomainError('commands_waiting', { orderId, waiting: lane.waiting.size });
    }
    this.waiting += 1;
    return new Promise((resolve, reject) => {
      const leave = () => {
        clearTimeout(timer);
        lane.waiting.delete(go);
        this.waiting -= 1;
      };
      const go = () => {
        leave();
        resolve();
      };
      const timer = setTimeout(() => {
        leave();
        reject(new DomainError('command_waited', { orderId, seconds: waitMs / 1_000 }));
      }, waitMs);
      lane.waiting.add(go);
    });
  }

  /** The place of one that is done goes to who waits longest. */
  private handOver(orderId: OrderId, lane: Lane): void {
    const [next] = lane.waiting;
    if (next !== undefined) {
      next();
      return;
    }
    lane.inFlight -= 1;
    if (lane.inFlight === 0) this.lanes.delete(orderId);
  }
}
