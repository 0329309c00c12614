/** An API key as responses show it, without the key itself. */
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
