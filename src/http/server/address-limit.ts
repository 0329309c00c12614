/**
 * The rate limit of an address without a valid key. Requests beyond it are rejected before any look-up, even that of
 * the route (api.md §1). Keys that were found before are not limited by other callers behind the same address.
 */
import { ipKeyGenerator } from 'express-rate-limit';
import { isLimitedByAddress, type RouteTable } from '../../contracts/route.ts';
import { DomainError } from '../../domain/errors.ts';
import type { IsKnownKey } from '../../application/keys/key-authenticator.ts';
import { bearerOf } from '../pipeline/bearer-key.ts';
import { sessionTokenOf } from '../pipeline/session-cookie.ts';
import type { Step } from '../pipeline/request-context.ts';

const WINDOW_MS = 1_000;
/** More addresses a second than one process can serve. Further ones are not counted, which bounds the memory. */
const MOST_ADDRESSES = 100_000;

export class AddressLimit {
  private startedAtMs = -Infinity;
  private readonly counts = new Map<string, number>();

  constructor(
    readonly perSecond: number,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}

  /** True if the address has reached its limit in the current second. */
  isOver(address: string | undefined): boolean {
    this.resetIfOver();
    return (this.counts.get(keyOf(address)) ?? 0) >= this.perSecond;
  }

  count(address: string | undefined): void {
    this.resetIfOver();
    const key = keyOf(address);
    const before = this.counts.get(key);
    if (before !== undefined || this.counts.size < MOST_ADDRESSES) this.counts.set(key, (before ?? 0) + 1);
  }

  private resetIfOver(): void {
    const now = this.nowMs();
    if (now - this.startedAtMs < WINDOW_MS) return;
    this.startedAtMs = now;
    this.counts.clear();
  }
}

/** An IPv6 caller owns a whole network of addresses, so the network counts as one address. */
function keyOf(address: string | undefined): string {
  return address === undefined ? '' : ipKeyGenerator(address);
}

/** Rejects requests of an address beyond its limit with `address_limited`, at little cost. */
export function heldUpByAddress(addresses: AddressLimit, isKnownKey: IsKnownKey, routes: RouteTable): Step {
  const open = Object.values(routes)
    .filter((route) => !isLimitedByAddress(route))
    .map(({ path }) => path.replace(/\{.*/, ''));
  const isOpen = (path: string): boolean =>
    open.some((prefix) => path === prefix || (prefix.endsWith('/') && path.startsWith(prefix)));
  return (request, _response, next) => {
    if (addresses.isOver(request.ip) && !isOpen(request.path)) {
      const credential = bearerOf(request) ?? sessionTokenOf(request);
      if (credential === undefined || !isKnownKey(credential))
        throw new DomainError('address_limited', {
          requestsPerSecond: addresses.perSecond,
          countedBy: 'process',
        });
    }
    next();
  };
}

/** Counts a request against the limit of its address. */
export function countedByAddress(addresses: AddressLimit): Step {
  return ({ ip }, _response, next) => {
    addresses.count(ip);
    next();
  };
}
