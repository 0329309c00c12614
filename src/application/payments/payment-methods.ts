/** How orders can be paid in this installation. */
import type { PaymentMethods } from '../../contracts/payments.ts';
import type { BankAccount } from '../../infra/config.ts';
import type { PaymentProvider } from '../../payment-providers/provider.ts';

/** The first provider takes new payments. Bank transfers are recorded by operators, whether accounts are known or not. */
export function paymentMethods(
  [provider]: readonly PaymentProvider[],
  bankAccounts: readonly BankAccount[],
): PaymentMethods {
  const online = provider === undefined ? null : { provider: provider.name, choices: [...provider.choices] };
  return { online, bankAccounts: [...bankAccounts] };
}
