/** Connects to the servers that a process needs, or names the variable whose address does not work. */
import { assertTransactions } from '../devstack/given-mongodb.ts';
import { reasonOf, RuntimeProblem } from '../devstack/runtime-problem.ts';
import { assertNamespace } from '../devstack/temporal-namespace.ts';
import { openDatabase, type Database, type DatabaseOptions } from '../storage/database.ts';
import type { ServiceConfig } from '../infra/config.ts';

interface DatabaseConfig {
  readonly mongodb: Pick<DatabaseOptions, 'uri' | 'database' | 'maxPoolSize' | 'minPoolSize'>;
}

/** The configured database. Throws `RuntimeProblem` within seconds if it cannot be used. */
export async function reachDatabase({ mongodb }: DatabaseConfig): Promise<Database> {
  await assertTransactions(mongodb.uri);
  const { uri, database, maxPoolSize, minPoolSize } = mongodb;
  return openDatabase({
    uri,
    database,
    ...(maxPoolSize !== undefined && { maxPoolSize }),
    ...(minPoolSize !== undefined && { minPoolSize }),
  });
}

/**
 * Like `reachDatabase`, for a process that also needs Temporal from the start. One `RuntimeProblem` covers both
 * servers.
 */
export async function reachServers(config: ServiceConfig): Promise<Database> {
  const [database, temporal] = await Promise.allSettled([
    reachDatabase(config),
    assertNamespace(config.temporal),
  ]);
  if (database.status === 'fulfilled' && temporal.status === 'fulfilled') return database.value;
  if (database.status === 'fulfilled') await database.value.close();
  const failed = [database, temporal].flatMap((look) =>
    look.status === 'rejected' ? [look.reason as unknown] : [],
  );
  throw new RuntimeProblem(failed.map(reasonOf).join('\n'));
}
