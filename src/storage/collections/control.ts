export { type AuditDocument, audit } from './audit.ts';
export { type AdvanceBlock, type ClockAdvanceDocument, clockAdvances } from './clock-advances.ts';
export { type IdempotencyDocument, idempotency } from './idempotency.ts';
export { type KeyDocument, keys } from './keys.ts';
export { type OutboxMessage, AT_ONCE, type OutboxDocument, outbox } from './outbox.ts';
