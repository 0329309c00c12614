/** Makes a Temporal namespace know the search attributes of orders. */
import type { Connection } from '@temporalio/client';
import { encodeSearchAttributeIndexedValueType as indexedType } from '@temporalio/common/lib/search-attributes.js';
import type { temporal } from '@temporalio/proto';
import { SEARCH_ATTRIBUTES } from '../domain/search-attributes.ts';

type OperatorConnection = Pick<Connection, 'operatorService'>;

/**
 * Registers those that the namespace does not know yet; knowing them all is the usual case and changes nothing.
 * Throws where one exists with another type, since workflows would then fail one by one.
 */
export async function registerSearchAttributes(
  connection: OperatorConnection,
  namespace: string,
): Promise<void> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing: Record<string, temporal.api.enums.v1.IndexedValueType> = {};
  for (const { name, type } of SEARCH_ATTRIBUTES) {
    const known = customAttributes[name];
    const wanted = indexedType(type);
    if (known === undefined && wanted !== undefined) missing[name] = wanted;
    else if (known !== wanted) {
      throw new Error(
        `search attribute ${name} of namespace ${namespace} exists with a type other than ${type}`,
      );
    }
  }
  if (Object.keys(missing).length === 0) return;
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: missing });
}
