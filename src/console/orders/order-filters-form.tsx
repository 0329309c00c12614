/** The filters of the list as a form. What it applies becomes the address. */
import { Link, useLocation } from 'wouter';
import { useCatalogue } from '../catalogue/product-lines.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { TextField } from '../ui/text-field.tsx';
import {
  filtersIn,
  ORDER_STATES,
  PAYMENT_STATES,
  SANDBOXES,
  searchOf,
  type OrderFilters,
} from './order-filters.ts';
import './order-filters-form.css';
import { ORDER_TEXTS } from './order-texts.ts';
import { ORDERS_TEXTS } from './orders-texts.ts';

export function OrderFiltersForm({ filters }: { readonly filters: OrderFilters }) {
  const words = useTexts(ORDERS_TEXTS);
  const names = useTexts(ORDER_TEXTS);
  const language = useLanguage();
  const { data: catalogue } = useCatalogue();
  const [, navigate] = useLocation();
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
        navigate(search === '' ? '/orders' : `/orders?${search}`);
      }}
    >
      <TextField name="query" label={words.query} hint={words.queryHint} defaultValue={filters.query} />
      <SelectField
        name="state"
        label={names.state}
        none={words.any}
        chosen={filters.state}
        options={ORDER_STATES.map((value) => ({ value, label: names.states[value] }))}
      />
      <SelectField
        name="paymentState"
        label={names.payment}
        none={words.any}
        chosen={filters.paymentState}
        options={PAYMENT_STATES.map((value) => ({ value, label: names.paymentStates[value] }))}
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
        name="needsAttention"
        label={words.attention}
        none={words.any}
        chosen={filters.needsAttention}
        options={[{ value: 'true', label: words.attentionOnly }]}
      />
      <SelectField
        name="sandbox"
        label={words.sandbox}
        none={words.sandboxes.hidden}
        chosen={filters.sandbox}
        options={SANDBOXES.map((value) => ({ value, label: words.sandboxes[value] }))}
      />
      <TextField name="accountId" label={words.accountId} defaultValue={filters.accountId} />
      <TextField name="placedFrom" type="date" label={words.placedFrom} defaultValue={filters.placedFrom} />
      <TextField name="placedTo" type="date" label={words.placedTo} defaultValue={filters.placedTo} />
      <TextField name="endsBefore" type="date" label={words.endsBefore} defaultValue={filters.endsBefore} />
      <div className="filters-end">
        <Button type="submit" look="primary">
          {words.apply}
        </Button>
        <Link href="/orders">{words.clear}</Link>
      </div>
    </form>
  );
}
