/** Resolves an endpoint's host, and refuses it unless every one of its addresses may be called. */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { addressKindOf, isAllowedAddress, type AddressKind, type AddressRule } from './endpoint-addresses.ts';

export interface HostAddress {
  readonly address: string;
  readonly family: number;
}

/** Resolves a host; rejects where it has no address. */
export type ResolveHost = (host: string) => Promise<readonly HostAddress[]>;

const systemResolver: ResolveHost = (host) => lookup(host, { all: true });

/** A host resolves to an address that may not be called. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';

  constructor(
    readonly host: string,
    readonly address: string,
    readonly kind: AddressKind,
  ) {
    super(
      `${host} leads to ${address}, which is ${kind === 'impossible' ? 'no endpoint' : `a ${kind} address`}`,
    );
  }
}

/** The host of a URL, an IPv6 address without its brackets. */
function hostOf({ hostname }: URL): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

/** All addresses of the endpoint's host. Throws `AddressRefused`, or what the resolver throws. */
export async function allowedAddressesOf(
  url: URL,
  rule: AddressRule,
  resolve: ResolveHost = systemResolver,
): Promise<readonly HostAddress[]> {
  const host = hostOf(url);
  const family = isIP(host);
  const addresses = family === 0 ? await resolve(host) : [{ address: host, family }];
  // All of them: an attacker's name may resolve to an internal address beside public ones.
  for (const { address } of addresses) {
    if (!isAllowedAddress(address, rule)) throw new AddressRefused(host, address, addressKindOf(address));
  }
  return addresses;
}
