/** Checks an installation and prints the findings, the worst first. */
import { runningMongodbUri } from '../devstack/running-mongodb.ts';
import { runningTemporalAddress } from '../devstack/running-temporal.ts';
import { loadConfig, loadServiceConfig, type Environment } from '../infra/config.ts';
import { createLogger } from '../infra/logging.ts';
import { examine } from '../processes/doctor/examine.ts';
import type { Finding } from '../processes/doctor/finding.ts';
import { tableOf } from './table.ts';

const ORDER: readonly Finding['state'][] = ['problem', 'warning', 'unknown', 'good'];

/** Resolves with the exit code. Throws `ConfigurationError` if the environment cannot be used. */
export async function runDoctor(
  environment: Environment,
  { json }: { readonly json: boolean },
): Promise<number> {
  const config = loadServiceConfig(withRunningServers(environment));
  const findings = (await examine(config, createLogger({ logLevel: 'silent' }, 'doctor'))).toSorted(
    (one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state),
  );
  process.stdout.write(json ? `${JSON.stringify(findings)}\n` : textOf(findings));
  return findings.some(({ state }) => state === 'problem') ? 1 : 0;
}

/** The servers of a stack that runs in `DATA_DIR` stand in for those that no variable names. */
function withRunningServers(environment: Environment): Environment {
  const { dataDir, mongodb, temporal } = loadConfig(environment);
  const uri = mongodb.uri === undefined ? runningMongodbUri(dataDir) : undefined;
  const address = temporal.address === undefined ? runningTemporalAddress(dataDir) : undefined;
  return {
    ...environment,
    ...(uri !== undefined && { MONGODB_URI: uri }),
    ...(address !== undefined && { TEMPORAL_ADDRESS: address }),
  };
}

function textOf(findings: readonly Finding[]): string {
  const rows = findings.flatMap(({ state, check, found, remedy }) => [
    [state, check, found],
    ...(remedy === undefined ? [] : [['', '', `→ ${remedy}`]]),
  ]);
  return tableOf(['STATE', 'CHECK', 'FOUND'], rows);
}
