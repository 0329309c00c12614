/** How long MongoDB keeps the transaction of a killed process, and with it the locks on the records that it wrote. */
import { mongo } from 'mongoose';
import type { Logger } from '../infra/logging.ts';
import type { Database } from './database.ts';

const WANTED_SECONDS = 10;
const LIMIT_MS = 2_000;
const COMMAND = `db.adminCommand({ setParameter: 1, transactionLifetimeLimitSeconds: ${WANTED_SECONDS} })`;

/**
 * Logs a warning if the limit is longer than the product wants. It never throws: managed clusters may neither let a user
 * read the limit nor let anyone change it, and the product works with any.
 */
export async function noteTransactionLifetime({ connection }: Database, logger: Logger): Promise<void> {
  try {
    const admin = connection.getClient().db('admin');
    const question = { getParameter: 1, transactionLifetimeLimitSeconds: 1, maxTimeMS: LIMIT_MS };
    const { transactionLifetimeLimitSeconds: seconds } = await admin.command(question);
    if (typeof seconds !== 'number' || seconds <= WANTED_SECONDS) return;
    logger.warn(
      { seconds, wantedSeconds: WANTED_SECONDS, command: COMMAND },
      'MongoDB keeps what a killed process has locked for longer than the product wants: ' +
        'set transactionLifetimeLimitSeconds on each server',
    );
  } catch (error) {
    const code = error instanceof mongo.MongoServerError ? error.codeName : undefined;
    logger.info({ code }, 'transactionLifetimeLimitSeconds of MongoDB cannot be read');
  }
}
