/**
 * The hash chain of an account's journal: each entry carries the hash of the one before it, so that an entry that is
 * changed, removed, inserted or moved later is detected and identified.
 */
import { FIRST_INSTANT, type Instant } from '../instant.ts';
import { canonicalJson, type UnhashedEntry } from './canonical-json.ts';
import { isBalancedMoney, sumsToZero, type JournalEntry } from './journal-entry.ts';

/** Lower-case hexadecimal SHA-256 of a text in UTF-8. A parameter, because the domain imports no platform API. */
export type Sha256 = (text: string) => string;

/** An entry before it is chained. */
export type UnchainedEntry = Omit<UnhashedEntry, 'previousHash'>;

/** The last entry of a chain: what the next entry, or a check that resumes there, needs to know. */
export interface ChainEnd {
  readonly sequence: number;
  readonly hash: string;
  readonly at: Instant;
}

/** The end of an empty chain. */
export const GENESIS: ChainEnd = { sequence: 0, hash: '', at: FIRST_INSTANT };

export type ChainBreakReason = 'sequence' | 'previous' | 'time' | 'postings' | 'money' | 'hash';

/** The first entry of a chain that is not as it was written, and how that was detected. */
export interface ChainBreak {
  /** The sequence number that the entry should have. */
  readonly sequence: number;
  readonly reason: ChainBreakReason;
}

/** Links an entry to the one before it. */
export function chainedEntry(previousHash: string, entry: UnchainedEntry, sha256: Sha256): JournalEntry {
  const { money, usageHash } = entry;
  const chained = {
    sequence: entry.sequence,
    at: entry.at,
    recordedAt: entry.recordedAt,
    kind: entry.kind,
    postings: entry.postings,
    ...(money && { money }),
    causedBy: entry.causedBy,
    ...(usageHash !== undefined && { usageHash }),
    balanceAfter: entry.balanceAfter,
    previousHash,
    hash: '',
  };
  chained.hash = sha256(canonicalJson(chained));
  return chained;
}

/** Checks one entry of a stream against the end of the chain before it. Null if it continues the chain. */
export function chainBreakOf(entry: JournalEntry, before: ChainEnd, sha256: Sha256): ChainBreak | null {
  const sequence = before.sequence + 1;
  if (entry.sequence !== sequence) return { sequence, reason: 'sequence' };
  if (entry.previousHash !== before.hash) return { sequence, reason: 'previous' };
  // `recordedAt` is not compared: it comes from the clocks of several servers and may step back.
  if (entry.at < before.at) return { sequence, reason: 'time' };
  if (!sumsToZero(entry.postings)) return { sequence, reason: 'postings' };
  if (entry.money !== undefined && !isBalancedMoney(entry.money)) return { sequence, reason: 'money' };
  if (entry.hash !== sha256(canonicalJson(entry))) return { sequence, reason: 'hash' };
  return null;
}

/** The first break of a chain, given oldest entry first, or null. `start` is the end of the part already checked. */
export function verifyChain(
  entries: Iterable<JournalEntry>,
  sha256: Sha256,
  start: ChainEnd = GENESIS,
): ChainBreak | null {
  let before = start;
  for (const entry of entries) {
    const chainBreak = chainBreakOf(entry, before, sha256);
    if (chainBreak !== null) return chainBreak;
    before = entry;
  }
  return null;
}
