/** What to transfer, where to, and what to write on it. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { useState } from 'react';
import { useCatalogue } from '../catalogue/product-lines.ts';
import { formatMoney } from '../format/money.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { useHasRole } from '../session/use-has-role.ts';
import { Button } from '../ui/button.tsx';
import { PAYMENTS_TEXTS } from './payments-texts.ts';
import type { PayableOrder } from './use-payments.ts';

interface BankTransferProps {
  readonly order: PayableOrder;
  readonly accounts: Schemas['PaymentMethods']['bankAccounts'];
}

export function BankTransfer({ order, accounts }: BankTransferProps) {
  const words = useTexts(PAYMENTS_TEXTS);
  const language = useLanguage();
  const { data: catalogue } = useCatalogue();
  const isCustomer = useHasRole('customer');
  const isOperator = useHasRole('operator');
  const own = accounts.filter(({ currency }) => currency === order.total.currency);
  const contact = catalogue?.productLines.find(
    ({ productLine }) => productLine === order.productLine,
  )?.contact;
  return (
    <section className="card" aria-labelledby="pay-transfer">
      <h2 id="pay-transfer">{words.transfer}</h2>
      <p>{words.transferText(formatMoney(order.total, language))}</p>
      {own.length === 0 && !isCustomer && <p>{words.noAccount}</p>}
      {own.length === 0 && isCustomer && contact !== undefined && (
        <p>{words.askForAccount(contact[language])}</p>
      )}
      <dl className="transfer-facts">
        <Fact name={words.reference} value={order.id} isCode />
      </dl>
      {own.map(({ account, bank, bankCode, holder }) => (
        <dl key={account} className="transfer-facts">
          <Fact name={words.holder} value={holder} />
          <Fact name={words.bank} value={bank} />
          <Fact name={words.account} value={account} isCode />
          {bankCode !== undefined && <Fact name={words.bankCode} value={bankCode} isCode />}
        </dl>
      ))}
      <p className="quiet">
        {isCustomer ? words.recorded.customer : isOperator ? words.recorded.operator : words.recorded.sales}
      </p>
    </section>
  );
}

interface FactProps {
  readonly name: string;
  readonly value: string;
  /** True for what must be copied exactly. */
  readonly isCode?: boolean;
}

function Fact({ name, value, isCode = false }: FactProps) {
  const words = useTexts(PAYMENTS_TEXTS);
  const [copied, setCopied] = useState(false);
  // Pages without TLS have no clipboard; the text can be selected there.
  const canCopy = isCode && 'clipboard' in navigator;
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {isCode ? <code>{value}</code> : value}
        {canCopy && (
          <Button
            aria-label={copied ? undefined : words.copyOf(name)}
            onClick={() => void navigator.clipboard.writeText(value).then(() => setCopied(true))}
          >
            {copied ? words.copied : words.copy}
          </Button>
        )}
      </dd>
    </div>
  );
}
