/** A process that writes in a transaction, reports it, and never ends the transaction. Arguments: URI, database, id. */
import { openDatabase } from '../../src/storage/database.ts';
import { SYSTEM } from '../../src/storage/actor.ts';
import { runTransaction } from '../../src/storage/transaction.ts';
import { systemClock } from '../../src/infra/clock.ts';

const [uri = '', name = '', id = ''] = process.argv.slice(2);
const database = await openDatabase({ uri, database: name });
await runTransaction({ database, serverNow: systemClock }, SYSTEM, async ({ session }) => {
  await database.models.consortia.updateOne({ _id: id }, { $set: { name: 'abandoned' } }, { session });
  process.stdout.write('written\n');
  await new Promise(() => setInterval(() => undefined, 60_000));
});
