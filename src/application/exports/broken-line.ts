/** Why a line of an export is broken: a closed list with its texts. Each text continues “the line …” or “it …”. */
export const BREAKS = {
  too_long: 'is longer than any record',
  not_a_line: 'is not a line of an export: it is something else, or the export is cut off in it',
  line: 'is not the line that was written here: it was changed, or lines before it were removed, added or moved',
  account: 'belongs to another account',
  not_an_entry: 'is not a journal entry',
  sequence: 'is not the next entry: one was removed, added or moved',
  previous: 'does not carry the hash of the entry before it',
  time: 'takes effect before the entry before it',
  postings: 'has postings that do not sum to zero, or that name unknown accounts',
  money: 'has money that does not sum to zero in each currency',
  hash: 'does not match its hash: the entry was changed',
  balance: 'has a balance that does not match the entries up to it',
  ledger: 'has balances that do not match the journal',
  head_missing: 'should be the signature line, but the export ends before it',
  not_a_head: 'is not a valid signature line',
  unknown_key: 'is signed with an unknown key',
  signature: 'has an invalid signature',
  head: 'names another last journal entry than the export has',
  lines: 'names another number of lines',
  digest: 'has the digest of other lines',
  after_head: 'comes after the signature line',
} as const satisfies Record<string, string>;

export type BreakReason = keyof typeof BREAKS;

/** The first place where an export is not as it was written. */
export interface BrokenLine {
  /** From 1. */
  readonly line: number;
  /** Of a journal entry: the number that it has, or should have. */
  readonly sequence?: number;
  readonly reason: BreakReason;
}
