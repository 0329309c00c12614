/** An API key as answers show it: everything but the key. */
import type { ApiKey } from '../../contracts/keys.ts';
import { role } from '../../contracts/roles.ts';
import type { KeyDocument } from '../../storage/collections/keys.ts';

export function keyView({
  _id,
  name,
  roles,
  accountIds,
  createdAt,
  expiresAt,
  lastUsedAt,
  revokedAt,
}: KeyDocument): ApiKey {
  return {
    id: _id,
    name,
    roles: role.array().parse(roles),
    accountIds,
    createdAt,
    expiresAt,
    lastUsedAt,
    revokedAt,
  };
}
