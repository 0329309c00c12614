/** The figures of a pool as parts of what was credited to it. */
import type { Pool } from './status.ts';

export interface PoolParts {
  /** Everything that was ever credited: the sum of the other parts. */
  readonly total: number;
  readonly used: number;
  readonly expired: number;
  /** Taken back by refunds. */
  readonly refunded: number;
  readonly available: number;
}

export function partsOf({ credited, used, expired, voided, available }: Pool): PoolParts {
  return { total: credited, used, expired, refunded: voided, available };
}

/** Where each part begins and how wide it is, in percent. A part that is not empty can be seen. */
export function barOf({
  used,
  expired,
  refunded,
  available,
}: PoolParts): { readonly from: number; readonly width: number }[] {
  const parts = [used, expired, refunded, available];
  const sum = parts.reduce((total, part) => total + part, 0);
  const least = 1;
  const seen = parts.map((part) => (part === 0 || sum === 0 ? 0 : Math.max(least, (part / sum) * 100)));
  const all = seen.reduce((total, part) => total + part, 0);
  let from = 0;
  return seen.map((part) => {
    const width = all === 0 ? 0 : (part / all) * 100;
    const bar = { from, width };
    from += width;
    return bar;
  });
}
