/**
 * Ids of everything that is stored: a prefix for the kind and a body that clients treat as opaque. New ids are ULIDs,
 * so they sort by creation. Derived ids belong to a natural key, so that a retry cannot create a second record.
 */
import { createHash, hash } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { Id } from '../domain/ids.ts';

/** Prefixes of api.md §1, and those of internal records. */
export type IdPrefix =
  | 'acc'
  | 'org'
  | 'con'
  | 'agr'
  | 'ord'
  | 'lin'
  | 'pay'
  | 'ref'
  | 'lot'
  | 'trm'
  | 'lic'
  | 'svc'
  | 'usg'
  | 'epi'
  | 'ntc'
  | 'dlv'
  | 'tsk'
  | 'jrn'
  | 'key'
  | 'ses'
  | 'per'
  | 'aud'
  | 'set'
  | 'out'
  | 'adv'
  | 'evi'
  | 'lnk'
  | 'cmd'
  | 'fil'
  | 'upl'
  | 'cnr';

const nextUlid = monotonicFactory();
const BASE32 = '0123456789abcdefghjkmnpqrstvwxyz';
const DERIVED_LENGTH = 26;

/** A new id, larger than every earlier one of this process. */
export function newId<Prefix extends IdPrefix>(prefix: Prefix): Id<Prefix> {
  return `${prefix}_${nextUlid().toLowerCase()}`;
}

/** The id for a natural key: always the same one, 130 bits of its SHA-256. */
export function derivedId<Prefix extends IdPrefix>(prefix: Prefix, naturalKey: string): Id<Prefix> {
  const digest = createHash('sha256').update(`${prefix}\n${naturalKey}`).digest();
  let body = '';
  let bits = 0;
  let value = 0;
  for (const byte of digest) {
    value = ((value << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5 && body.length < DERIVED_LENGTH) {
      bits -= 5;
      body += BASE32.charAt((value >> bits) & 31);
    }
  }
  return `${prefix}_${body}`;
}

/** Hex SHA-256 of a text. */
export function sha256Hex(text: string): string {
  return hash('sha256', text, 'hex');
}
