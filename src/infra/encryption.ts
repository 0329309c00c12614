/** Encrypts small secrets that are stored, such as a customer's token: AES-256-GCM, bound to their owner. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;

export interface Encryptor {
  /** Decryption needs the same `owner`, so a ciphertext cannot be moved to another record. */
  seal(secret: string, owner: string): string;
  /** Throws if the ciphertext was changed, moved to another owner, or encrypted with another key. */
  open(encrypted: string, owner: string): string;
}

/** What is encrypted. Each purpose has its own key, so a ciphertext of one cannot be decrypted for another. */
export type EncryptionPurpose = 'sealing 1' | 'webhook secrets 1';

/** The secrets of a process, from its configuration. */
export interface SealingConfig {
  readonly sealingSecret: string | undefined;
  readonly retiredSealingSecrets: readonly string[];
}

/** Encrypts with the current secret, and decrypts with the retired ones too. Undefined where there is no current one. */
export function encryptorOf(
  { sealingSecret, retiredSealingSecrets }: SealingConfig,
  purpose: EncryptionPurpose,
): Encryptor | undefined {
  if (sealingSecret === undefined) return undefined;
  const current = createEncryptor(sealingSecret, purpose);
  const earlier = retiredSealingSecrets.map((secret) => createEncryptor(secret, purpose));
  return {
    seal: (secret, owner) => current.seal(secret, owner),
    open: (encrypted, owner) => {
      for (const encryptor of earlier) {
        try {
          return encryptor.open(encrypted, owner);
        } catch {
          // Another one has encrypted it.
        }
      }
      return current.open(encrypted, owner);
    },
  };
}

/** Derives the key from a secret of any length with at least 32 bytes of entropy. */
export function createEncryptor(secret: string, purpose: EncryptionPurpose = 'sealing 1'): Encryptor {
  const key = Buffer.from(hkdfSync('sha256', secret, '', `prepaid-fulfilment ${purpose}`, KEY_BYTES));
  return {
    seal: (text, owner) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
    },
    open: (encrypted, owner) => {
      const bytes = Buffer.from(encrypted, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(owner));
      decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
      const body = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
      return Buffer.concat([body, decipher.final()]).toString('utf8');
    },
  };
}
