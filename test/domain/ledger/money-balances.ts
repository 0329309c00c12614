/** Balances of the accounts of money, added up from entries without any rule of the ledger. */
import type { JournalEntry } from '../../../src/domain/ledger/journal-entry.ts';

export class Balances {
  private readonly amounts = new Map<string, Map<string, bigint>>();

  add({ money = [] }: Pick<JournalEntry, 'money'>): void {
    for (const { account, currency, amountMinor } of money) {
      const ofCurrency = this.amounts.get(currency) ?? new Map<string, bigint>();
      this.amounts.set(currency, ofCurrency);
      ofCurrency.set(account, (ofCurrency.get(account) ?? 0n) + BigInt(amountMinor));
    }
  }

  /** Of one account, or of all that begin with a type. */
  of(account: string, currency: string): bigint {
    let sum = 0n;
    for (const [name, amount] of this.amounts.get(currency) ?? []) {
      if (name === account || name.startsWith(`${account}:`)) sum += amount;
    }
    return sum;
  }

  /** Of all accounts together, by currency: zero if no entry made or lost money. */
  sums(): Map<string, bigint> {
    return new Map(
      ['USD', 'CNY'].map((currency) => [
        currency,
        [...(this.amounts.get(currency)?.values() ?? [])].reduce((sum, amount) => sum + amount, 0n),
      ]),
    );
  }
}
