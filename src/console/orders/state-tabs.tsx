/** Orders by state, with how many there are. The numbers are those of the chosen customer or sales team. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { useApi } from '../api/api-context.tsx';
import { useTexts } from '../preferences/preferences-context.tsx';
import { ORDER_STATES, searchOf, type OrderFilters } from './order-filters.ts';
import { ORDER_TEXTS } from './order-texts.ts';
import { ORDERS_TEXTS } from './orders-texts.ts';
import './state-tabs.css';
import { ORDERS_KEY } from './use-orders.ts';

export function StateTabs({ filters }: { readonly filters: OrderFilters }) {
  const words = useTexts(ORDERS_TEXTS);
  const names = useTexts(ORDER_TEXTS);
  const { state: chosen, needsAttention, ...others } = filters;
  const { data } = useCounts(others);
  const counts = new Map(data?.states.map((entry) => [entry.state, entry]));
  const tabs = [
    {
      key: 'attention',
      name: names.attention,
      search: searchOf({ ...others, needsAttention: 'true' }),
      isChosen: needsAttention !== undefined,
      counted: data?.needsAttention,
    },
    ...ORDER_STATES.map((state) => ({
      key: state,
      name: names.states[state],
      search: searchOf({ ...others, state }),
      isChosen: chosen === state,
      counted: counts.get(state),
    })),
  ].filter(({ counted, isChosen }) => isChosen || counted?.count !== 0);
  const all = searchOf(others);
  const isAll = chosen === undefined && needsAttention === undefined;
  return (
    <nav className="state-tabs" aria-label={words.states}>
      <Link href={all === '' ? '/orders' : `/orders?${all}`} aria-current={isAll ? 'true' : undefined}>
        {words.all}
      </Link>
      {tabs.map(({ key, name, search, isChosen, counted }) => (
        <Link key={key} href={`/orders?${search}`} aria-current={isChosen ? 'true' : undefined}>
          {name}
          {counted !== undefined && <span>{words.counted(counted.count, counted.more)}</span>}
        </Link>
      ))}
    </nav>
  );
}

/** Undefined while other filters are chosen, which the numbers do not follow. */
function useCounts({ accountId, salesTeam, sandbox, ...others }: OrderFilters) {
  const api = useApi();
  return useQuery({
    queryKey: [...ORDERS_KEY, 'counts', accountId, salesTeam, sandbox],
    queryFn: ({ signal }) =>
      api.get('/v1/order-counts', { query: { accountId, salesTeam, sandbox }, signal }),
    enabled: Object.keys(others).length === 0,
  });
}
