/** Client of the Prepaid Fulfilment API, for browsers and Node. */
import type { components } from './api.ts';

export { createClient, type Client, type ClientOptions, type Language, type Reply } from './client.ts';
export type {
  CallOptions,
  CallSettings,
  Item,
  JsonPath,
  Limits,
  ListOptions,
  ListPath,
  Method,
  Result,
} from './calls.ts';
export {
  CallError,
  isProblem,
  NoResponseError,
  ProblemError,
  UnexpectedResponseError,
  type ErrorCode,
  type Problem,
} from './errors.ts';

/** The types of the API by name, such as `Schemas['Order']`. */
export type Schemas = components['schemas'];
