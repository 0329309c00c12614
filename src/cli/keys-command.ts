/** `keys recover`: creates an operator key for a person with access to the database, and prints it once. */
import { Command } from 'commander';
import { createKey } from '../application/keys/create-key.ts';
import { runTransaction, type TransactionDependencies } from '../storage/transaction.ts';
import { systemClock } from '../infra/clock.ts';
import type { Environment } from '../infra/config.ts';
import { reachDatabase } from '../processes/reach-servers.ts';
import { namedDatabase } from './named-database.ts';

const EXAMPLE = `
Examples:
  node dist/src/cli/main.js keys recover             # of the stack that "npm start" runs in DATA_DIR
  MONGODB_URI='mongodb://127.0.0.1:27017/?replicaSet=rs0' node dist/src/cli/main.js keys recover

The command needs write access to the database and no key. The new key is recorded in the audit; revoke it when it is no
longer needed.`;

export function keysCommand(environment: Environment): Command {
  return new Command('keys').description('keys of the API').addCommand(
    new Command('recover')
      .description('create an operator key, for when none is left, and print it once')
      .addHelpText('after', EXAMPLE)
      .action(async () => {
        const database = await reachDatabase({ mongodb: namedDatabase(environment) });
        try {
          process.stdout.write(`${await recoverKey({ database, serverNow: systemClock })}\n`);
        } finally {
          await database.close();
        }
      }),
  );
}

/** The key that is created: role operator, all accounts, no expiry. */
export async function recoverKey(dependencies: TransactionDependencies): Promise<string> {
  return runTransaction(
    dependencies,
    { by: 'system:keys-recover', requestId: 'keys recover' },
    async (unit) => {
      const wanted = { name: 'recovered operator', roles: ['operator'] };
      const { secret } = await createKey(unit, wanted);
      return secret;
    },
  );
}
