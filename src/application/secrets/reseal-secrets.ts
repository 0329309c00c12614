/**
 * Encrypts again, with the current sealing secret, what was encrypted with an earlier one, so that the earlier one can be dropped.
 * In steps of bounded size; a run that was interrupted is completed by another one, which finds the rest.
 */
import { createEncryptor, type EncryptionPurpose, type Encryptor } from '../../infra/encryption.ts';
import type { Actor } from '../../storage/actor.ts';
import { PLATFORMS, type Platform } from '../../storage/collections/platforms.ts';
import { runTransaction, type TransactionDependencies } from '../../storage/transaction.ts';
import { identityOfSecrets, live } from '../notices/platform-secrets.ts';

/** Tokens that one step reads. */
const BATCH = 200;
/** Most ids of unreadable values that a result names. */
const MOST_NAMED = 100;

const RESEALER: Actor = { by: 'system:secrets-reseal', requestId: 'secrets reseal' };

export interface ResealCounts {
  resealed: number;
  /** Encrypted with the current secret before. */
  current: number;
  /** Encrypted with a secret that is neither the current one nor a retired one, or damaged. */
  unreadable: number;
}

export interface ResealResult {
  /** Tokens of service lines. */
  readonly tokens: ResealCounts;
  /** Signing secrets of platforms. One that has expired is left as it is, because nothing reads it any more. */
  readonly signingSecrets: ResealCounts;
  /** Owners of unreadable values, at most a hundred: `line:lin_…`, `platform:business`. */
  readonly unreadable: readonly string[];
}

export interface SealingSecrets {
  readonly current: string;
  readonly retired: readonly string[];
}

/** Repeats and concurrent runs do no harm: a value that is current stays as it is. */
export async function resealSecrets(
  dependencies: TransactionDependencies,
  secrets: SealingSecrets,
  batch = BATCH,
): Promise<ResealResult> {
  const unreadable: string[] = [];
  const report = (owner: string): void => {
    if (unreadable.length < MOST_NAMED) unreadable.push(owner);
  };
  return {
    tokens: await resealTokens(dependencies, { resealer: resealerOf(secrets, 'sealing 1'), batch, report }),
    signingSecrets: await resealPlatforms(dependencies, {
      resealer: resealerOf(secrets, 'webhook secrets 1'),
      report,
    }),
    unreadable,
  };
}

type Outcome = keyof ResealCounts;
/** What becomes of a ciphertext. An unreadable one stays as it is. */
type Resealer = (encrypted: string, owner: string) => { outcome: Outcome; encrypted: string };

function resealerOf({ current, retired }: SealingSecrets, purpose: EncryptionPurpose): Resealer {
  const encryptor = createEncryptor(current, purpose);
  const earlier = retired.map((secret) => createEncryptor(secret, purpose));
  return (encrypted, owner) => {
    if (opened(encryptor, encrypted, owner) !== null) return { outcome: 'current', encrypted };
    for (const one of earlier) {
      const text = opened(one, encrypted, owner);
      if (text !== null) return { outcome: 'resealed', encrypted: encryptor.seal(text, owner) };
    }
    return { outcome: 'unreadable', encrypted };
  };
}

function opened(encryptor: Encryptor, encrypted: string, owner: string): string | null {
  try {
    return encryptor.open(encrypted, owner);
  } catch {
    return null;
  }
}

/** Page by page in the order of ids. Each change names the ciphertext that it replaces, so that a concurrent run conflicts with none. */
async function resealTokens(
  { database }: TransactionDependencies,
  { resealer, batch, report }: { resealer: Resealer; batch: number; report: (owner: string) => void },
): Promise<ResealCounts> {
  const { encryptedTokens } = database.models;
  const counts: ResealCounts = { resealed: 0, current: 0, unreadable: 0 };
  for (let after = ''; ;) {
    const page = await encryptedTokens
      .find({ _id: { $gt: after } }, { encrypted: 1 })
      .sort({ _id: 1 })
      .limit(batch)
      .lean();
    const changes = page.flatMap(({ _id, encrypted: before }) => {
      const { outcome, encrypted } = resealer(before, _id);
      counts[outcome] += 1;
      if (outcome === 'unreadable') report(`line:${_id}`);
      if (outcome !== 'resealed') return [];
      return [{ updateOne: { filter: { _id, encrypted: before }, update: { $set: { encrypted } } } }];
    });
    if (changes.length > 0) await encryptedTokens.bulkWrite(changes);
    const last = page.at(-1);
    if (last === undefined || page.length < batch) return counts;
    after = last._id;
  }
}

/** Each platform in a transaction, which conflicts with a rotation at the same time. */
async function resealPlatforms(
  dependencies: TransactionDependencies,
  { resealer, report }: { resealer: Resealer; report: (owner: string) => void },
): Promise<ResealCounts> {
  const total: ResealCounts = { resealed: 0, current: 0, unreadable: 0 };
  for (const platform of PLATFORMS) {
    const counts = await resealPlatform(dependencies, platform, resealer);
    for (const outcome of ['resealed', 'current', 'unreadable'] as const) total[outcome] += counts[outcome];
    if (counts.unreadable > 0) report(identityOfSecrets(platform));
  }
  return total;
}

async function resealPlatform(
  dependencies: TransactionDependencies,
  platform: Platform,
  resealer: Resealer,
): Promise<ResealCounts> {
  return runTransaction(dependencies, RESEALER, async (unit) => {
    const counts: ResealCounts = { resealed: 0, current: 0, unreadable: 0 };
    const { platforms } = unit.database.models;
    const stored = await platforms.findById(platform).session(unit.session).lean();
    if (stored === null) return counts;
    const alive = new Set(live(stored.secrets, unit.recordedAt));
    const secrets = stored.secrets.map((secret) => {
      if (!alive.has(secret)) return secret;
      const { outcome, encrypted } = resealer(secret.encrypted, identityOfSecrets(platform));
      counts[outcome] += 1;
      return { ...secret, encrypted };
    });
    if (counts.resealed === 0) return counts;
    await platforms.updateOne({ _id: platform }, { $set: { secrets } }, { session: unit.session });
    const facts = { platform, resealed: counts.resealed };
    unit.audit({ type: 'platform.secrets_resealed', at: unit.recordedAt, accountId: null, facts });
    return counts;
  });
}
