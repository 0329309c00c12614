/** How long a pool's units are stored, and how many of them a minimum storage leaves eligible (AMB-10). */
import type { LiveLot, StorageYears } from './state.ts';

/** Units that are stored for so many years; null for those without storage. */
export interface StorageLeft {
  readonly storageYears: StorageYears;
  readonly available: number;
}

/** True when the lot's units are stored at least so long. Every lot is, where no minimum is asked for. */
export function isStoredFor({ storageYears }: Pick<LiveLot, 'storageYears'>, minimum: StorageYears): boolean {
  return minimum === null || (storageYears !== null && storageYears >= minimum);
}

/** Units of a pool that are stored at least so long. */
export function unitsStoredFor(
  { lots, available }: { readonly lots: readonly Readonly<LiveLot>[]; readonly available: number },
  minimum: StorageYears,
): number {
  if (minimum === null) return available;
  let units = 0;
  for (const lot of lots) if (isStoredFor(lot, minimum)) units += lot.remaining;
  return units;
}

/** What is left by storage, longest first, units without storage last. */
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
