/**
 * The addresses to which notices may be sent. An operator names the endpoint, but the call is made from inside the network:
 * without this rule an endpoint could reach internal services (SSRF).
 */
import ipaddr from 'ipaddr.js';

export interface AddressRule {
  /** Allows this machine, as the embedded stack does. */
  readonly allowLoopback: boolean;
  /** Allows every address that is not public, including this machine. */
  readonly allowPrivate: boolean;
}

/** `impossible`: an address that cannot be an endpoint, such as the unspecified address or a multicast one. */
export type AddressKind = 'public' | 'loopback' | 'private' | 'impossible';

/** The part of IPv6 that is assigned as global unicast. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');
const IMPOSSIBLE: ReadonlySet<string> = new Set(['unspecified', 'multicast', 'broadcast']);

/** Treats an IPv4-mapped IPv6 address as IPv4. Throws on a text that is not an address. */
export function addressKindOf(text: string): AddressKind {
  const address = ipaddr.process(text);
  const range = address.range();
  if (range === 'loopback') return 'loopback';
  if (IMPOSSIBLE.has(range)) return 'impossible';
  const isPublic = range === 'unicast' && (address.kind() === 'ipv4' || address.match(GLOBAL_IPV6));
  return isPublic ? 'public' : 'private';
}

/** True if notices may be sent to the address. */
export function isAllowedAddress(text: string, rule: AddressRule): boolean {
  switch (addressKindOf(text)) {
    case 'public':
      return true;
    case 'loopback':
      return rule.allowLoopback || rule.allowPrivate;
    case 'private':
      return rule.allowPrivate;
    case 'impossible':
      return false;
  }
}
