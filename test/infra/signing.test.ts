/** Signatures that anybody can check with the public key, and that only the holder of the secret can make. */
import { createHash, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { createSigner, createVerifier } from '../../src/infra/signing.ts';

const SECRET = 'a secret with enough entropy for a test';
const signer = createSigner(SECRET);

it('the same secret gives the same key, another one another', () => {
  expect(createSigner(SECRET)).toMatchObject({ keyId: signer.keyId, pem: signer.pem });
  expect(createSigner(`${SECRET}.`).keyId).not.toBe(signer.keyId);
});

it('a signature is plain Ed25519 over the text', () => {
  const signature = Buffer.from(signer.sign('what was written, 写下的'), 'base64url');
  const key = createPublicKey(signer.pem);
  expect(signature).toHaveLength(64);
  expect(verify(null, Buffer.from('what was written, 写下的'), key, signature)).toBe(true);
});

it('a verifier takes it, and no other text, signature or key', () => {
  const verifier = createVerifier(signer.pem);
  const verifies = (text: string, given: string) => verifier.verify(text, given);
  const signature = signer.sign('text');
  expect(verifier.keyId).toBe(signer.keyId);
  expect(verifies('text', signature)).toBe(true);
  expect(verifies('texts', signature)).toBe(false);
  expect(verifies('text', signer.sign('other'))).toBe(false);
  expect(verifies('text', createSigner('another secret').sign('text'))).toBe(false);
  for (const broken of ['', 'AAAA', signature.slice(0, -2), '*'])
    expect(verifies('text', broken)).toBe(false);
});

it('the id of a key is its JWK thumbprint', () => {
  const { kty, crv, x } = createPublicKey(signer.pem).export({ format: 'jwk' });
  expect(signer.x).toBe(x);
  const members = JSON.stringify({ crv, kty, x });
  expect(signer.keyId).toBe(createHash('sha256').update(members).digest('base64url'));
});

it('a key of another kind is none to verify with', () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  expect(() => createVerifier(publicKey.export({ format: 'pem', type: 'spki' }).toString())).toThrow(
    'not an Ed25519 key',
  );
  expect(() => createVerifier('no key')).toThrow();
});
