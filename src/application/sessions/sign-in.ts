/** Signs a person in with an API key or a one-use link. */
import { DomainError } from '../../domain/errors.ts';
import { SYSTEM } from '../../storage/actor.ts';
import { runTransaction, type TransactionDependencies } from '../../storage/transaction.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import type { Caller } from '../access/caller.ts';
import type { KeyAuthenticator } from '../keys/key-authenticator.ts';
import { useSignInLink } from './sign-in-links.ts';
import { startSession, type StartedSession } from './start-session.ts';

export interface SignInDependencies extends TransactionDependencies {
  readonly keys: Pick<KeyAuthenticator, 'authenticate' | 'callerOfKey'>;
}

export interface SignInRequest {
  readonly requestId: string;
  /** An API key; undefined if a link is given. */
  readonly key?: string | undefined;
  /** The token of a sign-in link. */
  readonly link?: string | undefined;
  readonly person?: string | undefined;
  readonly device?: string | undefined;
}

/** Throws `sign_in_refused`, and `forbidden` for a key of a medical platform. A link that fails can be used again. */
export function signIn(
  dependencies: SignInDependencies,
  { requestId, key, link, person, device }: SignInRequest,
): Promise<StartedSession> {
  return runTransaction(dependencies, { ...SYSTEM, requestId }, async (unit) => {
    const caller = await callerOf(unit, dependencies.keys, { key, link });
    // A session cannot start another one.
    if (caller === null || caller.session !== undefined) throw new DomainError('sign_in_refused');
    return startSession(unit, { caller, person, device });
  });
}

async function callerOf(
  unit: UnitOfWork,
  keys: SignInDependencies['keys'],
  { key, link }: Pick<SignInRequest, 'key' | 'link'>,
): Promise<Caller | null> {
  if (key !== undefined) return keys.authenticate(key);
  const keyId = link === undefined ? null : await useSignInLink(unit, link);
  return keyId === null ? null : keys.callerOfKey(keyId);
}
