/** What the measurement beside many services and the process that works on them say to each other. */
import type { Installation } from './bench-worker.ts';

/** The largest order that can be placed. */
export const LARGEST = { lines: 50, servicesOfLine: 100 } as const;
export const NEIGHBOUR_INSTALLATION: Installation = {
  database: 'bench_neighbour_services',
  taskQueue: 'bench_neighbour_services',
};

/** Environment variables by which the child is told what to do. */
export const NEIGHBOUR_VARIABLES = { servers: 'BENCH_SERVERS', lines: 'BENCH_LINES' } as const;

export type NeighbourRequest =
  /** Have an order ready that waits for its payment. */
  | { readonly do: 'prepare' }
  /** One order after another is paid, credited, refunded and closed, for so long at least. */
  | { readonly do: 'goOn'; readonly forMs: number };

export interface NeighbourReply {
  /** The first time: whose orders they are. */
  readonly accountId?: string;
  readonly orders?: readonly {
    readonly services: number;
    readonly creditedMs: number;
    readonly refundedMs: number;
  }[];
  readonly error?: string;
}
