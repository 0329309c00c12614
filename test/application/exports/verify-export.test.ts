/** An export is what was written, or the first line that is not is named, whatever was done to it. */
import fc from 'fast-check';
import { chainedEntry } from '../../../src/domain/ledger/hash-chain.ts';
import type { JournalEntry } from '../../../src/domain/ledger/journal-entry.ts';
import { LineWriter } from '../../../src/application/exports/export-line.ts';
import { headLine, type HeadData } from '../../../src/application/exports/signed-head.ts';
import { splitLines } from '../../../src/application/exports/split-lines.ts';
import { sha256Hex } from '../../../src/infra/ids.ts';
import { createSigner } from '../../../src/infra/signing.ts';
import { ACCOUNT_ID, anExport, SIGNER, verify } from './an-export.ts';

interface Line {
  readonly type: string;
  readonly data: Record<string, unknown>;
}

/** A journal entry that a forger may write to. */
interface Forgeable {
  kind?: string;
  at: string;
  previousHash: string;
  causedBy: { id: string };
  postings: [{ units: number }];
  money: [{ amountMinor: number }];
}

const lines = anExport();
const parsed = lines.map((line) => JSON.parse(line) as Line);
const ENTRIES = parsed.filter(({ type }) => type === 'journal').length;
const FIRST_ENTRY = parsed.findIndex(({ type }) => type === 'journal');
const LEDGER = parsed.findIndex(({ type }) => type === 'ledger');

/** The export with one line replaced. */
const withLine = (index: number, line: string) => lines.with(index, line).join('');

/** Rewrites lines like an attacker who knows the format but has no key: only the signed head stays. */
function rewritten(records: readonly Line[]): string {
  const writer = new LineWriter();
  return records
    .slice(0, -1)
    .map(({ type, data }) => writer.write(type, data))
    .concat(lines.at(-1)!)
    .join('');
}

/** The same with a stolen key, so that only the content reveals it. */
function forged(records: readonly Line[]): string {
  const writer = new LineWriter();
  const all = records.slice(0, -1).map(({ type, data }) => writer.write(type, data));
  const head = {
    ...(records.at(-1)!.data as HeadData),
    lines: writer.lines,
    digest: writer.digest(),
  };
  return [...all, headLine(head, SIGNER)].join('');
}

it('an export is valid as it was written, in pieces of any size, with its last line feed, without it or with more', async () => {
  expect(ENTRIES).toBe(8);
  const text = lines.join('');
  for (const pieceBytes of [1, 7, 1_000, 1_000_000]) {
    expect(await verify(text, pieceBytes)).toEqual({ valid: true, entries: ENTRIES });
  }
  for (const end of ['', '\n\n', '\r\n', '\n \n']) {
    expect(await verify(text.trimEnd() + end)).toEqual({ valid: true, entries: ENTRIES });
  }
});

describe('a single changed line', () => {
  it.each(parsed.slice(0, -1).map(({ type }, index) => [type, index] as const))(
    'of type %s (line index %i) is named',
    async (type, index) => {
      const line = lines[index]!.replace('"data":{', '"data":{"added":1,');
      expect(line).not.toBe(lines[index]);
      const { valid, firstBroken } = await verify(withLine(index, line));
      expect(valid).toBe(false);
      expect(firstBroken).toMatchObject({
        line: index + 1,
        reason: type === 'journal' ? 'not_an_entry' : 'line',
      });
    },
  );

  it.each(Object.keys(parsed.at(-1)!.data))('of the head, in its %s, breaks the signature', async (field) => {
    const head = structuredClone(parsed.at(-1)!);
    const before = head.data[field];
    head.data[field] = typeof before === 'number' ? before + 1 : `${String(before)}0`;
    expect(await verify(withLine(lines.length - 1, JSON.stringify(head)))).toEqual({
      valid: false,
      entries: ENTRIES,
      firstBroken: { line: lines.length, reason: 'signature' },
    });
  });

  it('is named whichever byte it is', async () => {
    const bytes = Buffer.from(lines.join(''));
    const head = bytes.length - Buffer.byteLength(lines.at(-1)!);
    await fc.assert(
      fc.asyncProperty(
        fc.nat({ max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, flip) => {
          const changed = Buffer.from(bytes);
          changed[at]! ^= flip;
          const { valid, firstBroken } = await verify(changed);
          // White space and the escapes of JSON may stand in the head, which is read and not compared.
          if (at >= head && valid) return;
          expect(valid).toBe(false);
          const line = bytes.subarray(0, at).toString('latin1').split('\n').length;
          // A line feed that is gone makes one line of two.
          expect(firstBroken!.line).toBe(line);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('journal entries', () => {
  const entryAt = (index: number) => parsed[FIRST_ENTRY + index]!.data as unknown as JournalEntry;
  const withEntries = (map: (entries: Line[]) => Line[]) => [
    ...parsed.slice(0, FIRST_ENTRY),
    ...map(structuredClone(parsed.slice(FIRST_ENTRY, LEDGER))),
    ...parsed.slice(LEDGER),
  ];
  const brokenIn = async (records: readonly Line[]) => (await verify(rewritten(records))).firstBroken;
  const changed = (index: number, change: (data: Forgeable) => void) =>
    withEntries((entries) => {
      change(entries[index]!.data as unknown as Forgeable);
      return entries;
    });

  it('that were changed are named with their number and what gave them away', async () => {
    const at = (index: number) => ({ line: FIRST_ENTRY + index + 1, sequence: index + 1 });
    expect(await brokenIn(changed(2, (data) => (data.causedBy.id = 'usg_other')))).toEqual({
      ...at(2),
      reason: 'hash',
    });
    expect(await brokenIn(changed(2, (data) => (data.postings[0].units -= 1)))).toEqual({
      ...at(2),
      reason: 'postings',
    });
    expect(await brokenIn(changed(2, (data) => (data.money[0].amountMinor -= 1)))).toEqual({
      ...at(2),
      reason: 'money',
    });
    expect(await brokenIn(changed(3, (data) => (data.at = '2024-01-01T00:00:00.000Z')))).toEqual({
      ...at(3),
      reason: 'time',
    });
    expect(await brokenIn(changed(1, (data) => (data.previousHash = 'f'.repeat(64))))).toEqual({
      ...at(1),
      reason: 'previous',
    });
    expect(await brokenIn(changed(0, (data) => delete data.kind))).toEqual({
      ...at(0),
      reason: 'not_an_entry',
    });
  });

  it('that are missing, doubled or moved are named by the number that should stand there', async () => {
    const at = (index: number) => ({
      line: FIRST_ENTRY + index + 1,
      sequence: index + 1,
      reason: 'sequence',
    });
    expect(await brokenIn(withEntries((entries) => entries.toSpliced(3, 1)))).toEqual(at(3));
    expect(await brokenIn(withEntries((entries) => entries.toSpliced(3, 0, entries[2]!)))).toEqual(at(3));
    expect(
      await brokenIn(withEntries((entries) => [...entries.slice(0, 4), entries[5]!, entries[4]!])),
    ).toEqual(at(4));
    // Those at the end are missed by the balances, and then by the head.
    expect(await brokenIn(withEntries((entries) => entries.slice(0, -2)))).toMatchObject({
      reason: 'ledger',
    });
  });

  it('whose hashes were all recomputed are revealed by the balances, and by the head', async () => {
    const rechained = (records: Line[]) => {
      let previousHash = '';
      return records.map(({ type, data }) => {
        const { id, hash: _, ...entry } = data as unknown as JournalEntry & { id: string };
        const chained = chainedEntry(previousHash, entry, sha256Hex);
        previousHash = chained.hash;
        return { type, data: { id, ...chained } };
      });
    };
    const wrongBalance = withEntries((entries) => {
      (entries[4]!.data['balanceAfter'] as { available: number }).available += 1;
      return rechained(entries);
    });
    expect((await verify(forged(wrongBalance))).firstBroken).toEqual({
      line: FIRST_ENTRY + 5,
      sequence: 5,
      reason: 'balance',
    });
    const otherCause = withEntries((entries) => {
      entries[2]!.data['causedBy'] = { type: 'usage', id: 'usg_other' };
      return rechained(entries);
    });
    expect((await verify(rewritten(otherCause))).firstBroken).toMatchObject({ reason: 'ledger' });
    expect(entryAt(2).causedBy.id).not.toBe('usg_other');
  });
});

describe('lines', () => {
  const order = parsed.findIndex(({ type }) => type === 'order');

  it('that are missing, moved or added are named where the chain first breaks', async () => {
    const at = (index: number) => ({
      valid: false,
      entries: 0,
      firstBroken: { line: index + 1, reason: 'line' },
    });
    expect(await verify(lines.toSpliced(order, 1).join(''))).toEqual(at(order));
    expect(await verify(lines.toSpliced(order, 0, lines[order + 1]!).join(''))).toEqual(at(order));
    const swapped = lines.with(order, lines[order + 1]!).with(order + 1, lines[order]!);
    expect(await verify(swapped.join(''))).toEqual(at(order));
    expect(await verify(lines.slice(1).join(''))).toMatchObject(at(0));
  });

  it('that were all rewritten around a change are revealed by the signed head', async () => {
    const records = structuredClone(parsed);
    records[order]!.data['total'] = 1;
    expect((await verify(rewritten(records))).firstBroken).toEqual({
      line: lines.length,
      reason: 'digest',
    });
    expect((await verify(rewritten(records.toSpliced(order, 1)))).firstBroken).toEqual({
      line: lines.length - 1,
      reason: 'lines',
    });
  });

  it('of another account are named', async () => {
    const records = structuredClone(parsed);
    records[order]!.data['accountId'] = 'acc_2';
    expect((await verify(forged(records))).firstBroken).toEqual({ line: order + 1, reason: 'account' });
  });

  it('that are none of an export, or too long for one, are named', async () => {
    expect(await verify(withLine(order, 'not JSON\n'))).toMatchObject({
      firstBroken: { line: order + 1, reason: 'not_a_line' },
    });
    expect(await verify(withLine(order, '\n'))).toMatchObject({
      firstBroken: { line: order + 1, reason: 'not_a_line' },
    });
    await expect(async () => {
      async function* long() {
        for (let piece = 0; piece < 3; piece += 1) yield await Promise.resolve(Buffer.alloc(40, 0x61));
      }
      for await (const line of splitLines(long(), 100)) expect(line).toBeDefined();
    }).rejects.toThrow();
  });
});

describe('the stored balances', () => {
  it('must be what the journal makes', async () => {
    const records = structuredClone(parsed);
    const [pool] = records[LEDGER]!.data['pools'] as { totals: { consumed: number } }[];
    pool!.totals.consumed += 1;
    expect((await verify(forged(records))).firstBroken).toEqual({ line: LEDGER + 1, reason: 'ledger' });
    records[LEDGER]!.data['pools'] = [null];
    expect((await verify(forged(records))).firstBroken).toEqual({ line: LEDGER + 1, reason: 'ledger' });
  });
});

describe('the head', () => {
  it('is missed where the export was cut off, and must be the last line', async () => {
    expect(await verify('')).toEqual({
      valid: false,
      entries: 0,
      firstBroken: { line: 1, reason: 'head_missing' },
    });
    expect(await verify(lines.slice(0, -1).join(''))).toEqual({
      valid: false,
      entries: ENTRIES,
      firstBroken: { line: lines.length, reason: 'head_missing' },
    });
    expect(await verify([...lines, lines[0]!].join(''))).toMatchObject({
      firstBroken: { line: lines.length + 1, reason: 'after_head' },
    });
  });

  it('must be signed with the key that is known, of this account, and signed as it stands', async () => {
    const { data } = parsed.at(-1)! as unknown as { data: HeadData };
    const last = lines.length - 1;
    const other = createSigner('another secret');
    const reasonOf = async (line: string) => (await verify(withLine(last, line))).firstBroken!.reason;
    expect(await reasonOf(headLine(data, other))).toBe('unknown_key');
    expect(await reasonOf(headLine(data, { ...other, keyId: SIGNER.keyId }))).toBe('signature');
    expect(await reasonOf(headLine({ ...data, accountId: 'acc_2' }, SIGNER))).toBe('account');
    expect(await reasonOf(headLine({ ...data, hash: 'f'.repeat(64) }, SIGNER))).toBe('head');
    expect(await reasonOf(headLine({ ...data, sequence: data.sequence + 1 }, SIGNER))).toBe('head');
    expect(await reasonOf(headLine({ ...data, lines: data.lines + 1 }, SIGNER))).toBe('lines');
    expect(await reasonOf('{"type":"head","data":{}}')).toBe('not_a_head');
    expect(data.accountId).toBe(ACCOUNT_ID);
  });
});
