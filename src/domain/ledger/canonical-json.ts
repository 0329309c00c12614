/**
 * The hashed form of a journal entry: JSON with sorted keys and no spaces. For these strings and integers it is RFC 8785,
 * so a chain can be checked with any library. Written by hand because it runs once for every usage.
 */
import type { JournalEntry, MoneyPosting } from './journal-entry.ts';

/** An entry without its own hash. */
export type UnhashedEntry = Omit<JournalEntry, 'hash'>;

/** Canonical JSON of an entry, without its `hash`. */
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
    (entry.money === undefined ? '' : moneyJson(entry.money)) +
    ',"postings":[' +
    moved +
    '],"previousHash":' +
    quoted(entry.previousHash) +
    ',"recordedAt":' +
    quoted(entry.recordedAt) +
    ',"sequence":' +
    String(entry.sequence) +
    (entry.usageHash === undefined ? '' : ',"usageHash":' + quoted(entry.usageHash)) +
    '}'
  );
}

function moneyJson(money: readonly MoneyPosting[]): string {
  let moved = '';
  for (const { account, amountMinor, currency } of money) {
    moved +=
      (moved === '' ? '{"account":' : ',{"account":') +
      quoted(account) +
      ',"amountMinor":' +
      String(amountMinor) +
      ',"currency":' +
      quoted(currency) +
      '}';
  }
  return ',"money":[' + moved + ']';
}

/** Printable ASCII without `"` and `\`, which JSON writes unescaped. Ids, instants, kinds and hashes all match. */
const PLAIN = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  return PLAIN.test(text) ? '"' + text + '"' : JSON.stringify(text);
}
