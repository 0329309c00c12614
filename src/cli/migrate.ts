/** Prepares both servers before the services start: search attributes, collections, indexes, the catalogue, development keys. */
import { readFile } from 'node:fs/promises';
import { CatalogueVersions } from '../catalogue/catalogue-versions.ts';
import { publishCatalogue } from '../catalogue/publish-catalogue.ts';
import { DataFormatError } from '../persistence/data-format.ts';
import { openDatabase } from '../persistence/database.ts';
import { registerDevelopmentKeys } from '../persistence/development-keys.ts';
import { migrate } from '../persistence/migrations.ts';
import { loadServiceConfig, type Environment } from '../platform/config.ts';
import { systemClock } from '../platform/clock.ts';
import { createLogger } from '../platform/logging.ts';
import { lazyClient } from '../temporal/connect.ts';
import { registerSearchAttributes } from '../temporal/search-attributes.ts';

export async function run(environment: Environment): Promise<void> {
  const config = loadServiceConfig(environment);
  const logger = createLogger(config, 'migrate');
  const database = await openDatabase({ uri: config.mongodb.uri, database: config.mongodb.database });
  const dependencies = { database, serverNow: systemClock };
  const { connection } = lazyClient(config.temporal);
  try {
    await migrate(database).catch((error: unknown) => {
      throw error instanceof DataFormatError ? error.in(config.dataDir) : error;
    });
    await registerSearchAttributes(connection, config.temporal.namespace);
    const catalogue = await publishCatalogue(dependencies, new CatalogueVersions(database), {
      folder: config.catalogueDir,
      demoPrices: config.catalogueDemoPrices,
    });
    if (config.developmentKeysFile !== undefined) {
      await registerDevelopmentKeys(dependencies, await readFile(config.developmentKeysFile, 'utf8'));
    }
    logger.info(catalogue, 'database and namespace are ready');
  } finally {
    await connection.close();
    await database.close();
  }
}
