/** Storage of a pool's units, and how many of them meet a minimum storage (AMB-10). */
import type { LiveLot, StorageYears } from './state.ts';

/** Units left with so many years of storage; null for units without storage. */
export interface StorageLeft {
  readonly storageYears: StorageYears;
  readonly available: number;
}

/** True if the lot's units are stored for at least `minimum` years. Always true without a minimum. */
export function isStoredFor({ storageYears }: Pick<LiveLot, 'storageYears'>, minimum: StorageYears): boolean {
  return minimum === null || (storageYears !== null && storageYears >= minimum);
}

/** Units left in a pool that are stored for at least `minimum` years. */
export function unitsStoredFor(
  { lots, available }: { readonly lots: readonly Readonly<LiveLot>[]; readonly available: number },
  minimum: StorageYears,
): number {
  if (minimum === null) return available;
  let units = 0;
  for (const lot of lots) if (isStoredFor(lot, minimum)) units += lot.remaining;
  return units;
}

/** Units left by storage, longest first, units without storage last. */
export function storageLeft(
  lots: readonly Readonly<Pick<LiveLot, 'storageYears' | 'remaining'>>[],
): StorageLeft[] {
  const units = new Map<StorageYears, number>();
  for (const { storageYears, remaining } of lots) {
    units.set(storageYears, (units.get(storageYears) ?? 0) + remaining);
  }
  return [...units]
    .map(([storageYears, available]) => ({ storageYears, available }))
    .sort((a, b) => (b.storageYears ?? 0) - (a.storageYears ?? 0));
}
