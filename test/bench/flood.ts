/** Usages over HTTP while another process floods the same API with unknown keys, against the same without a flood. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { systemClock } from '../../src/infra/clock.ts';
import { newId } from '../../src/infra/ids.ts';
import { addCustomer, addLot, type Bought } from './bench-accounts.ts';
import { startBenchApi } from './bench-api.ts';
import type { BenchServers } from './bench-servers.ts';
import { withConnections } from './http-connection.ts';
import { FLOODER_VARIABLES } from './flooder-variables.ts';
import { callAgain, takeTurns, type Measurement, type Target } from './measurement.ts';
import type { BenchOptions } from './options.ts';

const CALLERS = 64;
const FLOOD_PER_SECOND = 800;
const BOUGHT: Bought = { resource: 'inspection', storageYears: 15 };
const LOADER = pathToFileURL(path.join(import.meta.dirname, '../support/run-typescript.mjs')).href;

export const FLOOD: Target = {
  name: 'flood',
  title: `Usages over HTTP, ${CALLERS} keep-alive callers, beside ${FLOOD_PER_SECOND} requests a second with unknown keys, against the same without them`,
  unit: '1/s',
  sides: { ours: 'uses in a flood', bare: 'uses in peace' },
  bound: { at: 'least', value: 0.7 },
};

export async function measureFlood(
  servers: BenchServers,
  { rounds, roundMs, warmUpMs, wants, progress }: BenchOptions,
): Promise<Measurement[]> {
  if (!wants(FLOOD.name)) return [];
  progress(`flood: ${FLOOD.title}`);
  const api = await startBenchApi(servers, 'bench_flood');
  const customer = await addCustomer({ database: api.database, serverNow: systemClock });
  await addLot({ database: api.database, serverNow: systemClock }, customer.accountId, BOUGHT);
  const flooder = await startFlooder(api.port);
  const body = JSON.stringify({ ...customer, ...BOUGHT, quantity: 1 });

  const usesPerSecond = (forMs: number): Promise<number> =>
    withConnections(api.port, CALLERS, async (ask) => {
      const use = () => ({ key: api.key, idempotencyKey: newId('cmd'), body });
      const calls = await callAgain(CALLERS, forMs, (caller) =>
        ask(caller, { method: 'POST', target: '/v1/usages', ...use() }),
      );
      return calls.perSecond;
    });
  const flooded = async (forMs: number): Promise<number> => {
    flooder.send('flood');
    await once(flooder, 'message');
    const perSecond = await usesPerSecond(forMs);
    flooder.send('stop');
    const [{ sent, seconds }] = (await once(flooder, 'message')) as [{ sent: number; seconds: number }];
    progress(`flood: ${Math.round(sent / seconds)} requests a second with unknown keys`);
    return perSecond;
  };
  try {
    await usesPerSecond(warmUpMs);
    await flooded(warmUpMs);
    const turns = { ours: () => flooded(roundMs), bare: () => usesPerSecond(roundMs) };
    return [{ ...FLOOD, ...(await takeTurns(rounds, turns)) }];
  } finally {
    flooder.disconnect();
    await api.stop();
  }
}

async function startFlooder(port: number): Promise<ChildProcess> {
  const flooder = fork(path.join(import.meta.dirname, 'flooder.ts'), {
    execArgv: ['--import', LOADER],
    env: {
      ...process.env,
      [FLOODER_VARIABLES.port]: String(port),
      [FLOODER_VARIABLES.perSecond]: String(FLOOD_PER_SECOND),
    },
  });
  await once(flooder, 'message');
  return flooder;
}
