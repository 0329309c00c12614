/** Why a line of an export is broken: a closed list, worded for people in one place. */
export const BREAKS = {
  too_long: 'is longer than any record',
  not_a_line: 'is no line of an export: something else stands there, or the export breaks off in it',
  line: 'is not the line that was written here: it was changed, or lines before it are missing, added or moved',
  account: 'belongs to another account',
  not_an_entry: 'is no journal entry',
  sequence: 'is not the entry that comes next: one is missing, added or moved',
  previous: 'does not carry the hash of the entry before it',
  time: 'takes effect before the entry before it',
  postings: 'moves units that do not sum to zero, or to accounts that there are not',
  hash: 'is not what its hash was made of: the entry was changed',
  balance: 'tells a balance that the entries up to it do not make',
  ledger: 'tells balances that the journal does not make',
  head_missing: 'should be the signed head, but the export ends before it',
  not_a_head: 'is no signed head',
  unknown_key: 'is signed with a key that is not known here',
  signature: 'has a signature that its key did not make',
  head: 'seals another end of the journal than the one before it',
  lines: 'seals another number of lines',
  digest: 'seals other lines than the ones before it',
  after_head: 'comes after the signed head',
} as const satisfies Record<string, string>;

export type BreakReason = keyof typeof BREAKS;

/** Where an export is not what was written. */
export interface BrokenLine {
  /** From 1. */
  readonly line: number;
  /** Of a journal entry: the number that stands or should stand there. */
  readonly sequence?: number;
  readonly reason: BreakReason;
}
