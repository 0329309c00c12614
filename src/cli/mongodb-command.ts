/** `mongodb initiate`: prepares the MongoDB of an installation in containers. */
import { Command } from 'commander';
import { loadConfig, type Environment } from '../infra/config.ts';

interface Options {
  readonly folder: string;
  readonly address: string;
  readonly member: string;
}

export function mongodbCommand(environment: Environment): Command {
  return new Command('mongodb').description('a MongoDB of your own').addCommand(
    new Command('initiate')
      .description('make a new mongod with a key file a replica set with users; docker compose runs it')
      .requiredOption('--folder <folder>', 'folder of secrets create')
      .option('--address <host:port>', 'the server, on loopback of its machine', '127.0.0.1:27017')
      .option('--member <host:port>', 'the address of the server for all others', 'mongodb:27017')
      .action(async (options: Options) => {
        const { initiateMongodb } = await import('./initiate-mongodb.ts');
        await initiateMongodb({ ...options, database: loadConfig(environment).mongodb.database });
        process.stdout.write('MongoDB is ready for the product.\n');
      }),
  );
}
