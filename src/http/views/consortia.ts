/** A consortium as responses show it. */
import type { Consortium } from '../../contracts/consortia.ts';
import type { ConsortiumDocument } from '../../storage/collections/consortia.ts';

export function consortiumView({ _id, accountId, name, createdAt }: ConsortiumDocument): Consortium {
  return { id: _id, accountId, name, createdAt };
}
