/** The search in a list of services. What it applies becomes the address. */
import { Link, useLocation } from 'wouter';
import { useTexts } from '../preferences/preferences-context.tsx';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { searchOf, type ServiceFilters } from './service-filters.ts';
import { SERVICES_TEXTS } from './services-texts.ts';

export function ServicesSearch({ filters }: { readonly filters: ServiceFilters }) {
  const words = useTexts(SERVICES_TEXTS);
  const [, navigate] = useLocation();
  const { query: _query, accountId: _accountId, ...tab } = filters;
  return (
    <form
      className="services-search"
      role="search"
      aria-label={words.search}
      onSubmit={(event) => {
        event.preventDefault();
        const entered = new FormData(event.currentTarget).get('query');
        const query = typeof entered === 'string' ? entered.trim() : '';
        const { query: _before, ...others } = filters;
        navigate(`/services?${searchOf({ ...others, ...(query === '' ? {} : { query }) })}`);
      }}
    >
      <TextField name="query" type="search" label={words.query} defaultValue={filters.query} />
      <Button type="submit">{words.apply}</Button>
      {filters.accountId !== undefined && <p>{words.onlyCustomer}</p>}
      {(filters.query !== undefined || filters.accountId !== undefined) && (
        <Link href={`/services?${searchOf(tab)}`}>{words.clear}</Link>
      )}
    </form>
  );
}
