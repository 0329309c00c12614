export { type JournalDocument, RARE_ENTRIES, journal } from './journal.ts';
export { type LedgerDocument, type PoolOverride, ledgers } from './ledgers.ts';
export { type LotEnd, type LotDocument, lots } from './lots.ts';
export { type DrawRecord, type UsageDocument, type UsageReversal, usages } from './usages.ts';
