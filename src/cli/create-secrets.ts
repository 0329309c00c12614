/**
 * The secrets of an installation in containers: made at its first start, each in a file that only the user of one
 * container can read. A file that exists is never changed.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { chownSync, existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { codeOf, reasonOf, RuntimeProblem } from '../devstack/runtime-problem.ts';

const SECRET_BYTES = 32;

/** Numeric ids of the users that read a secret, as the images have them. */
const PRODUCT = { uid: 10_001, gid: 10_001 } as const;
const MONGOD = { uid: 999, gid: 999 } as const;
const GRAFANA = { uid: 472, gid: 472 } as const;
/** Owned by PostgreSQL; Temporal reads it as its group. */
const POSTGRES_AND_TEMPORAL = { uid: 999, gid: 1_000 } as const;

const OWNER_READS = 0o400;
const GROUP_READS_TOO = 0o440;

/** The files of `mongodb initiate`, relative to the folder. */
export const MONGODB_ROOT_PASSWORD = 'mongodb/root-password';
export const MONGODB_URI = 'app/mongodb-uri';
/** The user of the product in MongoDB. */
const MONGODB_USER = 'prepaid';

interface SecretFile {
  /** Relative to the folder. Each first part is a volume of its own, mounted where its readers are. */
  readonly name: string;
  readonly owner: { readonly uid: number; readonly gid: number };
  readonly mode: number;
  readonly make: () => string;
}

export interface CreatedSecrets {
  readonly created: readonly string[];
  readonly existing: readonly string[];
}

/**
 * Creates the files that are missing. `mongodbHost` is the address of MongoDB in the connection string of the product.
 * Only root can give files to other users; for anyone else they stay with the caller.
 */
export function createSecrets(folder: string, mongodbHost: string): CreatedSecrets {
  const created: string[] = [];
  const existing: string[] = [];
  for (const file of secretFiles(mongodbHost)) {
    const isNew = createOnce(path.join(folder, file.name), file);
    (isNew ? created : existing).push(file.name);
  }
  return { created, existing };
}

/** The secret in a file of `createSecrets`. Throws `RuntimeProblem` if it cannot be read. */
export function readSecret(folder: string, name: string): string {
  try {
    return readFileSync(path.join(folder, name), 'utf8').trim();
  } catch (error) {
    throw new RuntimeProblem(
      `A secret cannot be read: ${reasonOf(error)}\n  Make the secrets first: secrets create --folder ${folder}`,
    );
  }
}

function secretFiles(mongodbHost: string): readonly SecretFile[] {
  return [
    // Authenticates the members of the replica set to each other; mongod refuses a file that others can read.
    { name: 'mongodb/key', owner: MONGOD, mode: OWNER_READS, make: secret },
    { name: MONGODB_ROOT_PASSWORD, owner: PRODUCT, mode: OWNER_READS, make: secret },
    {
      name: MONGODB_URI,
      owner: PRODUCT,
      mode: OWNER_READS,
      make: () => `mongodb://${MONGODB_USER}:${secret()}@${mongodbHost}/?replicaSet=prepaid&authSource=admin`,
    },
    { name: 'app/sealing-secret', owner: PRODUCT, mode: OWNER_READS, make: secret },
    { name: 'app/export-signing-key', owner: PRODUCT, mode: OWNER_READS, make: secret },
    {
      name: 'temporal/database-password',
      owner: POSTGRES_AND_TEMPORAL,
      mode: GROUP_READS_TOO,
      make: secret,
    },
    { name: 'grafana/admin-password', owner: GRAFANA, mode: OWNER_READS, make: secret },
    { name: 'grafana/secret-key', owner: GRAFANA, mode: OWNER_READS, make: secret },
  ];
}

/** Letters and digits only: the key file of MongoDB allows neither `-` nor `_`, and connection strings need no escapes. */
function secret(): string {
  return randomBytes(SECRET_BYTES).toString('hex');
}

/** True if the file was created. It appears whole or not at all; of two calls at once one wins. */
function createOnce(file: string, { owner, mode, make }: SecretFile): boolean {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o755 });
  const isNew = !existsSync(file) && linked(file, make(), mode);
  // Also of a file that an interrupted start left without its owner.
  if (process.getuid?.() === 0) chownSync(file, owner.uid, owner.gid);
  return isNew;
}

/** False if the file exists by now. */
function linked(file: string, text: string, mode: number): boolean {
  const unfinished = `${file}.${randomUUID()}`;
  writeFileSync(unfinished, text, { mode, flag: 'wx' });
  try {
    linkSync(unfinished, file);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return false;
  } finally {
    unlinkSync(unfinished);
  }
}
