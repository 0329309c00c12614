/** The verdict on an export, and the key that verifies exports, as responses show them. */
import { BREAKS } from '../../application/exports/broken-line.ts';
import type { verifyExport } from '../../application/exports/verify-export.ts';
import type { Signer } from '../../infra/signing.ts';

type Verdict = Awaited<ReturnType<typeof verifyExport>>;

export function verdictView({ firstBroken, ...verdict }: Verdict) {
  if (firstBroken === undefined) return verdict;
  const detail = `The line ${BREAKS[firstBroken.reason]}.`;
  return { ...verdict, firstBroken: { ...firstBroken, detail } };
}

export function verificationKeyView({ keyId, pem, x }: Pick<Signer, 'keyId' | 'pem' | 'x'>) {
  return {
    keyId,
    algorithm: 'Ed25519' as const,
    publicKeyPem: pem,
    jwk: {
      kty: 'OKP' as const,
      crv: 'Ed25519' as const,
      x,
      kid: keyId,
      use: 'sig' as const,
      alg: 'EdDSA' as const,
    },
  };
}
