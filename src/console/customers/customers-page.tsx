/** The list of customers, filtered by the address. */
import { Link, useSearch } from 'wouter';
import { FailureNotice } from '../api/failure-notice.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { LinkButton } from '../ui/link-button.tsx';
import { LoadMore } from '../ui/load-more.tsx';
import { Page } from '../ui/page.tsx';
import { customerFiltersIn, type CustomerFilters } from './customer-filters.ts';
import { CustomerFiltersForm } from './customer-filters-form.tsx';
import { CustomersTable } from './customers-table.tsx';
import { CUSTOMERS_TEXTS } from './customers-texts.ts';
import { useCustomers } from './use-customers.ts';

export default function CustomersPage() {
  const words = useTexts(CUSTOMERS_TEXTS);
  const search = useSearch();
  const filters = customerFiltersIn(new URLSearchParams(search));
  return (
    <Page
      title={words.title}
      actions={
        <div className="choices">
          <Link href="/agreements">{words.agreements}</Link>
          <LinkButton href="/customers/new" look="primary">
            {words.new}
          </LinkButton>
        </div>
      }
    >
      <CustomerFiltersForm key={search} filters={filters} />
      <CustomersFound filters={filters} />
    </Page>
  );
}

function CustomersFound({ filters }: { readonly filters: CustomerFilters }) {
  const { list: words } = useTexts(CUSTOMERS_TEXTS);
  const list = useCustomers(filters);
  const { data, error, refetch } = list;
  if (data === undefined) {
    if (error !== null) return <FailureNotice error={error} onRetry={() => void refetch()} />;
    return <p role="status">{words.loading}</p>;
  }
  const customers = data.pages.flatMap(({ items }) => items);
  if (customers.length === 0)
    return <p role="status">{Object.keys(filters).length > 0 ? words.emptyFiltered : words.empty}</p>;
  return (
    <>
      <CustomersTable customers={customers} />
      {error !== null && <FailureNotice error={error} />}
      <p role="status">{words.shown(customers.length)}</p>
      <LoadMore list={list} />
    </>
  );
}
