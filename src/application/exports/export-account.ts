/**
 * Streams all records of an account as of one instant, one line a record. Records that can change are read in one MongoDB
 * snapshot. The journal never changes and is read up to the entry that was its last in that snapshot.
 */
import type { Instant } from '../../domain/instant.ts';
import type { JsonObject } from '../../domain/json.ts';
import { DomainError } from '../../domain/errors.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { Database, Session } from '../../storage/database.ts';
import type { LedgerDocument } from '../../storage/collections/ledgers.ts';
import { entryIdOf } from '../../storage/journal/journal-ids.ts';
import { readEntries, readPages } from '../../storage/journal/read-entries.ts';
import { withReversals } from '../../storage/journal/read-usages.ts';
import type { StoredUsage } from '../../storage/journal/usage-record.ts';
import type { Signer } from '../../infra/signing.ts';
import { EXPORTED, JOURNAL_TYPE, LEDGER_TYPE, USAGE_TYPE, type Exported } from './exported-records.ts';
import { LineWriter } from './export-line.ts';
import { headLine } from './signed-head.ts';

interface ExportOptions {
  readonly database: Database;
  readonly signer: Signer;
  /** Server time. */
  readonly exportedAt: Instant;
}

/** A stored record as plain data. */
type Stored = JsonObject & { readonly _id: string };

const BATCH = 1_000;
const PAGES = 100;
/** Lines are yielded in pieces of about this many characters. */
const PIECE_LENGTH = 65_536;
const SNAPSHOT = { readConcern: { level: 'snapshot' }, batchSize: BATCH } as const;

/** Yields the export's text in pieces. Throws `not_found` before the first one. Ending the iteration ends the snapshot. */
export async function* exportAccount(options: ExportOptions, accountId: AccountId): AsyncGenerator<string> {
  const { database } = options;
  const session = await database.connection.startSession({ snapshot: true });
  try {
    yield* inPieces(linesOf(options, session, accountId));
  } finally {
    await session.endSession();
  }
}

async function* linesOf(
  { database, signer, exportedAt }: ExportOptions,
  session: Session,
  accountId: AccountId,
): AsyncGenerator<string> {
  // The first read fixes the instant of the snapshot.
  const state = await database.native.ledgers.findOne({ _id: accountId }, { ...SNAPSHOT, session });
  if (state === null) throw new DomainError('not_found', { kind: 'account', id: accountId });
  const writer = new LineWriter();
  for (const exported of EXPORTED) {
    for await (const record of recordsOf(database, session, accountId, exported)) {
      yield writer.write(exported.type, withoutFields(record, exported));
    }
  }
  // The journal has the money.
  for await (const { _id: id, money: _, ...usage } of usagesOf(database, session, state)) {
    yield writer.write(USAGE_TYPE, { id, ...usage });
  }
  for await (const entry of journalOf(database, state)) {
    yield writer.write(JOURNAL_TYPE, { id: entryIdOf(accountId, entry.sequence), ...entry });
  }
  const { _id: _, version: __, ...ledger } = state;
  yield writer.write(LEDGER_TYPE, { accountId, ...ledger });
  const { sequence, hash, at } = state;
  const { lines } = writer;
  yield headLine({ accountId, sequence, hash, at, exportedAt, lines, digest: writer.digest() }, signer);
}

async function* recordsOf(
  database: Database,
  session: Session,
  accountId: AccountId,
  { collection, by, of, sort = [] }: Exported,
): AsyncGenerator<Stored> {
  const records = database.connection.collection<Stored>(collection);
  const order = [...sort, '_id'];
  if (of === undefined) {
    yield* records.find({ [by]: accountId }, { ...SNAPSHOT, session }).sort(order);
    return;
  }
  const parents = database.connection
    .collection<Stored>(of)
    .find({ accountId }, { ...SNAPSHOT, session, projection: { _id: 1 } })
    .sort({ _id: 1 });
  for await (const ids of inBatches(parents)) {
    yield* records.find({ [by]: { $in: ids } }, { ...SNAPSHOT, session }).sort([by, ...order]);
  }
}

async function* inBatches(records: AsyncIterable<Stored>): AsyncGenerator<string[]> {
  let ids: string[] = [];
  for await (const { _id } of records) {
    ids.push(_id);
    if (ids.length < BATCH) continue;
    yield ids;
    ids = [];
  }
  if (ids.length > 0) yield ids;
}

function withoutFields({ _id, ...record }: Stored, { without = [] }: Exported): JsonObject {
  const fields = Object.entries(record).filter(([name]) => !without.includes(name));
  return { id: _id, ...Object.fromEntries(fields) };
}

/** The usages of the entries up to the state's last one, with what was done about them by the instant of the snapshot. */
async function* usagesOf(
  database: Database,
  session: Session,
  { _id: accountId, sequence: through }: LedgerDocument,
): AsyncGenerator<StoredUsage> {
  for await (const { usages } of readPages(database, accountId, { through, session, batch: PAGES })) {
    const booked = usages.filter(({ sequence }) => sequence <= through);
    yield* await withReversals(database, booked, session);
  }
}

function journalOf(database: Database, { _id: accountId, sequence: through }: LedgerDocument) {
  return readEntries(database, accountId, { through, batch: PAGES });
}

async function* inPieces(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const line of lines) {
    piece += line;
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
