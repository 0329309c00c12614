/** Checks a whole installation: this process, MongoDB and Temporal. Changes nothing. */
import { assertTransactions } from '../../devstack/given-mongodb.ts';
import { reasonOf } from '../../devstack/runtime-problem.ts';
import { assertNamespace } from '../../devstack/temporal-namespace.ts';
import type { ServiceConfig } from '../../infra/config.ts';
import type { Logger } from '../../infra/logging.ts';
import { unsetVariables } from '../../infra/unset-variables.ts';
import { openDatabase } from '../../storage/database.ts';
import { lazyClient } from '../../temporal/connect.ts';
import { good, runChecks, type Check, type Finding, type Verdict } from './finding.ts';
import { mongodbChecks } from './mongodb-checks.ts';
import { temporalChecks } from './temporal-checks.ts';

export interface Examination {
  readonly logger: Logger;
  /** True if the configuration is that of the processes, so that a variable which it lacks is missing there too. */
  readonly checksVariables: boolean;
}

export async function examine(
  config: ServiceConfig,
  { logger, checksVariables }: Examination,
): Promise<Finding[]> {
  const parts = await Promise.all([
    runChecks([
      { name: 'Node', run: () => good(process.version) },
      ...(checksVariables ? variableChecks(config) : []),
    ]),
    examineMongodb(config, logger),
    examineTemporal(config, logger),
  ]);
  return parts.flat();
}

/** The fake payment provider is for trying out: an installation without it takes offline payments. */
const FOR_TRYING_OUT = /^FAKE_/;

function variableChecks(config: ServiceConfig): Check[] {
  const unset = unsetVariables(config).filter(({ variable }) => !FOR_TRYING_OUT.test(variable));
  return unset.map(({ variable, refused }) => ({
    name: variable,
    run: (): Verdict => ({
      state: 'warning',
      found: `not set; without it the API refuses ${refused}`,
      remedy: 'Set it for the API and the workers.',
    }),
  }));
}

async function examineMongodb({ mongodb }: ServiceConfig, logger: Logger): Promise<Finding[]> {
  const [reached] = await runChecks([
    { name: 'MongoDB', run: () => reachable(() => assertTransactions(mongodb.uri)) },
  ]);
  if (reached?.state !== 'good') return reached === undefined ? [] : [reached];
  const database = await openDatabase({ uri: mongodb.uri, database: mongodb.database });
  try {
    return [reached, ...(await runChecks(mongodbChecks(database, logger)))];
  } finally {
    await database.close();
  }
}

async function examineTemporal({ temporal }: ServiceConfig, logger: Logger): Promise<Finding[]> {
  const [reached] = await runChecks([
    { name: 'Temporal', run: () => reachable(() => assertNamespace(temporal)) },
  ]);
  if (reached?.state !== 'good') return reached === undefined ? [] : [reached];
  const client = lazyClient(temporal, logger);
  try {
    return [reached, ...(await runChecks(temporalChecks(client, temporal.taskQueue)))];
  } finally {
    await client.connection.close();
  }
}

/** The error names the variable, and in its second line the remedy. */
async function reachable(reach: () => Promise<void>): Promise<Verdict> {
  try {
    await reach();
    return good('responds');
  } catch (error) {
    const [found = '', remedy] = reasonOf(error)
      .split('\n')
      .map((line) => line.trim());
    return { state: 'problem', found, ...(remedy !== undefined && { remedy }) };
  }
}
