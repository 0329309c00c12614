/** A namespace of Temporal with nothing in it, as a Temporal that lost everything has. */
import { Client } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { DAY_MS } from '../../src/domain/instant.ts';
import { newId } from '../../src/infra/ids.ts';
import { registerSearchAttributes } from '../../src/temporal/search-attributes.ts';
import { eventually } from './eventually.ts';

/** Answers a client of it, on the connection of another one. Resolves when it can be used. */
export async function openNamespace({ connection }: Client): Promise<Client> {
  const namespace = newId('cmd').replace('_', '-');
  await connection.workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs(DAY_MS),
  });
  const client = new Client({ connection, namespace });
  // The servers learn of it one after the other.
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
