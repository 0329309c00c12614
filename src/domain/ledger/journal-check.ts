/**
 * The check of a journal while it is read: its chain, and the figures that its entries make. It can be stored and
 * resumed, so that a later check reads only new entries. Figures of ended lots are not stored: if such a lot lives again,
 * the figures cannot agree, and only a check of the whole journal decides.
 */
import { faultOf, GENESIS, type ChainEnd, type ChainBreak, type Sha256 } from './hash-chain.ts';
import type { JournalEntry } from './journal-entry.ts';
import { applyEntry, emptyRebuilt, type Rebuilt } from './rebuild.ts';

export interface JournalCheck {
  /** Number of the last entry that was read. */
  readTo: number;
  /** The last entry up to which all is as it was written. */
  end: ChainEnd;
  /** The first entry that is not. What follows it is read for its figures only. */
  fault: ChainBreak | null;
  readonly figures: Rebuilt;
}

/** Begins after an entry, with the figures up to it; by default with the first entry. */
export function beginCheck(end: ChainEnd = GENESIS, figures: Rebuilt = emptyRebuilt()): JournalCheck {
  return { readTo: end.sequence, end, fault: null, figures };
}

/** A copy to go on with, where the original may be needed again. */
export function copyOfCheck(check: JournalCheck): JournalCheck {
  return structuredClone(check);
}

/** Checks the next entry and adds it to the figures. */
export function checkEntry(check: JournalCheck, entry: JournalEntry, sha256: Sha256): void {
  check.readTo = entry.sequence;
  if (check.fault === null) {
    check.fault = faultOf(entry, check.end, sha256);
    if (check.fault === null) {
      check.end = { sequence: entry.sequence, hash: entry.hash, at: entry.at };
    }
  }
  try {
    applyEntry(check.figures, entry);
  } catch (error) {
    // No entry of ours has such an account: the stored entry was changed.
    if (!(error instanceof RangeError)) throw error;
    check.fault ??= { sequence: entry.sequence, reason: 'postings' };
  }
}
