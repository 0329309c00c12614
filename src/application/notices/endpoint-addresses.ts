/**
 * Which addresses notices may be sent to. An operator names the endpoint, yet the call is made from inside our network:
 * without this rule an endpoint could reach what only insiders may.
 */
import ipaddr from 'ipaddr.js';

export interface AddressRule {
  /** This machine itself, as the embedded stack allows. */
  readonly allowLoopback: boolean;
  /** Everything that is not public, this machine included. */
  readonly allowPrivate: boolean;
}

/** What an address is to us. `impossible`: nobody's endpoint, as the unspecified one or one that means many. */
export type AddressKind = 'public' | 'loopback' | 'private' | 'impossible';

/** All of IPv6 that is given out as global unicast. */
const GLOBAL_IPV6 = ipaddr.parseCIDR('2000::/3');
const IMPOSSIBLE: ReadonlySet<string> = new Set(['unspecified', 'multicast', 'broadcast']);

/** Judges an IPv4 address inside of IPv6 as what it is. Throws on a text that is no address. */
export function addressKindOf(text: string): AddressKind {
  const address = ipaddr.process(text);
  const range = address.range();
  if (range === 'loopback') return 'loopback';
  if (IMPOSSIBLE.has(range)) return 'impossible';
  const isPublic = range === 'unicast' && (address.kind() === 'ipv4' || address.match(GLOBAL_IPV6));
  return isPublic ? 'public' : 'private';
}

/** Whether a notice may go to the address. */
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
