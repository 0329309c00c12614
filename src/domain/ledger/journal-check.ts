/**
 * Checks a journal while it is read: its hash chain, and the figures that its entries add up to. It can be stored and
 * resumed, so that a later check reads only new entries. Figures of ended lots are not stored: if such a lot lives again,
 * the figures cannot agree, and only a check of the whole journal decides.
 */
import { chainBreakOf, GENESIS, type ChainBreakReason, type ChainEnd, type Sha256 } from './hash-chain.ts';
import type { JournalEntry } from './journal-entry.ts';
import { applyEntry, emptyRebuilt, type Rebuilt } from './rebuild.ts';

/**
 * The first entry that is not as it was written. `page`: it is, but not what finds it in the database.
 */
export interface JournalBreak {
  readonly sequence: number;
  readonly reason: ChainBreakReason | 'page';
}

export interface JournalCheck {
  /** Sequence number of the last entry read. */
  readTo: number;
  /** The last entry up to which the chain is unbroken. */
  end: ChainEnd;
  /** The first break of the chain. Later entries are read for their figures only. */
  firstBreak: JournalBreak | null;
  readonly figures: Rebuilt;
}

/** Begins after an entry, with the figures up to it; by default with the first entry. */
export function beginCheck(end: ChainEnd = GENESIS, figures: Rebuilt = emptyRebuilt()): JournalCheck {
  return { readTo: end.sequence, end, firstBreak: null, figures };
}

/** A copy to continue with, if the original may be needed again. */
export function copyOfCheck(check: JournalCheck): JournalCheck {
  return structuredClone(check);
}

/** Checks the next entry and adds it to the figures. */
export function checkEntry(check: JournalCheck, entry: JournalEntry, sha256: Sha256): void {
  check.readTo = entry.sequence;
  if (check.firstBreak === null) {
    check.firstBreak = chainBreakOf(entry, check.end, sha256);
    if (check.firstBreak === null) {
      check.end = { sequence: entry.sequence, hash: entry.hash, at: entry.at };
    }
  }
  try {
    applyEntry(check.figures, entry);
  } catch (error) {
    // No operation books such an account, so the stored entry was changed.
    if (!(error instanceof RangeError)) throw error;
    check.firstBreak ??= { sequence: entry.sequence, reason: 'postings' };
  }
}
