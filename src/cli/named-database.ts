/** The database of a command that needs no other server. */
import { ConfigurationError, loadConfig, type Environment } from '../infra/config.ts';
import { withRunningServers } from './running-servers.ts';

/** The named database, or that of the stack running in `DATA_DIR`. Throws `ConfigurationError` if there is neither. */
export function namedDatabase(environment: Environment): { uri: string; database: string } {
  const { mongodb, dataDir } = loadConfig(withRunningServers(environment));
  const { uri, database } = mongodb;
  if (uri !== undefined) return { uri, database };
  throw new ConfigurationError([
    `No stack runs in ${dataDir}. Start it with "npm start", set DATA_DIR to its folder, or set MONGODB_URI.`,
  ]);
}
