/**
 * How often one address may ask without a living key. Beyond the limit it is refused before anything is looked up, the
 * route included (api.md §1). Keys that were found before are not held up by a neighbour behind the same address.
 */
import { ipKeyGenerator } from 'express-rate-limit';
import { isLimitedByAddress, type RouteTable } from '../../contracts/route.ts';
import { DomainError } from '../../domain/errors.ts';
import type { IsKnownKey } from '../../application/keys/key-authenticator.ts';
import { bearerOf } from '../pipeline/bearer-key.ts';
import type { Step } from '../pipeline/request-context.ts';

const WINDOW_MS = 1_000;
/** More addresses in one second than one process can handle. Requests from further ones are not counted. */
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

/** Refuses with `address_limited` what an address asks beyond its limit, and so costs little more than the refusal. */
export function heldUpByAddress(addresses: AddressLimit, isKnownKey: IsKnownKey, routes: RouteTable): Step {
  const open = Object.values(routes)
    .filter((route) => !isLimitedByAddress(route))
    .map(({ path }) => path.replace(/\{.*/, ''));
  const isOpen = (path: string): boolean =>
    open.some((begin) => path === begin || (begin.endsWith('/') && path.startsWith(begin)));
  return (request, _response, next) => {
    if (addresses.isOver(request.ip) && !isOpen(request.path)) {
      const key = bearerOf(request);
      if (key === undefined || !isKnownKey(key))
        throw new DomainError('address_limited', {
          requestsPerSecond: addresses.perSecond,
          countedBy: 'process',
        });
    }
    next();
  };
}

/** Counts every request without a key for its address. */
export function countedByAddress(addresses: AddressLimit): Step {
  return ({ ip }, _response, next) => {
    addresses.count(ip);
    next();
  };
}
