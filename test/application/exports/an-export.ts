/** The export of an account that was used, as lines: made by the product's own writer, without a database. */
import { EXPORTED, JOURNAL_TYPE, LEDGER_TYPE } from '../../../src/application/exports/exported-records.ts';
import { LineWriter } from '../../../src/application/exports/export-line.ts';
import { headLine } from '../../../src/application/exports/signed-head.ts';
import { verifyExport, type Verdict } from '../../../src/application/exports/verify-export.ts';
import { createSigner } from '../../../src/infra/signing.ts';
import { AccountLedger, aLot } from '../../domain/ledger/account-ledger.ts';

export const SIGNER = createSigner('a secret that signs exports in tests');
export const ACCOUNT_ID = 'acc_1';

/** Lines, each with its line feed; the head is the last. One record of every type, and a journal of eight entries. */
export function anExport(): string[] {
  const writer = new LineWriter();
  const lines = EXPORTED.map(({ type }) =>
    type === 'account'
      ? writer.write(type, { id: ACCOUNT_ID, name: '综合医院 “General”' })
      : writer.write(type, { id: `${type}_1`, accountId: ACCOUNT_ID, note: `a ${type}` }),
  );
  const ledger = usedLedger();
  const { journal, state } = ledger;
  lines.push(
    ...journal.map((entry) => writer.write(JOURNAL_TYPE, { id: `jrn_1_${entry.sequence}`, ...entry })),
  );
  const { sequence, hash, at } = journal.at(-1)!;
  lines.push(writer.write(LEDGER_TYPE, { accountId: ACCOUNT_ID, sequence, hash, at, pools: state.pools }));
  const head = {
    accountId: ACCOUNT_ID,
    sequence,
    hash,
    at,
    exportedAt: '2026-12-31T00:00:00.000Z',
    lines: writer.lines,
    digest: writer.digest(),
  };
  return [...lines, headLine(head, SIGNER)];
}

const PRICE = { amountMinor: 99, currency: 'USD' } as const;

/** Bought, used into arrears, topped up, expired. */
function usedLedger(): AccountLedger {
  const ledger = new AccountLedger();
  ledger.settle('2025-03-07T09:00:00.000Z');
  ledger.credit('inspection', aLot({ lotId: 'lot_1', units: 10, price: PRICE }));
  for (const day of ['08', '09', '10'] as const) ledger.upload(`2025-03-${day}T10:00:00.000Z`, 4, 15);
  ledger.settle('2025-03-10T20:00:00.000Z');
  ledger.credit('inspection', aLot({ lotId: 'lot_2', units: 10 }));
  ledger.upload('2025-03-11T10:00:00.000Z', 1, 15);
  ledger.settle('2026-03-08T00:00:00.000Z');
  return ledger;
}

/** Verifies an export that comes in pieces of so many bytes. */
export async function verify(text: string | Buffer, pieceBytes = 1_000): Promise<Verdict> {
  const bytes = Buffer.from(text);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      yield await Promise.resolve(bytes.subarray(at, at + pieceBytes));
    }
  }
  return verifyExport(pieces(), (keyId) => (keyId === SIGNER.keyId ? SIGNER : null));
}
