/**
 * Uses a second of the bare engine in one process, with and without the hash chain: what the ledger could do if the
 * database cost nothing. Run after `npm run build`: node test/domain/ledger/engine-bench.mjs
 */
import { Buffer } from 'node:buffer';
import { createHash, hash } from 'node:crypto';
import { consume } from '../../../dist/src/domain/ledger/consume.js';
import { canonicalJson } from '../../../dist/src/domain/ledger/canonical-json.js';
import { credit } from '../../../dist/src/domain/ledger/credit.js';
import { openDraft, stateOf } from '../../../dist/src/domain/ledger/draft.js';
import { chainedEntry } from '../../../dist/src/domain/ledger/hash-chain.js';
import { settleDue } from '../../../dist/src/domain/ledger/settle-due.js';

const sha256 = hash
  ? (text) => hash('sha256', text, 'hex')
  : (text) => createHash('sha256').update(text).digest('hex');
const POLICY = { overdraft: 'arrears', overdraftCap: null, suspended: false };
const USES = 200_000;
const AT = '2025-07-01T00:00:00.000Z';

function accountWith(lots, unitsEach, price) {
  const draft = openDraft({ pools: [] });
  settleDue(draft, '2025-01-01T00:00:00.000Z');
  for (let n = 0; n < lots; n++) {
    credit(draft, 'inspection', {
      lotId: `lot_01jz0000000000000000${String(n).padStart(6, '0')}`,
      orderId: null,
      lineId: null,
      storageYears: n % 2 === 0 ? 15 : 5,
      purchasedAt: '2025-01-01T00:00:00.000Z',
      expiresAt: '2026-01-01T00:00:00.000Z',
      units: unitsEach,
      ...(price && { price }),
    });
  }
  return stateOf(draft);
}

function usesPerSecond({
  lots = 12,
  unitsEach = 1e9,
  price,
  storageYears,
  batch = 64,
  chained = true,
  hashing = sha256,
}) {
  let state = accountWith(lots, unitsEach, price);
  let draft = openDraft(state);
  let previousHash = '';
  const started = process.hrtime.bigint();
  for (let n = 0; n < USES; n++) {
    if (n % batch === 0) {
      state = stateOf(draft);
      draft = openDraft(state);
    }
    settleDue(draft, AT);
    const use = consume(draft, { resource: 'inspection', quantity: 1, storageYears }, POLICY);
    if (!use.accepted) throw new Error(use.reason);
    if (chained) {
      const causedBy = { type: 'usage', id: 'usg_01jz0000000000000000000000' };
      const entry = { ...use.movement, sequence: n + 1, recordedAt: AT, causedBy };
      previousHash = chainedEntry(previousHash, entry, hashing).hash;
    }
  }
  return USES / (Number(process.hrtime.bigint() - started) / 1e9);
}

function callsPerSecond(call) {
  const started = process.hrtime.bigint();
  let length = 0;
  for (let n = 0; n < USES; n++) length += call(n).length;
  if (length === 0) throw new Error('nothing was made');
  return USES / (Number(process.hrtime.bigint() - started) / 1e9);
}

const median = (measure) => Array.from({ length: 5 }, measure).sort((a, b) => a - b)[2];
const anEntry = (sequence) => ({
  at: AT,
  balanceAfter: { arrears: 0, available: 123_456, resource: 'inspection' },
  causedBy: { id: 'usg_01jz0000000000000000000000', type: 'usage' },
  kind: 'usage.accepted',
  postings: [
    { account: 'lot:lot_01jz0000000000000000000000', units: -1 },
    { account: 'consumed:inspection', units: 1 },
  ],
  previousHash: 'a'.repeat(64),
  recordedAt: AT,
  sequence,
});

/** 14.16 a unit. */
const PRICED = { unitsEach: 1e7, price: { amountMinor: 1_416 * 1e7, currency: 'USD' } };
const rows = {
  'engine alone, 12 lots with a price': () => usesPerSecond({ ...PRICED, chained: false }),
  'engine and chain, 12 lots with a price': () => usesPerSecond(PRICED),
  'engine alone, 12 lots': () => usesPerSecond({ chained: false }),
  'engine and chain, 12 lots': () => usesPerSecond({}),
  'engine and chain, storage term asked': () => usesPerSecond({ storageYears: 5 }),
  'engine and chain, 1,000 lots': () => usesPerSecond({ lots: 1000 }),
  'engine and chain, every use owes': () => usesPerSecond({ lots: 1, unitsEach: 1 }),
  'engine and chain, the head copied for each use': () => usesPerSecond({ batch: 1 }),
  'engine and chain, createHash': () =>
    usesPerSecond({ hashing: (text) => createHash('sha256').update(text).digest('hex') }),
  'canonicalJson alone': () => callsPerSecond((n) => Buffer.from(canonicalJson(anEntry(n)))),
  'JSON.stringify of keys in order, alone': () =>
    callsPerSecond((n) => Buffer.from(JSON.stringify(anEntry(n)))),
  'sha256 alone': () => callsPerSecond((n) => sha256(`${n}${'a'.repeat(480)}`)),
};
for (const [name, measure] of Object.entries(rows)) {
  measure();
  process.stdout.write(`${String(Math.round(median(measure))).padStart(9)} /s  ${name}\n`);
}
