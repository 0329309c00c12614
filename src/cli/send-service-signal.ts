/** Sends one of the service signals to the workflow of an order. */
import { WorkflowNotFoundError } from '@temporalio/client';
import {
  acceptService,
  deliverService,
  rejectService,
  startService,
  type ServiceSignalInput,
} from '../../workflows/messages.ts';
import { workflowIdOf } from '../domain/workflow-ids.ts';
import { loadTemporalAccess, type Environment } from '../infra/config.ts';
import { assertNamespace } from '../devstack/temporal-namespace.ts';
import type { OrderId } from '../domain/ids.ts';
import { lazyClient } from '../temporal/connect.ts';

const SIGNALS = {
  start: startService,
  deliver: deliverService,
  accept: acceptService,
  reject: rejectService,
} as const;
export type ServiceSignal = keyof typeof SIGNALS;

/** Resolves with the exit code: 1 if no workflow of the order is running. */
export async function sendServiceSignal(
  environment: Environment,
  name: ServiceSignal,
  orderId: OrderId,
  sent: ServiceSignalInput,
): Promise<number> {
  const access = loadTemporalAccess(environment);
  await assertNamespace(access);
  const client = lazyClient(access);
  const workflowId = workflowIdOf('order', orderId);
  try {
    await client.workflow.getHandle(workflowId).signal(SIGNALS[name], sent);
    process.stdout.write(
      `${SIGNALS[name].name} was sent to ${workflowId}; its page in the Temporal UI shows the result.\n`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    process.stderr.write(`No workflow ${workflowId} is running: the order is unknown or closed.\n`);
    return 1;
  } finally {
    await client.connection.close();
  }
}
