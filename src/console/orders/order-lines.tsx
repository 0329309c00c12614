/** The lines of an order, and what each became. */
import type { Schemas } from '@prepaid-fulfilment/client';
import { Link } from 'wouter';
import { formatCount } from '../format/count.ts';
import { formatMoney } from '../format/money.ts';
import { useLanguage, useTexts } from '../preferences/preferences-context.tsx';
import { ORDER_PAGE_TEXTS } from './order-page-texts.ts';
import { ORDER_TEXTS } from './order-texts.ts';
import type { Order } from './use-order.ts';
import { TableHead } from '../ui/table-head.tsx';

type Line = Schemas['OrderLine'];

export function OrderLines({ order: { accountId, lines, state: orderState } }: { readonly order: Order }) {
  const words = useTexts(ORDER_PAGE_TEXTS);
  const { state } = useTexts(ORDER_TEXTS);
  return (
    <section aria-labelledby="order-lines">
      <h2 id="order-lines">{words.lines}</h2>
      <table className="table" aria-labelledby="order-lines">
        <TableHead
          columns={[
            words.product,
            { name: words.quantity, look: 'number' },
            { name: words.amount, look: 'number' },
            state,
            { name: words.became, look: 'wide-only' },
          ]}
        />
        <tbody>
          {lines.map((line) => (
            <LineRow key={line.id} accountId={accountId} orderState={orderState} line={line} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface LineProps {
  readonly accountId: string;
  readonly line: Line;
}

function LineRow({ accountId, orderState, line }: LineProps & { readonly orderState: Order['state'] }) {
  const words = useTexts(ORDER_PAGE_TEXTS);
  const names = useTexts(ORDER_TEXTS);
  const language = useLanguage();
  const { name, sku, quantity, term, unitPrice, amount, state, organizationName } = line;
  const termText =
    term === null ? null : term.unit === 'year' ? words.termYears(term.count) : words.termMonths(term.count);
  const count = formatCount(quantity / unitPrice.perQuantity, language);
  const price = formatMoney(unitPrice, language);
  return (
    <tr>
      <th scope="row">
        {name[language]}
        {termText !== null && ` · ${termText}`}
        {organizationName !== undefined && ` · ${organizationName}`}
        <br />
        <code>{sku}</code>
      </th>
      <td className="number">{formatCount(quantity, language)}</td>
      <td className="number">
        {formatMoney(amount, language)}
        <br />
        <span className="quiet">
          {termText === null ? words.each(count, price) : words.eachForTerm(count, price, termText)}
        </span>
      </td>
      <td>{state === 'pending' ? names.states[orderState] : names.lineStates[state]}</td>
      <td className="wide-only">
        <Provided accountId={accountId} line={line} />
      </td>
    </tr>
  );
}

/** What the line provides, as the way to it. */
function Provided({ accountId, line: { entitlements, entitlementCount } }: LineProps) {
  const words = useTexts(ORDER_PAGE_TEXTS);
  const names = useTexts(ORDER_TEXTS);
  const [first] = entitlements;
  if (first === undefined) return words.nothingYet;
  const account = encodeURIComponent(accountId);
  const services =
    entitlementCount === 1
      ? `/services/${encodeURIComponent(first.id)}`
      : `/services?tab=all&accountId=${account}`;
  return (
    <Link href={first.kind === 'service' ? services : `/overview/${account}`}>
      {words.counted(names.entitlements[first.kind], entitlementCount)}
    </Link>
  );
}
