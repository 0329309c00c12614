/** The client of Temporal that API and workers share. */
import { Client, Connection } from '@temporalio/client';

export interface TemporalAccess {
  readonly address: string;
  readonly namespace: string;
}

/** A client whose connection is made on first use, so that a process starts while Temporal is away. */
export function lazyClient({ address, namespace }: TemporalAccess): Client {
  return new Client({ connection: Connection.lazy({ address }), namespace });
}
