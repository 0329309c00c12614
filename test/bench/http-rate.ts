/** Usages over HTTP, against single inserts in process and against an Express route that does nothing. */
import { systemClock } from '../../src/infra/clock.ts';
import { addCustomer, addLot } from './bench-accounts.ts';
import { startBenchApi, startConstantRoute } from './bench-api.ts';
import type { BenchServers } from './bench-servers.ts';
import { openBareInserts } from './bench-usages.ts';
import { withConnections, type HttpRequest } from './http-connection.ts';
import { BATCH, batchOf, BOUGHT, sendAgain, usageRequestOf } from './http-usages.ts';
import { callAgain, takeTurns, type Measurement, type Target } from './measurement.ts';
import type { BenchOptions } from './options.ts';

const CALLERS = 64;
const DATABASE = 'bench_http';

const SINGLE: Target = {
  name: 'http-use',
  title: `Usages over HTTP, one a request, ${CALLERS} keep-alive callers, against single majority inserts in process`,
  unit: '1/s',
  sides: { ours: 'uses', bare: 'inserts' },
  bound: { at: 'least', value: 1.1 },
};
const ROUTE: Target = {
  name: 'http-route',
  title: `The same usages against an Express route that parses the same body and returns a constant`,
  unit: '1/s',
  sides: { ours: 'uses', bare: 'requests' },
  bound: { at: 'least', value: 0.6 },
};
const BATCHES: Target = {
  name: 'http-batch',
  title: `Usages over HTTP in batches of ${BATCH}, ${CALLERS} keep-alive callers, against single majority inserts in process`,
  unit: '1/s',
  sides: { ours: 'uses', bare: 'inserts' },
  bound: { at: 'least', value: 8 },
};
const TARGETS = [SINGLE, ROUTE, BATCHES];
export const HTTP_NAMES = TARGETS.map(({ name }) => name);

export async function measureHttpRate(
  servers: BenchServers,
  { rounds, roundMs, warmUpMs, wants, progress }: BenchOptions,
): Promise<Measurement[]> {
  if (!HTTP_NAMES.some(wants)) return [];
  const api = await startBenchApi(servers, DATABASE);
  const bare = await openBareInserts(servers.mongodbUri, DATABASE, CALLERS, BOUGHT);
  const dependencies = { database: api.database, serverNow: systemClock };
  const customer = await addCustomer(dependencies);
  await addLot(dependencies, customer.accountId, BOUGHT);
  const single = () => usageRequestOf(customer, api.key);
  const batch = () => batchOf(customer, api.key);
  const answer = await withConnections(api.port, 1, (ask) => ask(0, single()));
  const constant = await startConstantRoute(servers, answer);

  const requestsPerSecond = async (port: number, forMs: number, request: () => HttpRequest) =>
    (await sendAgain(port, CALLERS, forMs, request)).perSecond;
  const sides = {
    uses: (forMs: number) => requestsPerSecond(api.port, forMs, single),
    route: (forMs: number) => requestsPerSecond(constant.port, forMs, single),
    batches: async (forMs: number) => BATCH * (await requestsPerSecond(api.port, forMs, batch)),
    inserts: async (forMs: number) =>
      (await callAgain(CALLERS, forMs, () => bare.insert(customer.accountId))).perSecond,
  };
  const results: Measurement[] = [];
  const measure = async (target: Target, ours: keyof typeof sides, against: keyof typeof sides) => {
    if (!wants(target.name)) return;
    progress(`http: ${target.title}`);
    await sides[against](warmUpMs);
    await sides[ours](warmUpMs);
    const turns = { ours: () => sides[ours](roundMs), bare: () => sides[against](roundMs) };
    results.push({ ...target, ...(await takeTurns(rounds, turns)) });
  };
  try {
    await measure(SINGLE, 'uses', 'inserts');
    await measure(ROUTE, 'uses', 'route');
    await measure(BATCHES, 'batches', 'inserts');
  } finally {
    await constant.stop();
    await bare.close();
    await api.stop();
  }
  return results;
}
