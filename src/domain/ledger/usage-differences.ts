/** Compares the record of a usage with the journal entry that booked it. */
import type { LotId } from '../ids.ts';
import type { BalanceDifference } from './balance-differences.ts';
import type { JournalEntry } from './journal-entry.ts';

/** The units of a recorded usage. */
export interface RecordedUse {
  readonly _id: string;
  readonly sequence: number;
  readonly quantity: number;
  readonly draws: readonly { readonly lotId: LotId; readonly units: number }[];
  readonly arrears: number;
}

/** Every figure that differs; without a record, all of them. `entry` must be of kind `usage.accepted`. */
export function usageDifferences(entry: JournalEntry, use: RecordedUse | undefined): BalanceDifference[] {
  const { resource } = entry.balanceAfter;
  const name = `usage:${entry.causedBy.id}`;
  const differences: BalanceDifference[] = [];
  const note = (figure: string, stored: number, rebuilt: number) => {
    if (stored !== rebuilt) differences.push({ resource, figure: `${name}.${figure}`, stored, rebuilt });
  };
  const booked = { quantity: 0, arrears: 0, lots: new Map<string, number>() };
  for (const { account, units } of entry.postings) {
    if (account.startsWith('consumed:')) booked.quantity += units;
    else if (account.startsWith('arrears:')) booked.arrears -= units;
    else booked.lots.set(account, (booked.lots.get(account) ?? 0) - units);
  }
  note('sequence', use?.sequence ?? 0, entry.sequence);
  note('quantity', use?.quantity ?? 0, booked.quantity);
  note('arrears', use?.arrears ?? 0, booked.arrears);
  const drawn = new Map<string, number>();
  for (const { lotId, units } of use?.draws ?? []) {
    drawn.set(`lot:${lotId}`, (drawn.get(`lot:${lotId}`) ?? 0) + units);
  }
  for (const lot of new Set([...booked.lots.keys(), ...drawn.keys()])) {
    note(lot, drawn.get(lot) ?? 0, booked.lots.get(lot) ?? 0);
  }
  return differences;
}
