/**
 * The bytes that are hashed: JSON with sorted keys and no spaces, which for these texts and integers is RFC 8785, so
 * that anyone can check a chain with an ordinary library. Built by hand because it runs once for every use.
 */
import type { JournalEntry } from './journal-entry.ts';

/** An entry without its own hash. */
export type UnhashedEntry = Omit<JournalEntry, 'hash'>;

/** Canonical JSON of an entry; `hash`, if it has one, is left out. */
export function canonicalJson(entry: UnhashedEntry): string {
  const { balanceAfter, causedBy, postings } = entry;
  let moved = '';
  for (const { account, units } of postings) {
    moved +=
      (moved === '' ? '{"account":' : ',{"account":') + quoted(account) + ',"units":' + String(units) + '}';
  }
  return (
    '{"at":' +
    quoted(entry.at) +
    ',"balanceAfter":{"arrears":' +
    String(balanceAfter.arrears) +
    ',"available":' +
    String(balanceAfter.available) +
    ',"resource":' +
    quoted(balanceAfter.resource) +
    '},"causedBy":{"id":' +
    quoted(causedBy.id) +
    ',"type":' +
    quoted(causedBy.type) +
    '},"kind":' +
    quoted(entry.kind) +
    ',"postings":[' +
    moved +
    '],"previousHash":' +
    quoted(entry.previousHash) +
    ',"recordedAt":' +
    quoted(entry.recordedAt) +
    ',"sequence":' +
    String(entry.sequence) +
    '}'
  );
}

/** Printable ASCII without `"` and `\`: what JSON writes as it is. Ids, instants, kinds and hashes are all of this. */
const PLAIN = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  return PLAIN.test(text) ? '"' + text + '"' : JSON.stringify(text);
}
