/** The connection on which a worker polls for tasks. */
import { NativeConnection } from '@temporalio/worker';
import { reasonOf } from '../infra/error-reason.ts';
import type { Logger } from '../infra/logging.ts';
import type { TemporalAccess } from '../infra/temporal-access.ts';
import { apiKeyOf, followApiKey } from './api-key.ts';
import { clientOptionsOf } from './connect.ts';

export interface WorkerConnection {
  readonly connection: NativeConnection;
  /** Throws while a worker uses the connection. */
  close(): Promise<void>;
}

/** Connects, and gives the connection each new API key that the file of the key holds. */
export async function connectWorker(access: TemporalAccess, logger: Logger): Promise<WorkerConnection> {
  const connection = await NativeConnection.connect(clientOptionsOf(access));
  const stop = followApiKey(apiKeyOf(access), (key) => {
    connection.setApiKey(key).catch((error: unknown) => {
      logger.error({ reason: reasonOf(error) }, 'the worker cannot use the new API key of Temporal');
    });
  });
  return {
    connection,
    close: async () => {
      stop();
      await connection.close();
    },
  };
}
