/** Compares the money of lots with the journal: their prices, and what of them is deferred by the units that remain. */
import type { BalanceDifference } from './balance-differences.ts';
import { deferredMinor } from './lot-money.ts';
import type { LotMoney, Rebuilt } from './rebuild.ts';
import type { LiveLot } from './state.ts';

/** What of a lot its money follows from. */
export type PricedLot = Pick<LiveLot, 'lotId' | 'price' | 'credited' | 'remaining'>;

export interface PricedPool {
  readonly resource: string;
  readonly lots: readonly Readonly<PricedLot>[];
}

/** The money that the journal must show of a lot; null if it has no price. */
export function moneyOfLot({ price, remaining, credited }: Readonly<PricedLot>): LotMoney | null {
  if (price === undefined) return null;
  const { currency, amountMinor } = price;
  return { currency, price: amountMinor, deferred: deferredMinor(price, remaining, credited) };
}

/**
 * Every difference between the lots of a state and the money rebuilt from its journal, in minor units. Nothing is deferred of a
 * lot that is not in the state.
 */
export function moneyDifferences(
  { pools }: { readonly pools: readonly PricedPool[] },
  rebuilt: Rebuilt,
): BalanceDifference[] {
  const differences: BalanceDifference[] = [];
  const live = new Set<string>();
  for (const { resource, lots } of pools) {
    for (const lot of lots) {
      live.add(lot.lotId);
      const pool = rebuilt.pools.get(resource);
      // More units than were credited stand for no amount. They are a difference of their own.
      const isPossible = lot.remaining <= lot.credited;
      const stored = moneyOfLot(isPossible ? lot : { ...lot, ...pool?.lots.get(lot.lotId) });
      const figures = pool?.money.get(lot.lotId) ?? null;
      differences.push(...differencesOf(resource, lot.lotId, stored, figures));
    }
  }
  for (const [resource, { money }] of rebuilt.pools) {
    for (const [lotId, { deferred }] of money) {
      if (live.has(lotId) || deferred === 0) continue;
      differences.push({ resource, figure: `lot:${lotId}.deferred`, stored: 0, rebuilt: deferred });
    }
  }
  return differences;
}

function differencesOf(
  resource: string,
  lotId: string,
  stored: LotMoney | null,
  rebuilt: LotMoney | null,
): BalanceDifference[] {
  // Amounts in another currency are none of this one.
  const isOther = stored !== null && rebuilt !== null && stored.currency !== rebuilt.currency;
  return (['price', 'deferred'] as const).flatMap((figure) => {
    const [is, made] = [stored?.[figure] ?? 0, isOther ? 0 : (rebuilt?.[figure] ?? 0)];
    return is === made ? [] : [{ resource, figure: `lot:${lotId}.${figure}`, stored: is, rebuilt: made }];
  });
}
