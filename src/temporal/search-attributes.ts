/** Makes a Temporal namespace know the search attributes of orders. */
import type { Connection } from '@temporalio/client';
import { temporal } from '@temporalio/proto';
import { SEARCH_ATTRIBUTES } from '../domain/search-attributes.ts';

type OperatorConnection = Pick<Connection, 'operatorService'>;

const { IndexedValueType } = temporal.api.enums.v1;

const INDEXED_TYPES = {
  KEYWORD: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  DATETIME: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
  BOOL: IndexedValueType.INDEXED_VALUE_TYPE_BOOL,
} as const satisfies Record<
  (typeof SEARCH_ATTRIBUTES)[number]['type'],
  temporal.api.enums.v1.IndexedValueType
>;

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
    if (known === undefined) missing[name] = INDEXED_TYPES[type];
    else if (known !== INDEXED_TYPES[type]) {
      throw new Error(
        `search attribute ${name} of namespace ${namespace} exists with a type other than ${type}`,
      );
    }
  }
  if (Object.keys(missing).length === 0) return;
  await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: missing });
}
