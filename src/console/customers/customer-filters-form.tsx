/** The filters of the list as a form. What it applies becomes the address. */
import { Link, useLocation } from 'wouter';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { SelectField } from '../ui/select-field.tsx';
import '../ui/table.css';
import { TextField } from '../ui/text-field.tsx';
import { customerFiltersIn, customersAddress, SANDBOXES, type CustomerFilters } from './customer-filters.ts';
import { CUSTOMERS_TEXTS } from './customers-texts.ts';

export function CustomerFiltersForm({ filters }: { readonly filters: CustomerFilters }) {
  const names = useTexts(CUSTOMERS_TEXTS);
  const { list: words } = names;
  const [, navigate] = useLocation();
  return (
    <form
      className="card"
      role="search"
      aria-label={words.filters}
      onSubmit={(event) => {
        event.preventDefault();
        navigate(customersAddress(customerFiltersIn(new FormData(event.currentTarget))));
      }}
    >
      <div className="form-grid">
        <TextField name="query" label={words.query} hint={words.queryHint} defaultValue={filters.query} />
        <TextField
          name="salesTeam"
          label={names.salesTeam}
          hint={words.salesTeamHint}
          defaultValue={filters.salesTeam}
        />
        <SelectField
          name="sandbox"
          label={words.sandbox}
          none={words.sandboxes.hidden}
          chosen={filters.sandbox}
          options={SANDBOXES.map((value) => ({ value, label: words.sandboxes[value] }))}
        />
      </div>
      <div className="choices">
        <Button type="submit" look="primary">
          {words.apply}
        </Button>
        <Link href="/customers">{words.clear}</Link>
      </div>
    </form>
  );
}
