/** Decrypts the token of a service line for the staff who deliver it, and audits every access (AMB-54, D-23). */
import { DomainError } from '../../../domain/errors.ts';
import type { ServiceDocument } from '../../../storage/collections/services.ts';
import type { UnitOfWork } from '../../../storage/unit-of-work.ts';
import type { Caller } from '../../access/caller.ts';
import type { Encryptor } from '../../../infra/encryption.ts';

/** Throws `token_for_assignee_only` unless the caller is an operator or the service's assignee (D-23). */
export function assertMayReadToken(
  { roles, keyId }: Caller,
  { _id, assignee }: Pick<ServiceDocument, '_id' | 'assignee'>,
): void {
  if (!roles.includes('operator') && assignee !== keyId)
    throw new DomainError('token_for_assignee_only', { serviceId: _id });
}

/**
 * Returns the token. Throws `not_found` if the line has none, and `unavailable` if this process has no key to decrypt
 * it.
 */
export async function revealToken(
  unit: UnitOfWork,
  { _id: serviceId, lineId, accountId, orderId }: ServiceDocument,
  encryptor: Encryptor | undefined,
): Promise<string> {
  const encrypted = await unit.database.models.encryptedTokens.findById(lineId).session(unit.session).lean();
  if (encrypted === null) throw new DomainError('not_found', { kind: 'token', id: serviceId });
  if (encryptor === undefined) throw new DomainError('not_configured', { variable: 'SEALING_SECRET' });
  unit.audit({
    type: 'service.token_read',
    at: await unit.accountNow(accountId),
    accountId,
    orderId,
    facts: { serviceId, lineId },
  });
  return encryptor.open(encrypted.encrypted, lineId);
}
