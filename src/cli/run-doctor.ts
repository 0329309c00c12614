/** Checks an installation and prints the findings, the worst first. */
import { loadConfig, loadServiceConfig, type Environment } from '../infra/config.ts';
import { createLogger } from '../infra/logging.ts';
import { examine } from '../processes/doctor/examine.ts';
import type { Finding } from '../processes/doctor/finding.ts';
import { withRunningServers } from './running-servers.ts';
import { tableOf } from './table.ts';

const ORDER: readonly Finding['state'][] = ['problem', 'warning', 'unknown', 'good'];

/** Resolves with the exit code. Throws `ConfigurationError` if the environment cannot be used. */
export async function runDoctor(
  environment: Environment,
  { json }: { readonly json: boolean },
): Promise<number> {
  const config = loadServiceConfig(withRunningServers(environment));
  // The processes of a running stack have variables of their own, which nobody outside of it sees.
  const checksVariables = loadConfig(environment).mongodb.uri !== undefined;
  const logger = createLogger({ logLevel: 'silent' }, 'doctor');
  const findings = (await examine(config, { logger, checksVariables })).toSorted(
    (one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state),
  );
  process.stdout.write(json ? `${JSON.stringify(findings)}\n` : textOf(findings));
  return findings.some(({ state }) => state === 'problem') ? 1 : 0;
}

function textOf(findings: readonly Finding[]): string {
  const rows = findings.flatMap(({ state, check, found, remedy }) => [
    [state, check, found],
    ...(remedy === undefined ? [] : [['', '', `→ ${remedy}`]]),
  ]);
  return tableOf(['STATE', 'CHECK', 'FOUND'], rows);
}
