export { isDuplicateKey } from './driver-errors.ts';
export { runUnderLease as claimed } from './idempotency/run-under-lease.ts';
export { transactIdempotently as once } from './idempotency/transact-idempotently.ts';
export {
  requestKeyOf,
  type IdempotencyRequest,
  type IdempotentResponse,
  type StoredResponse,
} from './idempotency/stored-response.ts';
