/**
 * Prepares both servers before the services start: migrations, indexes, search attributes, the claim of the database on its
 * task queue, the catalogue, development keys.
 */
import { readFile } from 'node:fs/promises';
import { ZodError } from 'zod';
import { CatalogueVersions } from '../application/catalogue/catalogue-versions.ts';
import { publishCatalogue } from '../application/catalogue/publish-catalogue.ts';
import { DataFormatError } from '../storage/data-format.ts';
import { registerDevelopmentKeys } from '../application/keys/development-keys.ts';
import { migrate } from '../storage/migrations/migrate.ts';
import type { TransactionDependencies } from '../storage/transaction.ts';
import { loadServiceConfig, type Environment } from '../infra/config.ts';
import { systemClock } from '../infra/clock.ts';
import { createLogger } from '../infra/logging.ts';
import { codeOf, reasonOf, RuntimeProblem } from '../devstack/runtime-problem.ts';
import { prepareGivenNamespace } from '../devstack/temporal-namespace.ts';
import { claimInstallation } from '../temporal/claim-installation.ts';
import { lazyClient } from '../temporal/connect.ts';
import { WorkerDeployment } from '../temporal/rollout/worker-deployment.ts';
import { reachServers } from './reach-servers.ts';

export async function run(environment: Environment): Promise<void> {
  const config = loadServiceConfig(environment);
  const logger = createLogger(config, 'migrate');
  const database = await reachServers(config, logger);
  const dependencies = { database, serverNow: systemClock };
  const client = lazyClient(config.temporal);
  try {
    const migrated = await migrate(database).catch((error: unknown) => {
      throw error instanceof DataFormatError ? error.in(config.dataDir) : error;
    });
    logger.info(migrated, 'the database is migrated');
    await prepareGivenNamespace(config.temporal);
    await claimInstallation(database, client, {
      taskQueue: config.temporal.taskQueue,
      intervalSeconds: config.reconcileIntervalSeconds,
    });
    if (config.temporal.workerVersioning === 'by-command') {
      const current = await new WorkerDeployment(client, config.temporal.taskQueue).makeFirst(config.buildId);
      logger.info({ buildId: config.buildId, current }, 'workers of the current build get the tasks');
    }
    const catalogue = await publishCatalogue(dependencies, new CatalogueVersions(database), {
      folder: config.catalogueDir,
      demoPrices: config.catalogueDemoPrices,
    });
    if (config.developmentKeysFile !== undefined) {
      await registerKeysOf(config.developmentKeysFile, dependencies);
    }
    logger.info(catalogue, 'database and namespace are ready');
  } finally {
    await client.connection.close();
    await database.close();
  }
}

async function registerKeysOf(file: string, dependencies: TransactionDependencies): Promise<void> {
  try {
    await registerDevelopmentKeys(dependencies, await readFile(file, 'utf8'));
  } catch (error) {
    if (codeOf(error) === undefined && !(error instanceof SyntaxError) && !(error instanceof ZodError))
      throw error;
    const reason = error instanceof ZodError ? wrongFieldsOf(error) : reasonOf(error);
    throw new RuntimeProblem(
      `DEVELOPMENT_KEYS_FILE ${file} cannot be used: ${reason}\n  ` +
        'It holds JSON: a key of at least 20 characters for each of sales, delivery, operator and platform.',
    );
  }
}

/** What is wrong with which field, without what it holds. */
function wrongFieldsOf({ issues }: ZodError): string {
  return issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`).join('; ');
}
