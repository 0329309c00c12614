/** An empty Temporal namespace, as after Temporal lost all its data. */
import { Client } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { DAY_MS } from '../../src/domain/instant.ts';
import { newId } from '../../src/infra/ids.ts';
import { registerSearchAttributes } from '../../src/temporal/search-attributes.ts';
import { eventually } from './eventually.ts';

/** Creates a namespace and returns a client of it on the given connection. Resolves when the namespace is usable. */
export async function openNamespace({ connection }: Client): Promise<Client> {
  const namespace = newId('cmd').replace('_', '-');
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs(DAY_MS),
  });
  const client = new Client({ connection, namespace });
  // The services of the server learn about a new namespace one after the other.
  await eventually(
    () => canBeUsed(client).catch(() => false),
    (is) => is,
  );
  return client;
}

async function canBeUsed(client: Client): Promise<boolean> {
  await registerSearchAttributes(client.connection, client.options.namespace);
  await client.workflow.count("OrderStatus = 'none'");
  for await (const _ of client.schedule.list()) return true;
  return true;
}
