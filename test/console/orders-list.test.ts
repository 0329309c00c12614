/** What a person chooses for the list of orders: columns and saved views, also those that an older version stored. */
import { ALWAYS_SHOWN, COLUMNS, columnsIn } from '../../src/console/orders/columns.ts';
import { csvAddress } from '../../src/console/orders/csv-address.ts';
import {
  commonViews,
  isSameView,
  MOST_VIEWS,
  viewsIn,
  withView,
} from '../../src/console/orders/saved-views.ts';
import { filtersIn, searchOf } from '../../src/console/orders/order-filters.ts';
import { listQueriesOf } from '../../src/contracts/csv.ts';
import { API_ROUTES } from '../../src/contracts/routes.ts';
import { columnsOf } from '../../src/http/csv/columns.ts';

describe('columns', () => {
  test('are in the order of the table, whatever was stored first', () => {
    expect(columnsIn(['total', 'customer', 'order', 'state'])).toEqual([
      'order',
      'customer',
      'state',
      'total',
    ]);
  });

  test('without which a row says nothing are always there', () => {
    expect(columnsIn([])).toEqual(ALWAYS_SHOWN);
  });

  test('are those of a new visitor if nothing, or no list, was stored', () => {
    expect(columnsIn(undefined)).toEqual(columnsIn({ total: true }));
    expect(columnsIn(undefined).length).toBeGreaterThan(ALWAYS_SHOWN.length);
  });

  test('that no longer exist are left out', () => {
    expect(columnsIn([...COLUMNS, 'margin', 7])).toEqual(COLUMNS);
  });
});

describe('saved views', () => {
  test('leave out what is no view', () => {
    const stored = [
      { name: 'Asia', search: 'salesTeam=apac' },
      { name: '' },
      { name: 'x' },
      null,
      'state=active',
    ];
    expect(viewsIn(stored)).toEqual([{ name: 'Asia', search: 'salesTeam=apac' }]);
    expect(viewsIn({})).toEqual([]);
  });

  test('of the same name replace each other', () => {
    const once = withView([], { name: 'Mine', search: 'state=active' });
    expect(withView(once, { name: 'Mine', search: 'state=refunded' })).toEqual([
      { name: 'Mine', search: 'state=refunded' },
    ]);
  });

  test('are bounded: the oldest makes room', () => {
    const many = Array.from({ length: MOST_VIEWS }, (_, index) => ({ name: `View ${index}`, search: '' }));
    const more = withView(many, { name: 'New', search: 'state=active' });
    expect(more).toHaveLength(MOST_VIEWS);
    expect(more.map(({ name }) => name)).not.toContain('View 0');
    expect(more.at(-1)?.name).toBe('New');
  });

  test('that everyone has are filters that the list knows', () => {
    for (const { search } of commonViews(Date.parse('2026-11-30T10:00:00Z')))
      expect(searchOf(filtersIn(new URLSearchParams(search)))).toBe(search);
    expect(commonViews(Date.parse('2026-11-30T10:00:00Z'))[2].search).toBe('endsBefore=2026-12-30');
  });

  test('are the same whatever the order of their filters', () => {
    expect(isSameView('state=active&salesTeam=apac', 'salesTeam=apac&state=active&color=red')).toBe(true);
    expect(isSameView('state=active', 'state=refunded')).toBe(false);
  });
});

test('the download asks the API for columns and filters that it knows', () => {
  const filters = filtersIn(new URLSearchParams('state=active&needsAttention=true&placedFrom=2026-03-09'));
  const address = new URL(csvAddress(filters, COLUMNS, 'Asia/Shanghai'), 'http://api.test');
  const query = Object.fromEntries(address.searchParams);
  expect(address.pathname).toBe(API_ROUTES.listOrders.path);
  expect(listQueriesOf(API_ROUTES.listOrders.query).csv.safeParse(query).error).toBeUndefined();
  const known = columnsOf(API_ROUTES.listOrders.responses[200], { isCustomer: true }).map(({ name }) => name);
  expect(known).toEqual(expect.arrayContaining(query['columns']!.split(',')));
  expect(query['timeZone']).toBe('Asia/Shanghai');
});
