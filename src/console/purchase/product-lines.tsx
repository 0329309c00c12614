/** The product lines as cards: what they sell, and whether this account may buy them now. */
import { FailureNotice } from '../api/failure-notice.tsx';
import { useCatalogue } from '../catalogue/product-lines.ts';
import { SKU_TEXTS } from '../catalogue/sku-texts.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { useHasRole } from '../session/use-has-role.ts';
import { Badge } from '../ui/badge.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { buyAddress } from './addresses.ts';
import { PURCHASE_TEXTS } from './purchase-texts.ts';
import { useOffers, type Offer } from './use-offers.ts';

export function ProductLines({ accountId }: { readonly accountId: string }) {
  const words = useTexts(PURCHASE_TEXTS);
  const { data: offers, error, refetch } = useOffers(accountId);
  if (error !== null) return <FailureNotice error={error} onRetry={() => void refetch()} />;
  if (offers === undefined) return <p role="status">{words.loading}</p>;
  // What can be bought stands before what cannot.
  const sorted = offers.items.toSorted((a, b) => Number(b.sold) - Number(a.sold));
  return (
    <section aria-labelledby="buy-lines">
      <h2 id="buy-lines">{words.productLines}</h2>
      <div className="product-lines">
        {sorted.map((offer) => (
          <LineCard key={offer.productLine} accountId={accountId} offer={offer} />
        ))}
      </div>
    </section>
  );
}

function LineCard({ accountId, offer }: { readonly accountId: string; readonly offer: Offer }) {
  const words = useTexts(PURCHASE_TEXTS);
  const { kinds } = useTexts(SKU_TEXTS);
  const language = useLanguage();
  const isCustomer = useHasRole('customer');
  const { data: catalogue } = useCatalogue();
  const line = catalogue?.productLines.find(({ productLine }) => productLine === offer.productLine);
  const own = catalogue?.items.filter(({ productLine }) => productLine === offer.productLine) ?? [];
  const sold = [...new Set(own.map(({ kind }) => kind))];
  const state = !offer.agreement.required ? 'none' : offer.agreement.satisfied ? 'present' : 'missing';
  if (line === undefined) return null;
  return (
    <article className="card product-line" aria-labelledby={`line-${offer.productLine}`}>
      <h3 id={`line-${offer.productLine}`}>{line.name[language]}</h3>
      <ul>
        {sold.map((kind) => (
          <li key={kind}>{kinds[kind].name}</li>
        ))}
      </ul>
      {offer.sold ? (
        <>
          <p className="sku-facts">
            {offer.region === null ? words.soldIn(line.currency) : offer.region.name[language]}
          </p>
          <p>
            <Badge look={state === 'missing' ? 'caution' : state === 'present' ? 'good' : 'quiet'}>
              {words.agreement[state]}
            </Badge>
          </p>
          <LinkButton href={buyAddress(accountId, offer.productLine)} look="primary">
            {words.choose}
            <span className="unseen"> {line.name[language]}</span>
          </LinkButton>
        </>
      ) : (
        <p>
          {words.notSold} {isCustomer && words.contact(line.contact[language])}
        </p>
      )}
    </article>
  );
}
