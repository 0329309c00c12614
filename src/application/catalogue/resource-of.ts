/** Finds the resource that a request names. */
import { findResource, type Catalogue, type Resource } from '../../domain/catalogue/catalogue.ts';
import { DomainError } from '../../domain/errors.ts';
import { schemaError } from '../../messages/violations/schema.ts';

/**
 * Throws `not_found` for an unknown resource, and `validation_failed` if storage is asked for and the resource has no
 * storage terms.
 */
export function resourceOf(
  catalogue: Catalogue,
  { resource, storageYears }: { readonly resource: string; readonly storageYears?: number | undefined },
): Resource {
  const found = findResource(catalogue, resource);
  if (found === undefined) throw new DomainError('not_found', { kind: 'resource', id: resource });
  if (storageYears !== undefined && !found.perStorage)
    throw schemaError('storageYears', 'storage_not_known', { resource: found.name });
  return found;
}
