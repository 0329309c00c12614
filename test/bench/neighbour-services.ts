/**
 * Usages of one account while an order of another account with thousands of services is credited and refunded, against
 * the same alone. The worker of the order is a separate process, as in an installation.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { openDatabase } from '../../src/storage/database.ts';
import { systemClock } from '../../src/infra/clock.ts';
import { addLot } from './bench-accounts.ts';
import type { ServerAddresses } from './bench-worker.ts';
import type { Measurement } from './measurement.ts';
import {
  LARGEST,
  NEIGHBOUR_INSTALLATION,
  NEIGHBOUR_VARIABLES,
  type NeighbourReply,
  type NeighbourRequest,
} from './neighbour-services-messages.ts';
import { BOUGHT, neighbourTargets, takeNeighbourTurns } from './neighbour-turns.ts';
import type { BenchOptions } from './options.ts';

const MOMENT_LINES = 2;
const LOADER = pathToFileURL(path.join(import.meta.dirname, '../support/run-typescript.mjs')).href;

const TARGETS = neighbourTargets({
  name: 'neighbour-services',
  title: `while ${LARGEST.lines * LARGEST.servicesOfLine} services of one order of another are credited and refunded`,
  side: 'beside 5,000 services',
  failures: {
    name: 'neighbour-own-503',
    title:
      'Usages of the account of those services that were neither booked nor refused by the rules, which HTTP would answer with 5xx',
  },
});
export const NEIGHBOUR_SERVICES_NAMES = Object.values(TARGETS).map(({ name }) => name);

export async function measureNeighbourServices(
  servers: ServerAddresses,
  options: BenchOptions,
): Promise<Measurement[]> {
  if (!NEIGHBOUR_SERVICES_NAMES.some(options.wants)) return [];
  const neighbour = await Neighbour.start(servers, options.smoke ? MOMENT_LINES : LARGEST.lines);
  const database = await openDatabase({
    uri: servers.mongodbUri,
    database: NEIGHBOUR_INSTALLATION.database,
    maxPoolSize: 100,
  });
  const dependencies = { database, serverNow: systemClock };
  try {
    const { accountId } = neighbour;
    await addLot(dependencies, accountId, BOUGHT);
    return await takeNeighbourTurns(dependencies, options, TARGETS, async () => {
      await neighbour.ask({ do: 'prepare' });
      return {
        accountId,
        goOn: async (forMs) => {
          const { orders = [] } = await neighbour.ask({ do: 'goOn', forMs });
          for (const { services, creditedMs, refundedMs } of orders) {
            options.progress(
              `neighbour: ${services} services credited in ${creditedMs} ms, refunded in ${refundedMs} ms`,
            );
          }
        },
      };
    });
  } finally {
    await database.close();
    await neighbour.stop();
  }
}

/** The process that works on the orders of the other account. It handles one request at a time. */
class Neighbour {
  private constructor(
    private readonly child: ChildProcess,
    readonly accountId: string,
  ) {}

  static async start(servers: ServerAddresses, lines: number): Promise<Neighbour> {
    const child = fork(path.join(import.meta.dirname, 'neighbour-services-child.ts'), {
      execArgv: ['--import', LOADER],
      env: {
        ...process.env,
        [NEIGHBOUR_VARIABLES.servers]: JSON.stringify(servers),
        [NEIGHBOUR_VARIABLES.lines]: String(lines),
      },
    });
    const { accountId = '' } = await replyOf(child);
    return new Neighbour(child, accountId);
  }

  async ask(request: NeighbourRequest): Promise<NeighbourReply> {
    const reply = replyOf(this.child);
    this.child.send(request);
    return reply;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.disconnect();
    await ended;
  }
}

/** Throws the error of the child, or that it ended. */
async function replyOf(child: ChildProcess): Promise<NeighbourReply> {
  const ended = new AbortController();
  const exit = once(child, 'exit', { signal: ended.signal }).then(([code]) => {
    throw new Error(`the process of the neighbour ended with ${String(code)}`);
  });
  exit.catch(() => undefined);
  try {
    const [reply] = (await Promise.race([once(child, 'message'), exit])) as [NeighbourReply];
    if (reply.error !== undefined) throw new Error(reply.error);
    return reply;
  } finally {
    ended.abort();
  }
}
