/** Fills in one line: how much, how long, for whom, and for services the note. A live quote works out the amount. */
import { useCallback, useState } from 'react';
import { useEntitlementWords } from '../catalogue/entitlement-words.ts';
import { formatUnits, type UnitWords } from '../format/count.ts';
import { formatMoney } from '../format/money.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import { AmountField } from './amount-field.tsx';
import { addLine, MOST_LINES } from './basket.ts';
import { calculationOf, costOf } from './calculation.ts';
import { NoteFields } from './note-fields.tsx';
import { PURCHASE_TEXTS } from './purchase-texts.ts';
import { entriesOfLine, fieldOf } from './quote-entries.ts';
import { ScopeField } from './scope-field.tsx';
import {
  exampleQuantity,
  lineBody,
  newLine,
  scopeFieldOf,
  takesNote,
  takesStart,
  type TypedLine,
} from './typed-line.ts';
import { useQuote, type OfferItem, type Sku } from './use-offers.ts';
import { usePriceWords } from './use-price-words.ts';
import type { Purchase } from './use-purchase.ts';
import { ViolationText } from './violation-text.tsx';
import type { Wish } from './wish.ts';

interface LineFormProps {
  readonly sku: Sku;
  readonly item: OfferItem;
  readonly purchase: Purchase;
  /** What the address asks to buy, if it is this. */
  readonly wish: Wish | undefined;
  readonly onAdded: () => void;
}

export function LineForm({ sku, item, purchase, wish, onAdded }: LineFormProps) {
  const words = useTexts(PURCHASE_TEXTS);
  const language = useLanguage();
  const { accountId, basket, body, catalogue, change, isStaff } = purchase;
  const [typed, setTyped] = useState(() => newLine(sku, wish));
  const fill = useCallback(
    (changed: Partial<TypedLine>) => setTyped((before) => ({ ...before, ...changed })),
    [],
  );
  const chooseScope = useCallback((scopeId: string) => fill({ scopeId }), [fill]);
  const scopeField = scopeFieldOf(sku, item.scope);
  const line = lineBody(sku, item.scope, typed);
  // What is in the basket matters: optional software needs basic software in the same order.
  const others = basket.lines.slice(0, MOST_LINES - 1);
  const { data: quote, isPlaceholderData } = useQuote({
    ...body,
    ...(sku.channel === 'offline' ? { channel: 'offline' } : {}),
    termsAccepted: true,
    lines: [...others, line],
  });
  const index = others.length;
  const violations = quote === undefined ? [] : entriesOfLine(quote.violations, index);
  const faultsOf = (...fields: string[]) => {
    const found = violations.filter((violation) => fields.includes(fieldOf(violation)));
    return found.length === 0
      ? undefined
      : found.map((violation) => <ViolationText key={violation.code} violation={violation} />);
  };
  const isCurrent = quote !== undefined && !isPlaceholderData;
  // What the rest of the basket can still heal does not keep a line out of it.
  const canAdd = isCurrent && violations.every((violation) => fieldOf(violation) === 'sku');
  const unit = catalogue?.units[sku.unit] ?? { en: { one: sku.unit, many: sku.unit }, zh: sku.unit };
  const counted = (count: number) => formatUnits(count, unit, language);
  const exampleCount = sku.term === null ? exampleQuantity(sku) : null;
  const cost = exampleCount === null || item.unitPrice === null ? null : costOf(exampleCount, item.unitPrice);
  const example =
    exampleCount === null || cost === null
      ? null
      : words.forExample(counted(exampleCount), formatMoney(cost, language));
  const isSoldOnce = sku.maximum === 1;
  const isFull = basket.lines.length >= MOST_LINES;
  return (
    <div className="line-form" role="group" aria-label={sku.name[language]}>
      <div className="form-grid">
        {!isSoldOnce && (
          <AmountField
            label={words.quantity(language === 'zh' ? unit.zh : unit.en.many)}
            hint={
              sku.step === 1
                ? words.atMost(counted(sku.maximum ?? sku.minimum))
                : [words.soldFrom(counted(sku.minimum), counted(sku.step)), example].filter(Boolean).join(' ')
            }
            minimum={sku.minimum}
            maximum={sku.maximum}
            step={sku.step}
            value={typed.quantity}
            onChange={(quantity) => fill({ quantity })}
            fault={faultsOf('quantity')}
          />
        )}
        {sku.term !== null && (
          <AmountField
            label={sku.term.unit === 'year' ? words.years : words.months}
            hint={words.termLimits(sku.term.minimum, sku.term.maximum)}
            minimum={sku.term.minimum}
            maximum={sku.term.maximum}
            step={1}
            value={typed.term}
            onChange={(term) => fill({ term })}
            fault={faultsOf('term')}
          />
        )}
        {scopeField !== null && (
          <ScopeField
            accountId={accountId}
            field={scopeField}
            mayCreate={isStaff}
            value={typed.scopeId}
            onChoose={chooseScope}
          />
        )}
        {sku.modes !== undefined && sku.modes.length > 0 && (
          <Select
            label={words.mode}
            value={typed.mode}
            options={[
              { value: '', label: words.anyMode },
              ...sku.modes.map((mode) => ({ value: mode, label: sku.modeNames?.[mode]?.[language] ?? mode })),
            ]}
            onChoose={(mode) => fill({ mode })}
          />
        )}
        {takesStart(sku) && (
          <Select
            label={words.start}
            value={typed.start}
            options={(['queue', 'now'] as const).map((value) => ({ value, label: words.starts[value] }))}
            onChoose={(start) => fill({ start })}
          />
        )}
      </div>
      {takesNote(sku) && <NoteFields typed={typed} onChange={fill} />}
      <Outcome
        quoteLine={quote?.lines[index]}
        unit={unit}
        warnings={quote === undefined ? [] : entriesOfLine(quote.warnings, index)}
      />
      {/* The first choice is made by itself: without one there is nothing to choose yet, which the field says. */}
      {typed.scopeId !== '' && faultsOf('organizationId', 'consortiumId')}
      {faultsOf('sku', 'mode', 'start', '')}
      <div className="choices">
        <Button
          look="primary"
          disabled={!canAdd || isFull}
          onClick={() => {
            change((before) => ({
              ...addLine(before, line, sku.maximum),
              ...(sku.channel === 'offline' ? { channel: 'offline' } : {}),
            }));
            onAdded();
          }}
        >
          {words.add}
        </Button>
        {isFull && <span>{words.full}</span>}
      </div>
    </div>
  );
}

type QuoteLine = NonNullable<ReturnType<typeof useQuote>['data']>['lines'][number];

interface OutcomeProps {
  readonly quoteLine: QuoteLine | undefined;
  readonly unit: UnitWords;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/** The amount as it is calculated, and what one gets for it. */
function Outcome({ quoteLine, unit, warnings }: OutcomeProps) {
  const words = useTexts(PURCHASE_TEXTS);
  const language = useLanguage();
  const priceWords = usePriceWords();
  const calculation = quoteLine && calculationOf(quoteLine, unit, language, priceWords);
  const wordsOf = useEntitlementWords();
  return (
    <div className="outcome" role="status">
      {quoteLine === undefined && <p>{words.calculating}</p>}
      {calculation != null && (
        <p>
          <span className="sku-facts">{words.amount}</span> <strong>{calculation}</strong>
        </p>
      )}
      {quoteLine !== undefined && (
        <ul className="sku-facts">
          {wordsOf(quoteLine.entitlement).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          {warnings.map(({ code, message }) => (
            <li key={code}>{message}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
