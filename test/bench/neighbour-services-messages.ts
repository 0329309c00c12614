/** Messages between the measurement beside many services and the process that works on them. */
import type { Installation } from './bench-worker.ts';

/** The largest order that can be placed. */
export const LARGEST = { lines: 50, servicesOfLine: 100 } as const;
export const NEIGHBOUR_INSTALLATION: Installation = {
  database: 'bench_neighbour_services',
  taskQueue: 'bench_neighbour_services',
};

/** Environment variables that configure the child. */
export const NEIGHBOUR_VARIABLES = { servers: 'BENCH_SERVERS', lines: 'BENCH_LINES' } as const;

export type NeighbourRequest =
  /** Prepare an order that awaits payment. */
  | { readonly do: 'prepare' }
  /** Pay, credit, refund and close one order after another, for at least this long. */
  | { readonly do: 'goOn'; readonly forMs: number };

export interface NeighbourReply {
  /** The account of the orders; sent the first time. */
  readonly accountId?: string;
  readonly orders?: readonly {
    readonly services: number;
    readonly creditedMs: number;
    readonly refundedMs: number;
  }[];
  readonly error?: string;
}
