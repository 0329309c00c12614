/** Lets commands find the servers of a stack that runs on this machine. */
import { runningMongodbUri } from '../devstack/running-mongodb.ts';
import { runningTemporalAddress } from '../devstack/running-temporal.ts';
import { stackEnvironment } from '../devstack/services-environment.ts';
import { loadConfig, type Environment } from '../infra/config.ts';

/**
 * The environment with the servers of the stack in `DATA_DIR` in place of those that it does not name. What a person has
 * set up to reach another Temporal has no effect on that of the stack. Throws `ConfigurationError`.
 */
export function withRunningServers(environment: Environment): Environment {
  const { dataDir, mongodb, temporal } = loadConfig(environment);
  const uri = mongodb.uri === undefined ? runningMongodbUri(dataDir) : undefined;
  const address = temporal.address === undefined ? runningTemporalAddress(dataDir) : undefined;
  return {
    ...(address === undefined ? environment : stackEnvironment(environment)),
    ...(uri !== undefined && { MONGODB_URI: uri }),
    ...(address !== undefined && { TEMPORAL_ADDRESS: address }),
  };
}
