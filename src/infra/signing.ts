/** Signs what leaves the product and must be verifiable later: Ed25519, with a key derived from a secret. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';

const SEED_BYTES = 32;
/** The PKCS #8 prefix of the 32 bytes of an Ed25519 key (RFC 8410 §7). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A public key in the forms in which it is published. */
export interface PublicKey {
  /** Its JWK thumbprint (RFC 7638), which anyone can recompute. */
  readonly keyId: string;
  /** SubjectPublicKeyInfo. */
  readonly pem: string;
  /** The 32 bytes in base64url: `x` of its JWK. */
  readonly x: string;
}

export interface Verifier extends PublicKey {
  /** `signature` in base64url. */
  verify(text: string, signature: string): boolean;
}

export interface Signer extends Verifier {
  /** The signature in base64url. */
  sign(text: string): string;
}

/** Derives the key from a secret with at least 32 bytes of entropy. The same secret yields the same key. */
export function createSigner(secret: string): Signer {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'prepaid-fulfilment exports 1', SEED_BYTES));
  const key = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' });
  return {
    ...verifierOf(createPublicKey(key)),
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64url'),
  };
}

/** Reads a PEM file. Throws `TypeError` for a key that is not Ed25519, and Node's error if it is no key at all. */
export function createVerifier(pem: string): Verifier {
  return verifierOf(createPublicKey(pem));
}

function verifierOf(key: KeyObject): Verifier {
  const { x } = key.export({ format: 'jwk' });
  if (key.asymmetricKeyType !== 'ed25519' || x === undefined) throw new TypeError('not an Ed25519 key');
  return {
    keyId: createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url'),
    pem: key.export({ format: 'pem', type: 'spki' }).toString(),
    x,
    verify: (text, signature) => verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url')),
  };
}
