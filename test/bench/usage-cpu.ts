/** CPU time of a usage over HTTP, in all processes that serve it: the API and MongoDB, without the callers. */
import { systemClock } from '../../src/infra/clock.ts';
import { addCustomer, addLot } from './bench-accounts.ts';
import { startBenchApi, type BenchApi } from './bench-api.ts';
import type { BenchServers } from './bench-servers.ts';
import { BATCH, batchOf, BOUGHT, sendAgain, usageRequestOf } from './http-usages.ts';
import type { HttpRequest } from './http-connection.ts';
import { mongodCounters } from './mongod-counters.ts';
import type { Measurement, Target } from './measurement.ts';
import type { BenchOptions } from './options.ts';

const CALLERS = 64;
const API_SECONDS = /^process_cpu_seconds_total (\S+)$/m;

const SINGLE = cpuOf('usage-cpu', 'one a request');
const BATCHES = cpuOf('usage-cpu-batch', `in batches of ${BATCH}`);
export const CPU_NAMES = [SINGLE, BATCHES].map(({ name }) => name);

export async function measureUsageCpu(
  servers: BenchServers,
  { rounds, roundMs, warmUpMs, wants, progress }: BenchOptions,
): Promise<Measurement[]> {
  if (!CPU_NAMES.some(wants)) return [];
  const api = await startBenchApi(servers, 'bench_cpu');
  const results: Measurement[] = [];
  try {
    const dependencies = { database: api.database, serverNow: systemClock };
    const customer = await addCustomer(dependencies);
    await addLot(dependencies, customer.accountId, BOUGHT);
    for (const [target, usesARequest, request] of [
      [SINGLE, 1, () => usageRequestOf(customer, api.key)],
      [BATCHES, BATCH, () => batchOf(customer, api.key)],
    ] as const) {
      if (!wants(target.name)) continue;
      progress(`cpu: ${target.title}`);
      await cpuOfRequests(api, request, warmUpMs);
      const ours: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        ours.push((await cpuOfRequests(api, request, roundMs)) / usesARequest);
      }
      results.push({ ...target, ours, bare: [] });
    }
  } finally {
    await api.stop();
  }
  return results;
}

/** Microseconds of CPU for a request. */
async function cpuOfRequests(api: BenchApi, request: () => HttpRequest, forMs: number): Promise<number> {
  const before = await cpuMicrosOf(api);
  const { count } = await sendAgain(api.port, CALLERS, forMs, request);
  return ((await cpuMicrosOf(api)) - before) / count;
}

/** CPU time that both processes have used since they started, of user and system. */
async function cpuMicrosOf({ port, database }: BenchApi): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const { cpuMicros } = await mongodCounters(database);
  return Number(API_SECONDS.exec(metrics)?.[1]) * 1_000_000 + cpuMicros;
}

function cpuOf(name: string, how: string): Target {
  return {
    name,
    title: `CPU time of a usage over HTTP, ${how}, ${CALLERS} callers, in the API and MongoDB together`,
    unit: 'µs',
    sides: { ours: 'usages', bare: null },
    bound: { at: 'most', value: 90 },
  };
}
