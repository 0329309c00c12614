/** The state of a check of an export, line by line. */
import { journalEntry } from '../../contracts/journal.ts';
import type { AccountId } from '../../domain/ids.ts';
import type { JsonObject } from '../../domain/json.ts';
import { balanceDifferences } from '../../domain/ledger/balance-differences.ts';
import { chainBreakOf, GENESIS, type ChainEnd } from '../../domain/ledger/hash-chain.ts';
import { moneyDifferences } from '../../domain/ledger/money-differences.ts';
import { applyEntry, emptyRebuilt } from '../../domain/ledger/rebuild.ts';
import { sha256Hex } from '../../infra/ids.ts';
import type { BreakReason, BrokenLine } from './broken-line.ts';
import { isObject, jsonOf, readLine } from './export-line.ts';
import { HEAD_TYPE, signedHead, signedText, type KeyFinder } from './signed-head.ts';

export class ExportCheck {
  /** Lines that were valid. */
  lines = 0;
  /** Journal entries among them. */
  entries = 0;
  private accountId: AccountId | null = null;
  private previous = '';
  private chain: ChainEnd = GENESIS;
  private readonly rebuilt = emptyRebuilt();
  private isSigned = false;

  constructor(private readonly keys: KeyFinder) {}

  /**
   * Checks the next line, given without its line feed; `digest` returns that of all lines before it. Null for a valid line.
   * Empty lines after the signature line are ignored: some tools append them.
   */
  take(line: string, digest: () => string): BrokenLine | null {
    if (this.isSigned) return line.trim() === '' ? null : this.broken('after_head');
    const broken = this.checkLine(line, digest);
    if (broken === null) this.lines += 1;
    return broken;
  }

  /** Call it after the last line. Null if the export is complete. */
  end(): BrokenLine | null {
    return this.isSigned ? null : this.broken('head_missing');
  }

  private broken(reason: BreakReason, sequence?: number): BrokenLine {
    return { line: this.lines + 1, ...(sequence === undefined ? {} : { sequence }), reason };
  }

  private checkLine(line: string, digest: () => string): BrokenLine | null {
    const read = readLine(line, this.previous);
    if (read === null) return this.checkHead(line, digest);
    const { type, data, hash, isChained } = read;
    // A reason from the entry itself is more specific than a broken chain of lines.
    const broken = type === 'journal' ? this.checkEntry(data) : null;
    if (broken !== null) return broken;
    if (!isChained) return this.broken('line');
    if (!this.isOfAccount(type, data)) return this.broken('account');
    if (type === 'ledger' && !this.areBalances(data)) return this.broken('ledger');
    this.previous = hash;
    return null;
  }

  private checkEntry(data: JsonObject): BrokenLine | null {
    const next = this.chain.sequence + 1;
    const parsed = journalEntry.safeParse(data);
    if (!parsed.success) return this.broken('not_an_entry', next);
    const { money, ...rest } = parsed.data;
    const entry = money === undefined ? rest : { ...rest, money };
    const found = chainBreakOf(entry, this.chain, sha256Hex);
    if (found !== null) return this.broken(found.reason, found.sequence);
    try {
      applyEntry(this.rebuilt, entry);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return this.broken('postings', next);
    }
    if (this.rebuilt.firstWrongBalance !== null) return this.broken('balance', next);
    this.chain = entry;
    this.entries += 1;
    return null;
  }

  /** The first line names the account. No later line may belong to another one. */
  private isOfAccount(type: string, data: JsonObject): boolean {
    if (this.accountId === null) {
      if (type !== 'account' || typeof data['id'] !== 'string') return false;
      this.accountId = data['id'];
      return true;
    }
    const { accountId } = data;
    return type !== 'account' && (typeof accountId !== 'string' || accountId === this.accountId);
  }

  /** Compares the stored balances with those that the entries add up to. */
  private areBalances({ sequence, hash, pools }: JsonObject): boolean {
    if (sequence !== this.chain.sequence || hash !== this.chain.hash || !Array.isArray(pools)) return false;
    try {
      // A line of another form cannot be compared, which makes it broken as well.
      return [balanceDifferences, moneyDifferences].every(
        (differences) => differences({ pools }, this.rebuilt).length === 0,
      );
    } catch {
      return false;
    }
  }

  private checkHead(line: string, digest: () => string): BrokenLine | null {
    const value = jsonOf(line);
    if (!isObject(value) || value['type'] !== HEAD_TYPE) return this.broken('not_a_line');
    const parsed = signedHead.safeParse(value);
    if (!parsed.success) return this.broken('not_a_head');
    const { data, signature, keyId } = parsed.data;
    const key = this.keys(keyId);
    if (key === null) return this.broken('unknown_key');
    if (!key.verify(signedText(data), signature)) return this.broken('signature');
    if (data.accountId !== this.accountId) return this.broken('account');
    // Entries are missing at the end: the first of them is named.
    if (data.sequence !== this.chain.sequence) return this.broken('head', this.chain.sequence + 1);
    if (data.hash !== this.chain.hash) return this.broken('head');
    if (data.lines !== this.lines) return this.broken('lines');
    if (data.digest !== digest()) return this.broken('digest');
    this.isSigned = true;
    return null;
  }
}
