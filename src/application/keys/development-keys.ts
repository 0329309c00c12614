/** Registers the API keys of a development stack, one for each role, from the file that its start has written. */
import { z } from 'zod';
import { INTERNAL_ROLES } from '../../contracts/roles.ts';
import { sha256Hex } from '../../infra/ids.ts';
import { derivedId } from '../../infra/ids.ts';
import { SYSTEM } from '../../storage/actor.ts';
import { runTransaction, type TransactionDependencies } from '../../storage/transaction.ts';

const keysFile = z.partialRecord(z.enum(INTERNAL_ROLES), z.string().min(20));

/** Stores the hashes of keys that are not registered yet. Throws if the file does not have the expected form. */
export async function registerDevelopmentKeys(
  dependencies: TransactionDependencies,
  fileContent: string,
): Promise<void> {
  const content: unknown = JSON.parse(fileContent);
  const parsed = keysFile.parse(content);
  await runTransaction(dependencies, SYSTEM, async (unit) => {
    for (const role of INTERNAL_ROLES) {
      const key = parsed[role];
      // Keys that no longer work are removed from the file.
      if (key === undefined) continue;
      const hash = sha256Hex(key);
      const { upsertedCount } = await unit.database.models.keys.updateOne(
        { hash },
        {
          $setOnInsert: {
            _id: derivedId('key', hash),
            name: `development ${role}`,
            roles: [role],
            accountIds: null,
            createdAt: unit.recordedAt,
            expiresAt: null,
            lastUsedAt: null,
            revokedAt: null,
            guard: 0,
          },
        },
        { upsert: true, session: unit.session },
      );
      if (upsertedCount > 0) {
        unit.audit({
          type: 'key.created',
          at: unit.recordedAt,
          accountId: null,
          facts: { name: `development ${role}` },
        });
      }
    }
  });
}
