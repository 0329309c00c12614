/** The client of Temporal that API and workers share. */
import {
  Client,
  Connection,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
  type ConnectionOptions,
} from '@temporalio/client';
import type { TemporalAccess } from '../infra/temporal-access.ts';
import type { Logger } from '../infra/logging.ts';
import { apiKeyOf } from './api-key.ts';
import { RESOURCE_EXHAUSTED } from './grpc-status.ts';

type CallInterceptor = NonNullable<ConnectionOptions['interceptors']>[number];

/** No call waits longer, its repeats included; the server answers the longest polls after 20 seconds. */
const CALL_LIMIT_MS = 30_000;
const CONNECT_LIMIT_MS = 5_000;

/**
 * A client whose connection is made on first use, so that a process starts while Temporal is away. It follows the file of
 * the API key if `access` names one; `logger` receives what becomes of that.
 */
export function lazyClient(access: TemporalAccess, logger?: Logger): Client {
  const apiKey = access.apiKey === undefined ? undefined : apiKeyOf(access, logger);
  const connection = Connection.lazy({
    ...clientOptionsOf(access),
    ...(apiKey !== undefined && { apiKey: () => apiKey() ?? '' }),
    connectTimeout: CONNECT_LIMIT_MS,
    interceptors: [limited],
  });
  return new Client({ connection, namespace: access.namespace });
}

/** The options of each connection to Temporal. */
export function clientOptionsOf({ address, tls, apiKey, metadata }: TemporalAccess) {
  return {
    address,
    ...(tls !== undefined && { tls }),
    ...(apiKey !== undefined && { apiKey }),
    // A copy, since connections add to it.
    ...(metadata !== undefined && { metadata: { ...metadata } }),
  };
}

const usual = defaultGrpcRetryOptions();
/** The library's retries, except of an overloaded server: callers know better how long they can wait for one. */
const repeated = makeGrpcRetryInterceptor({
  ...usual,
  retryableDecider: (attempt, status) => {
    const code: number = status.code;
    return code !== RESOURCE_EXHAUSTED && usual.retryableDecider(attempt, status);
  },
});

/** Gives a call that brings no deadline one of its own. */
const limited: CallInterceptor = (options, nextCall) =>
  repeated({ ...options, deadline: options.deadline ?? Date.now() + CALL_LIMIT_MS }, nextCall);
