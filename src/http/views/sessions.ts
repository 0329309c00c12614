/** A session as responses show it, without its token. */
import type { SessionAnswer } from '../../contracts/sessions.ts';
import { role } from '../../contracts/roles.ts';
import type { SessionDocument } from '../../storage/collections/sessions.ts';

/** `currentId`: the session of the request; null without one. */
export function sessionView(
  { _id, keyId, person, device, roles, accountIds, createdAt, expiresAt, endedAt }: SessionDocument,
  currentId: string | null,
): SessionAnswer {
  return {
    id: _id,
    keyId,
    person,
    device,
    roles: role.array().parse(roles),
    accountIds,
    createdAt,
    expiresAt,
    endedAt,
    current: _id === currentId,
  };
}
