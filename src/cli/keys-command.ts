/** `keys recover`: a new operator key for whoever may read the database of this machine, printed once. */
import { Command } from 'commander';
import { createKey } from '../application/keys/create-key.ts';
import { transact, type TransactionDependencies } from '../storage/unit-of-work.ts';
import { systemClock } from '../infra/clock.ts';
import { ConfigurationError, loadConfig, type Environment } from '../infra/config.ts';
import { runningMongodbUri } from '../devstack/running-mongodb.ts';
import { reachDatabase } from '../processes/reach-servers.ts';

const EXAMPLE = `
Examples:
  node dist/src/cli/main.js keys recover             # of the stack that "npm start" runs in DATA_DIR
  MONGODB_URI='mongodb://127.0.0.1:27017/?replicaSet=rs0' node dist/src/cli/main.js keys recover

Whoever can write to the database needs no key for it. The new key is recorded in the audit; revoke it when it is not
needed any more.`;

export function keysCommand(environment: Environment): Command {
  return new Command('keys').description('keys of the API').addCommand(
    new Command('recover')
      .description('make a new operator key, where none is left, and print it once')
      .addHelpText('after', EXAMPLE)
      .action(async () => {
        const database = await reachDatabase({ mongodb: databaseOf(environment) });
        try {
          process.stdout.write(`${await recoverKey({ database, serverNow: systemClock })}\n`);
        } finally {
          await database.close();
        }
      }),
  );
}

/** The database that is named, or that of the stack which runs in `DATA_DIR`. Throws `ConfigurationError` without either. */
function databaseOf(environment: Environment): { uri: string; database: string } {
  const { mongodb, dataDir } = loadConfig(environment);
  const uri = mongodb.uri ?? runningMongodbUri(dataDir);
  if (uri !== undefined) return { uri, database: mongodb.database };
  throw new ConfigurationError([
    `No stack runs in ${dataDir}. Start it with "npm start", set DATA_DIR to its folder, or set MONGODB_URI.`,
  ]);
}

/** The key itself: an operator's, for all accounts, without an end. */
export async function recoverKey(dependencies: TransactionDependencies): Promise<string> {
  return transact(dependencies, { by: 'system:keys-recover', requestId: 'keys recover' }, async (unit) => {
    const wanted = { name: 'recovered operator', roles: ['operator'] };
    const { secret } = await createKey(unit, wanted);
    return secret;
  });
}
