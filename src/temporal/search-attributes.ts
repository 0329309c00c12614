/** Makes a Temporal namespace know the search attributes of orders. */
import { isGrpcServiceError, type Connection } from '@temporalio/client';
import { encodeSearchAttributeIndexedValueType as indexedType } from '@temporalio/common/lib/search-attributes.js';
import type { temporal } from '@temporalio/proto';
import { SEARCH_ATTRIBUTES } from '../domain/search-attributes.ts';
import { grpcFailureIn, INVALID_ARGUMENT, PERMISSION_DENIED, UNIMPLEMENTED } from './grpc-status.ts';

type OperatorConnection = Pick<Connection, 'operatorService'>;
type QueryConnection = Pick<Connection, 'workflowService'>;

/**
 * Registers those that the namespace does not know yet. Where nobody but an operator of the server may do so, as in Temporal
 * Cloud, only checks that it knows them. Throws an error that lists them if it does not.
 */
export async function ensureSearchAttributes(
  connection: OperatorConnection & QueryConnection,
  namespace: string,
): Promise<void> {
  try {
    await registerSearchAttributes(connection, namespace);
  } catch (error) {
    const code = isGrpcServiceError(error) ? grpcFailureIn(error)?.code : undefined;
    if (code !== PERMISSION_DENIED && code !== UNIMPLEMENTED) throw error;
    await assertSearchAttributes(connection, namespace);
  }
}

/** Throws an error that lists all if the namespace lacks one: a query that names an unknown attribute is refused. */
export async function assertSearchAttributes(
  { workflowService }: QueryConnection,
  namespace: string,
): Promise<void> {
  const query = SEARCH_ATTRIBUTES.map(({ name }) => `${name} IS NULL`).join(' AND ');
  try {
    await workflowService.countWorkflowExecutions({ namespace, query });
  } catch (error) {
    if (grpcFailureIn(error)?.code !== INVALID_ARGUMENT) throw error;
    const wanted = SEARCH_ATTRIBUTES.map(({ name, type }) => `${name} (${type})`).join(', ');
    throw new Error(`this user may not add search attributes, and some are missing; add ${wanted}`, {
      cause: error,
    });
  }
}

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
