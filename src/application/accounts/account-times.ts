/** Reads the time of many accounts at once, for lists of records whose state depends on it. */
import type { AccountId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import { among } from '../../storage/among.ts';
import type { Database } from '../../storage/database.ts';

interface OfAccount {
  readonly accountId: AccountId;
  readonly sandbox: boolean;
}

/** Adds account time: the server's, or the frozen clock of a sandbox, which is read once for each sandbox. */
export async function withAccountTime<Document extends OfAccount>(
  { models }: Database,
  serverNow: Instant,
  documents: readonly Document[],
): Promise<(Document & { readonly now: Instant })[]> {
  const ledgers = await among(
    documents.flatMap(({ sandbox, accountId }) => (sandbox ? [accountId] : [])),
    (_id) => models.ledgers.find({ _id }, { frozenAt: 1 }).lean(),
  );
  const frozen = new Map(ledgers.map(({ _id, frozenAt }) => [_id, frozenAt]));
  return documents.map((document) => ({ ...document, now: frozen.get(document.accountId) ?? serverNow }));
}
