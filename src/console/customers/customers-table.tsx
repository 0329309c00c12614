/** Customers in rows. */
import { Link } from 'wouter';
import { formatDay, zoneOf } from '../format/instant.ts';
import { useLanguage, usePreferences, useTexts } from '../preferences/preferences-context.tsx';
import { Badge } from '../ui/badge.tsx';
import { TableHead } from '../ui/table-head.tsx';
import { countryName } from './countries.ts';
import { CUSTOMERS_TEXTS } from './customers-texts.ts';
import type { Customer } from './use-customers.ts';

export function CustomersTable({ customers }: { readonly customers: readonly Customer[] }) {
  const words = useTexts(CUSTOMERS_TEXTS);
  return (
    <table className="table">
      <caption className="unseen">{words.title}</caption>
      <TableHead
        columns={[
          words.customer,
          words.country,
          words.salesTeam,
          { name: words.timeZone, look: 'wide-only' },
          { name: words.created, look: 'wide-only' },
        ]}
      />
      <tbody>
        {customers.map((customer) => (
          <CustomerRow key={customer.id} customer={customer} />
        ))}
      </tbody>
    </table>
  );
}

function CustomerRow({ customer }: { readonly customer: Customer }) {
  const words = useTexts(CUSTOMERS_TEXTS);
  const language = useLanguage();
  const { zone } = usePreferences();
  const { id, name, country, salesTeam, sandbox, timeZone, createdAt } = customer;
  return (
    <tr>
      <th scope="row">
        <Link href={`/customers/${encodeURIComponent(id)}`}>{name}</Link>{' '}
        {sandbox && <Badge look="accent">{words.trial}</Badge>}
      </th>
      <td>{countryName(country, language)}</td>
      <td>{salesTeam}</td>
      <td className="wide-only">{timeZone}</td>
      <td className="wide-only">
        <time dateTime={createdAt}>{formatDay(createdAt, zoneOf(zone, timeZone), language)}</time>
      </td>
    </tr>
  );
}
