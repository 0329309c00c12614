/** Connects to the servers that a process needs, or names the variable whose address does not work. */
import { assertTransactions } from '../devstack/given-mongodb.ts';
import { reasonOf, RuntimeProblem } from '../devstack/runtime-problem.ts';
import { assertNamespace } from '../devstack/temporal-namespace.ts';
import { openDatabase, type Database, type DatabaseOptions } from '../storage/database.ts';
import { noteTransactionLifetime } from '../storage/transaction-lifetime.ts';
import type { ServiceConfig } from '../infra/config.ts';
import type { Logger } from '../infra/logging.ts';

interface DatabaseConfig {
  readonly mongodb: Pick<DatabaseOptions, 'uri' | 'database' | 'maxPoolSize' | 'minPoolSize'>;
}

/**
 * The configured database. Throws `RuntimeProblem` within seconds if it cannot be used. `logger` receives what is not as the
 * product wants it.
 */
export async function reachDatabase({ mongodb }: DatabaseConfig, logger?: Logger): Promise<Database> {
  await assertTransactions(mongodb.uri);
  const { uri, database, maxPoolSize, minPoolSize } = mongodb;
  const opened = await openDatabase({
    uri,
    database,
    ...(maxPoolSize !== undefined && { maxPoolSize }),
    ...(minPoolSize !== undefined && { minPoolSize }),
  });
  if (logger !== undefined) await noteTransactionLifetime(opened, logger);
  return opened;
}

/**
 * Like `reachDatabase`, for a process that also needs Temporal from the start. One `RuntimeProblem` covers both
 * servers.
 */
export async function reachServers(config: ServiceConfig, logger: Logger): Promise<Database> {
  const [database, temporal] = await Promise.allSettled([
    reachDatabase(config, logger),
    assertNamespace(config.temporal),
  ]);
  if (database.status === 'fulfilled' && temporal.status === 'fulfilled') return database.value;
  if (database.status === 'fulfilled') await database.value.close();
  const failed = [database, temporal].flatMap((look) =>
    look.status === 'rejected' ? [look.reason as unknown] : [],
  );
  throw new RuntimeProblem(failed.map(reasonOf).join('\n'));
}
