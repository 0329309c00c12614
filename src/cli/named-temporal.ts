/** The Temporal of a command that needs no database. */
import type { Client } from '@temporalio/client';
import { assertNamespace } from '../devstack/temporal-namespace.ts';
import { loadConfig, loadTemporalAccess, type Environment } from '../infra/config.ts';
import { lazyClient } from '../temporal/connect.ts';
import { withRunningServers } from './running-servers.ts';

export interface NamedTemporal {
  readonly client: Client;
  readonly taskQueue: string;
}

/**
 * Does `work` with the configured Temporal, or with that of the stack running in `DATA_DIR`. Throws `ConfigurationError` if
 * there is neither, `RuntimeProblem` if it does not respond.
 */
export async function withNamedTemporal<T>(
  environment: Environment,
  work: (temporal: NamedTemporal) => Promise<T>,
): Promise<T> {
  const found = withRunningServers(environment);
  const access = loadTemporalAccess(found);
  const { taskQueue } = loadConfig(found).temporal;
  await assertNamespace(access);
  const client = lazyClient(access);
  try {
    return await work({ client, taskQueue });
  } finally {
    await client.connection.close();
  }
}
