/** Chooses what to buy of one product line: its sections, and the basket beside them. */
import { Link, Redirect } from 'wouter';
import { useAccount } from '../accounts/account-time.tsx';
import { FailureNotice } from '../api/failure-notice.tsx';
import { SKU_TEXTS } from '../catalogue/sku-texts.ts';
import { PurchaseSteps } from '../payments/purchase-steps.tsx';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Page } from '../ui/page.tsx';
import '../ui/table.css';
import { buyAddress } from './addresses.ts';
import { AgreementNotice } from './agreement-notice.tsx';
import { BasketBar } from './basket-bar.tsx';
import { BasketPanel } from './basket-panel.tsx';
import { PURCHASE_TEXTS } from './purchase-texts.ts';
import './purchase.css';
import { sectionsOf, type Section } from './sections.ts';
import { SkuRow } from './sku-row.tsx';
import type { Sku } from './use-offers.ts';
import { useAccountId, usePurchase, type Purchase } from './use-purchase.ts';

export default function ChoosePage() {
  // Without an account there is nothing to price.
  return useAccountId() === '' ? <Redirect to="/buy" replace /> : <ChooseFromLine />;
}

function ChooseFromLine() {
  const words = useTexts(PURCHASE_TEXTS);
  const language = useLanguage();
  const purchase = usePurchase();
  const { accountId, line, error, isLoading } = purchase;
  const { data: account } = useAccount(accountId);
  return (
    <Page
      title={line?.name[language] ?? words.title}
      above={<Link href={buyAddress(accountId)}>{words.backToLines}</Link>}
    >
      <PurchaseSteps at="choose" />
      {account !== undefined && <p>{words.forCustomer(account.name)}</p>}
      {error !== null && <FailureNotice error={error} />}
      {isLoading && error === null && <p role="status">{words.loading}</p>}
      {!isLoading && line === undefined && <p>{words.unknownLine}</p>}
      {!isLoading && line !== undefined && <Choose purchase={purchase} />}
    </Page>
  );
}

function Choose({ purchase }: { readonly purchase: Purchase }) {
  const words = useTexts(PURCHASE_TEXTS);
  const language = useLanguage();
  const { catalogue, offer, productLine } = purchase;
  if (catalogue === undefined || offer === undefined) return null;
  if (!offer.sold) return <p>{words.notSold}</p>;
  return (
    <>
      {offer.agreement.required && !offer.agreement.satisfied && <AgreementNotice purchase={purchase} />}
      {offer.region !== null && (
        <p>
          {words.region}: {offer.region.name[language]}
        </p>
      )}
      {offer.items.some(({ unitPrice }) => unitPrice?.demo === true) && (
        <p className="sku-facts">{words.demo}</p>
      )}
      <div className="purchase">
        <div className="purchase-sections">
          {sectionsOf(catalogue.items, productLine).map((section) => (
            <SectionOf key={section.name} section={section} purchase={purchase} />
          ))}
        </div>
        <BasketPanel purchase={purchase} />
        <BasketBar purchase={purchase} />
      </div>
    </>
  );
}

function SectionOf({ section, purchase }: { readonly section: Section; readonly purchase: Purchase }) {
  const words = useTexts(PURCHASE_TEXTS);
  const { kinds } = useTexts(SKU_TEXTS);
  return (
    <section aria-labelledby={`section-${section.name}`}>
      <h2 id={`section-${section.name}`}>{words.sections[section.name]}</h2>
      {section.groups.map(({ kind, family, skus }, index) => (
        <div key={`${kind} ${family ?? ''}`} className="sku-group">
          <h3>{family ?? kinds[kind].name}</h3>
          {/* Families of a kind share what is said of it. */}
          {section.groups[index - 1]?.kind !== kind && <KindFacts kind={kind} section={section} />}
          <ul className="sku-rows">
            {skus.map((sku) => (
              <SkuRow key={sku.sku} sku={sku} purchase={purchase} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

interface KindFactsProps {
  readonly kind: Sku['kind'];
  readonly section: Section;
}

/** What is said of all products of a kind. */
function KindFacts({ kind, section }: KindFactsProps) {
  const words = useTexts(PURCHASE_TEXTS);
  const { kinds, refunds } = useTexts(SKU_TEXTS);
  const language = useLanguage();
  const skus = section.groups.filter((group) => group.kind === kind).flatMap((group) => group.skus);
  return (
    <>
      <p className="sku-facts">{kinds[kind].about}</p>
      {distinct(skus, ({ description }) => description?.[language]).map((sentence) => (
        <p key={sentence} className="sku-facts">
          {sentence}
        </p>
      ))}
      {distinct(skus, ({ refundPolicy }) => refunds[refundPolicy]).map((sentence) => (
        <p key={sentence} className="sku-facts">
          {words.refund}: {sentence}
        </p>
      ))}
    </>
  );
}

/** The sentences that SKUs of a group share or differ in, each once. */
function distinct(skus: readonly Sku[], sentenceOf: (sku: Sku) => string | undefined): string[] {
  return [...new Set(skus.map(sentenceOf))].filter((sentence) => sentence !== undefined);
}
