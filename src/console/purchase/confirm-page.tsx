/** The confirmation page: what is bought, what it costs and why, what it comes with, and what stands in the way. */
import { Link, Redirect } from 'wouter';
import { useAccount } from '../accounts/account-time.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { PurchaseSteps } from '../payments/purchase-steps.tsx';
import { formatMoney } from '../format/money.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Badge } from '../ui/badge.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import '../ui/table.css';
import { buyAddress } from './addresses.ts';
import { AgreementNotice } from './agreement-notice.tsx';
import { OrderOptions } from './order-options.tsx';
import { PlaceOrder } from './place-order.tsx';
import { PurchaseTerms } from './purchase-terms.tsx';
import { PURCHASE_TEXTS } from './purchase-texts.ts';
import './purchase.css';
import { entriesOfOrder } from './quote-entries.ts';
import { QuoteLines } from './quote-lines.tsx';
import type { Quote } from './use-offers.ts';
import { useAccountId, usePurchase, type Purchase } from './use-purchase.ts';
import { ViolationText } from './violation-text.tsx';

export default function ConfirmPage() {
  // Without an account there is nothing to price.
  return useAccountId() === '' ? <Redirect to="/buy" replace /> : <ConfirmBasket />;
}

function ConfirmBasket() {
  const words = useTexts(PURCHASE_TEXTS);
  const purchase = usePurchase();
  const { accountId, basket, error, productLine, quote } = purchase;
  const { data: account } = useAccount(accountId);
  const failure = error ?? quote.error;
  const back = buyAddress(accountId, productLine);
  return (
    <Page title={words.confirmTitle} above={<Link href={back}>{words.edit}</Link>}>
      <PurchaseSteps at="confirm" />
      {account !== undefined && <p>{words.forCustomer(account.name)}</p>}
      {failure !== null && <FailureNotice error={failure} onRetry={() => void quote.refetch()} />}
      {basket.lines.length === 0 && (
        <>
          <p>{words.nothingToCheck}</p>
          <div className="choices">
            <LinkButton href={back} look="primary">
              {words.choose}
            </LinkButton>
          </div>
        </>
      )}
      {basket.lines.length > 0 && quote.data === undefined && failure === null && (
        <p role="status">{words.loading}</p>
      )}
      {basket.lines.length > 0 && quote.data !== undefined && (
        <Check purchase={purchase} quote={quote.data} />
      )}
    </Page>
  );
}

function Check({ purchase, quote }: { readonly purchase: Purchase; readonly quote: Quote }) {
  const words = useTexts(PURCHASE_TEXTS);
  const language = useLanguage();
  const { agreement, total, violations } = quote;
  const orderViolations = entriesOfOrder(violations);
  return (
    <>
      {violations.length > 0 && (
        <Notice look="danger" title={words.violations}>
          <p>{words.problems(violations.length)}</p>
          {orderViolations.map((violation) => (
            <ViolationText key={`${violation.path} ${violation.code}`} violation={violation} />
          ))}
        </Notice>
      )}
      {agreement.required && !agreement.satisfied && <AgreementNotice purchase={purchase} />}
      <QuoteLines purchase={purchase} quote={quote} />
      <section className="card confirm-total" aria-labelledby="confirm-total">
        <h2 id="confirm-total">{words.total}</h2>
        <p className="grand-total">{total === null ? words.notPriced : formatMoney(total, language)}</p>
        {agreement.required && (
          <p>
            <Badge look={agreement.satisfied ? 'good' : 'caution'}>
              {agreement.satisfied ? words.agreement.present : words.agreement.missing}
            </Badge>
          </p>
        )}
        <OrderOptions purchase={purchase} />
        <PurchaseTerms purchase={purchase} />
        <PlaceOrder purchase={purchase} quote={quote} />
      </section>
    </>
  );
}
