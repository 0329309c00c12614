/** How long MongoDB keeps the transaction of a killed process, and with it the locks on the records that it wrote. */
import { mongo } from 'mongoose';
import type { Logger } from '../infra/logging.ts';
import type { Database } from './database.ts';

/** The longest that the product wants. */
export const LIFETIME_SECONDS = 10;
const LIMIT_MS = 2_000;
/** Sets it on one server. */
export const LIFETIME_COMMAND = `db.adminCommand({ setParameter: 1, transactionLifetimeLimitSeconds: ${LIFETIME_SECONDS} })`;

/** The limit of the server, seconds. Throws if the server does not respond, or does not let this user read it. */
export async function readTransactionLifetime({ connection }: Database): Promise<number> {
  const admin = connection.getClient().db('admin');
  const question = { getParameter: 1, transactionLifetimeLimitSeconds: 1, maxTimeMS: LIMIT_MS };
  const { transactionLifetimeLimitSeconds: seconds } = await admin.command(question);
  return Number(seconds);
}

/**
 * Logs a warning if the limit is longer than the product wants. It never throws: managed clusters may neither let a user
 * read the limit nor let anyone change it, and the product works with any.
 */
export async function noteTransactionLifetime(database: Database, logger: Logger): Promise<void> {
  try {
    const seconds = await readTransactionLifetime(database);
    if (seconds <= LIFETIME_SECONDS) return;
    logger.warn(
      { seconds, wantedSeconds: LIFETIME_SECONDS, command: LIFETIME_COMMAND },
      'MongoDB keeps what a killed process has locked for longer than the product wants: ' +
        'set transactionLifetimeLimitSeconds on each server',
    );
  } catch (error) {
    const code = error instanceof mongo.MongoServerError ? error.codeName : undefined;
    logger.info({ code }, 'transactionLifetimeLimitSeconds of MongoDB cannot be read');
  }
}
