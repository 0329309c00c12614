/** Prepares a Temporal namespace, on an embedded server or on a given one. */
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { msToTs, tsToMs } from '@temporalio/common/lib/time.js';
import { DAY_MS } from '../domain/instant.ts';
import type { TemporalAccess } from '../infra/temporal-access.ts';
import { clientOptionsOf } from '../temporal/connect.ts';
import { ensureSearchAttributes, registerSearchAttributes } from '../temporal/search-attributes.ts';
import { RuntimeProblem } from './runtime-problem.ts';
import { callProblem, connectProblem } from './temporal-problem.ts';

const POLL_MS = 50;
const CONNECT_TIMEOUT_MS = 1_000;
const GIVEN_CONNECT_TIMEOUT_MS = 5_000;
const GIVEN_CALL_TIMEOUT_MS = 10_000;

/** How long the embedded server retains closed workflows, so that operators can read them. */
const RETENTION_DAYS = 90;

/** Waits until the server serves the namespace, then sets its retention and search attributes. */
export async function prepareEmbeddedNamespace(
  address: string,
  namespace: string,
  signal: AbortSignal,
): Promise<void> {
  const connection = await connected(address, signal);
  try {
    await served(connection, namespace, signal);
    await keepClosedWorkflows(connection, namespace);
    await registerSearchAttributes(connection, namespace);
  } finally {
    await connection.close();
  }
}

/** Checks a server that the environment names. Only missing search attributes are added to its namespace. */
export async function prepareGivenNamespace(access: TemporalAccess): Promise<void> {
  await onNamespace(access, (connection) => ensureSearchAttributes(connection, access.namespace));
}

/** Throws `RuntimeProblem` unless the server responds and has the namespace. */
export async function assertNamespace(access: TemporalAccess): Promise<void> {
  await onNamespace(access, () => Promise.resolve());
}

async function onNamespace(
  access: TemporalAccess,
  work: (connection: Connection) => Promise<void>,
): Promise<void> {
  const { namespace } = access;
  const options = { ...clientOptionsOf(access), connectTimeout: GIVEN_CONNECT_TIMEOUT_MS };
  const connection = await Connection.connect(options).catch(async (error: unknown) => {
    throw new RuntimeProblem(await connectProblem(access, error));
  });
  try {
    await connection.withDeadline(Date.now() + GIVEN_CALL_TIMEOUT_MS, async () => {
      await connection.workflowService.describeNamespace({ namespace });
      await work(connection);
    });
  } catch (error) {
    throw new RuntimeProblem(callProblem(access, error));
  } finally {
    await connection.close();
  }
}

async function connected(address: string, signal: AbortSignal): Promise<Connection> {
  for (;;) {
    signal.throwIfAborted();
    try {
      return await Connection.connect({ address, connectTimeout: CONNECT_TIMEOUT_MS });
    } catch {
      await pause(POLL_MS, undefined, { signal });
    }
  }
}

async function served(connection: Connection, namespace: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    try {
      await connection.workflowService.describeNamespace({ namespace });
      return;
    } catch {
      await pause(POLL_MS, undefined, { signal });
    }
  }
}

/** Only raises the retention: a longer one that an operator has set stays. */
async function keepClosedWorkflows({ workflowService }: Connection, namespace: string): Promise<void> {
  const { config } = await workflowService.describeNamespace({ namespace });
  const wantedMs = RETENTION_DAYS * DAY_MS;
  if (tsToMs(config?.workflowExecutionRetentionTtl) >= wantedMs) return;
  await workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: msToTs(wantedMs) },
  });
}
