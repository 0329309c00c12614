/** The lines of a quote: formula, validity, storage, refund, whom each is for, and what is wrong or surprising with it. */
import { useEntitlementWords } from '../catalogue/entitlement-words.ts';
import { SKU_TEXTS } from '../catalogue/sku-texts.ts';
import { useUnitWords } from '../catalogue/units.ts';
import { useConsortia } from '../customers/use-customers.ts';
import { formatMoney } from '../format/money.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Fact } from '../ui/fact.tsx';
import { Notice } from '../ui/notice.tsx';
import type { LineBody } from './basket.ts';
import { calculationOf } from './calculation.ts';
import { PURCHASE_TEXTS } from './purchase-texts.ts';
import { entriesOfLine } from './quote-entries.ts';
import { useAllOrganizations } from './scope-field.tsx';
import type { Quote } from './use-offers.ts';
import { usePriceWords } from './use-price-words.ts';
import type { Purchase } from './use-purchase.ts';
import { ViolationText } from './violation-text.tsx';

interface QuoteLinesProps {
  readonly purchase: Purchase;
  readonly quote: Quote;
}

export function QuoteLines({ purchase, quote }: QuoteLinesProps) {
  const words = useTexts(PURCHASE_TEXTS);
  return (
    <section aria-labelledby="quote-lines">
      <h2 id="quote-lines">{words.lines}</h2>
      <ol className="quote-lines">
        {purchase.basket.lines.map((line, index) => (
          // Lines have no identity but their place.
          <li key={`${line.sku} ${index}`} className="card">
            <QuoteLine purchase={purchase} quote={quote} line={line} index={index} />
          </li>
        ))}
      </ol>
    </section>
  );
}

interface QuoteLineProps extends QuoteLinesProps {
  readonly line: LineBody;
  readonly index: number;
}

function QuoteLine({ purchase, quote, line, index }: QuoteLineProps) {
  const words = useTexts(PURCHASE_TEXTS);
  const { refunds } = useTexts(SKU_TEXTS);
  const language = useLanguage();
  const wordsOf = useEntitlementWords();
  const unitOf = useUnitWords();
  const priceWords = usePriceWords();
  const scope = useScopeName(purchase.accountId, line);
  const sku = purchase.catalogue?.items.find((item) => item.sku === line.sku);
  const quoted = quote.lines[index];
  const calculation = quoted && calculationOf(quoted, unitOf(line.sku), language, priceWords);
  const violations = entriesOfLine(quote.violations, index);
  const warnings = entriesOfLine(quote.warnings, index);
  const validity = wordsOf(quoted?.entitlement ?? null);
  return (
    <>
      <div className="quote-head">
        <h3>{sku?.name[language] ?? line.sku}</h3>
        <strong className="number">
          {quoted?.amount == null ? words.notPriced : formatMoney(quoted.amount, language)}
        </strong>
      </div>
      {calculation != null && (
        <p>
          {calculation}
          {quoted?.perMonth !== undefined && ` (${words.perMonth(formatMoney(quoted.perMonth, language))})`}
        </p>
      )}
      {violations.map((violation) => (
        <ViolationText key={`${violation.path} ${violation.code}`} violation={violation} />
      ))}
      {warnings.length > 0 && (
        <Notice look="caution" title={words.warnings}>
          {warnings.map(({ code, message, rule }) => (
            <p key={code}>
              {message} <code>{rule}</code>
            </p>
          ))}
        </Notice>
      )}
      <dl className="facts">
        {validity.length > 0 && (
          <Fact name={words.validity}>
            {validity.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </Fact>
        )}
        {sku !== undefined && <Fact name={words.refund}>{refunds[sku.refundPolicy]}</Fact>}
        {scope !== null && <Fact name={words.scope}>{scope}</Fact>}
        {line.mode !== undefined && (
          <Fact name={words.mode}>{sku?.modeNames?.[line.mode]?.[language] ?? line.mode}</Fact>
        )}
        {line.start === 'now' && <Fact name={words.start}>{words.starts.now}</Fact>}
        {line.note?.organizationName !== undefined && (
          <Fact name={words.noteName}>{line.note.organizationName}</Fact>
        )}
        {line.note?.organizationId !== undefined && (
          <Fact name={words.noteId}>{line.note.organizationId}</Fact>
        )}
        {line.note?.remarks !== undefined && <Fact name={words.remarks}>{line.note.remarks}</Fact>}
        {line.note?.token !== undefined && <Fact name={words.token}>{'••••••••'}</Fact>}
      </dl>
      {quoted !== undefined && quoted.assumptions.length > 0 && (
        <details>
          <summary>{words.assumptions}</summary>
          <ul>
            {quoted.assumptions.map(({ rule, statement }) => (
              <li key={rule}>
                {statement} <code>{rule}</code>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** The name of the organization or consortium of a line; null if it is for the account. */
function useScopeName(accountId: string, { organizationId, consortiumId }: LineBody): string | null {
  const { data: organizations } = useAllOrganizations(accountId);
  const { data: consortia } = useConsortia(accountId);
  const id = consortiumId ?? organizationId;
  if (id === undefined) return null;
  return [...(organizations ?? []), ...(consortia ?? [])].find((scope) => scope.id === id)?.name ?? id;
}
