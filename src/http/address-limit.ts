/**
 * How often one address may be wrong: requests without a living key are counted by address, and beyond the limit refused
 * before anything is looked up (api.md §1). Keys that were found lately are not held up by a neighbour behind the same address.
 */
import { ipKeyGenerator } from 'express-rate-limit';

const WINDOW_MS = 1_000;
/** More addresses in one second than one process could serve: what comes from further ones is not counted. */
const MOST_ADDRESSES = 100_000;

export class AddressLimit {
  private startedAtMs = -Infinity;
  private readonly counts = new Map<string, number>();

  constructor(
    readonly perSecond: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** True when the address has used up this second. */
  isOver(address: string | undefined): boolean {
    this.turn();
    return (this.counts.get(keyOf(address)) ?? 0) >= this.perSecond;
  }

  count(address: string | undefined): void {
    this.turn();
    const key = keyOf(address);
    const before = this.counts.get(key);
    if (before !== undefined || this.counts.size < MOST_ADDRESSES) this.counts.set(key, (before ?? 0) + 1);
  }

  private turn(): void {
    const now = this.nowMs();
    if (now - this.startedAtMs < WINDOW_MS) return;
    this.startedAtMs = now;
    this.counts.clear();
  }
}

/** IPv6 callers have whole networks of addresses, so those count as one. */
function keyOf(address: string | undefined): string {
  return address === undefined ? '' : ipKeyGenerator(address);
}
