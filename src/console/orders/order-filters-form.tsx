/** The filters of the list as a form. What it applies becomes the address. */
import { useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'wouter';
import { useCatalogue } from '../catalogue/product-lines.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import { filtersIn, PAYMENT_STATES, SANDBOXES, searchOf, type OrderFilters } from './order-filters.ts';
import './order-filters-form.css';
import { ORDER_TEXTS } from './order-texts.ts';
import { ORDERS_TEXTS } from './orders-texts.ts';
import { ORDERS_KEY } from './use-orders.ts';

/** Filters that few people need. */
const HIDDEN_AT_FIRST = [
  'sandbox',
  'salesTeam',
  'accountId',
  'placedFrom',
  'placedTo',
  'endsBefore',
] as const;

export function OrderFiltersForm({ filters }: { readonly filters: OrderFilters }) {
  const words = useTexts(ORDERS_TEXTS);
  const names = useTexts(ORDER_TEXTS);
  const language = useLanguage();
  const { data: catalogue } = useCatalogue();
  const [, navigate] = useLocation();
  const queries = useQueryClient();
  const lines = (catalogue?.productLines ?? []).map(({ productLine, name }) => ({
    value: productLine,
    label: name[language],
  }));
  return (
    <form
      className="filters card"
      role="search"
      aria-label={words.filters}
      onSubmit={(event) => {
        event.preventDefault();
        const search = searchOf(filtersIn(new FormData(event.currentTarget)));
        // The same filters again are the wish to see what is new.
        void queries.invalidateQueries({ queryKey: ORDERS_KEY });
        navigate(search === '' ? '/orders' : `/orders?${search}`);
      }}
    >
      <TextField
        name="query"
        type="search"
        label={words.query}
        hint={words.queryHint}
        defaultValue={filters.query}
      />
      <SelectField
        // The chosen line can be shown once the catalogue is there.
        key={lines.length}
        name="productLine"
        label={names.productLine}
        none={words.any}
        chosen={filters.productLine}
        options={lines}
      />
      <SelectField
        name="paymentState"
        label={names.payment}
        none={words.any}
        chosen={filters.paymentState}
        options={PAYMENT_STATES.map((value) => ({ value, label: names.paymentStates[value] }))}
      />
      {/* The tabs above choose these. */}
      <input type="hidden" name="state" value={filters.state ?? ''} />
      <input type="hidden" name="needsAttention" value={filters.needsAttention ?? ''} />
      <input type="hidden" name="sku" value={filters.sku ?? ''} />
      <div className="filters-end">
        <Button type="submit" look="primary">
          {words.apply}
        </Button>
        <Link href="/orders">{words.clear}</Link>
      </div>
      <details className="more-filters" open={HIDDEN_AT_FIRST.some((name) => filters[name] !== undefined)}>
        <summary>{words.moreFilters}</summary>
        <div className="filters">
          <SelectField
            name="sandbox"
            label={words.sandbox}
            none={words.sandboxes.hidden}
            chosen={filters.sandbox}
            options={SANDBOXES.map((value) => ({ value, label: words.sandboxes[value] }))}
          />
          <TextField name="salesTeam" label={words.columnNames.salesTeam} defaultValue={filters.salesTeam} />
          <TextField name="accountId" label={words.accountId} defaultValue={filters.accountId} />
          <TextField
            name="placedFrom"
            type="date"
            label={words.placedFrom}
            defaultValue={filters.placedFrom}
          />
          <TextField name="placedTo" type="date" label={words.placedTo} defaultValue={filters.placedTo} />
          <TextField
            name="endsBefore"
            type="date"
            label={words.endsBefore}
            defaultValue={filters.endsBefore}
          />
        </div>
      </details>
    </form>
  );
}
