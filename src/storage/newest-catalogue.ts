/** The catalogue in force, as this process last read it. A version never changes once it is published. */
import type { CatalogueVersionDocument } from './collections/catalogue-versions.ts';
import type { Database, Session } from './database.ts';

export type NewestCatalogue = Readonly<
  Pick<CatalogueVersionDocument, 'number' | 'contentHash' | 'catalogue'>
>;

const lastRead = new WeakMap<Database, NewestCatalogue>();

/** The version that was last read; null before the first read. */
export function lastReadCatalogue(database: Database): NewestCatalogue | null {
  return lastRead.get(database) ?? null;
}

/** Returns the newest version; null before the first one is published. Reads only its number if it is known. */
export async function readNewestCatalogue(
  database: Database,
  session: Session | null,
): Promise<NewestCatalogue | null> {
  const { catalogueVersions } = database.models;
  const newest = await catalogueVersions
    .findOne({}, { number: 1 })
    .sort({ number: -1 })
    .session(session)
    .lean();
  if (newest === null) return null;
  const known = lastRead.get(database);
  if (known?.number === newest.number) return known;
  // A version that this transaction wrote may still be rolled back: only committed versions are remembered.
  const committed = await catalogueVersions.findOne({ number: newest.number }).lean();
  const found =
    committed ?? (await catalogueVersions.findOne({ number: newest.number }).session(session).lean());
  if (found === null) return null;
  const { number, contentHash, catalogue } = found;
  const read = { number, contentHash, catalogue };
  if (committed !== null) lastRead.set(database, read);
  return read;
}
