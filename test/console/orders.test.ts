/** The parts of the order pages that need no browser: filters of the address, requests of commands, and where people begin. */
import { execFileSync } from 'node:child_process';
import { curlOf } from '../../src/console/api/curl.ts';
import { landingOf } from '../../src/console/app/landing.ts';
import { COMMAND_FORMS, commandRequest, type Command } from '../../src/console/orders/order-commands.ts';
import {
  filtersIn,
  ORDER_STATES,
  PAYMENT_STATES,
  queryOf,
  searchOf,
} from '../../src/console/orders/order-filters.ts';
import { linkTokenIn } from '../../src/console/session/sign-in-link.ts';
import { API_ROUTES } from '../../src/contracts/routes.ts';
import { ORDER_STATES as DOMAIN_STATES, PUBLIC_COMMANDS } from '../../src/domain/orders/states.ts';

describe('filters of the list', () => {
  const inAddress = (search: string) => filtersIn(new URLSearchParams(search));

  test('an address and its filters say the same', () => {
    const search = 'query=Riverside&state=active&placedFrom=2026-03-09&sandbox=only';
    expect(inAddress(search)).toEqual({
      query: 'Riverside',
      state: 'active',
      placedFrom: '2026-03-09',
      sandbox: 'only',
    });
    expect(inAddress(searchOf(inAddress(search)))).toEqual(inAddress(search));
  });

  test('what is empty, unknown or no date filters nothing', () => {
    expect(
      inAddress('state=open&query=%20&placedFrom=2026-13-40&sandbox=false&color=red&needsAttention=1'),
    ).toEqual({});
  });

  test('the API takes every query that filters can make', () => {
    const filters = inAddress(
      'query=a&state=active&paymentState=none&productLine=ipc&accountId=acc_1&sku=S&salesTeam=apac&needsAttention=true&sandbox=true&placedFrom=2026-03-09&placedTo=2026-03-10&endsBefore=2027-01-01',
    );
    const query = Object.fromEntries(
      Object.entries(queryOf(filters)).map(([name, value]) => [name, String(value)]),
    );
    expect(Object.keys(query)).toHaveLength(12);
    expect(API_ROUTES.listOrders.query.safeParse(query).error).toBeUndefined();
  });

  test('all states can be chosen', () => {
    expect([...ORDER_STATES].sort()).toEqual(Object.keys(DOMAIN_STATES).sort());
    const known = (paymentState: string) => API_ROUTES.listOrders.query.safeParse({ paymentState }).success;
    expect(PAYMENT_STATES.every(known)).toBe(true);
  });
});

describe('commands', () => {
  const answers = { text: "the customer's wish", termsVersion: '2026-03-24' };

  test('each command of the API has a form and becomes a request that the API takes', () => {
    expect(Object.keys(COMMAND_FORMS).sort()).toEqual([...PUBLIC_COMMANDS].sort());
    for (const command of Object.keys(COMMAND_FORMS) as Command[]) {
      const { path, body } = commandRequest(command, 'ord_1', answers);
      const route = Object.values(API_ROUTES).find(
        (candidate) => candidate.method === 'post' && candidate.path === path.replace('ord_1', '{id}'),
      );
      expect([command, route !== undefined && 'body' in route && route.body.safeParse(body).success]).toEqual(
        [command, true],
      );
    }
  });

  test('what cannot be taken back asks for a reason', () => {
    const destructive = Object.entries(COMMAND_FORMS).filter(([, form]) => form.destructive);
    expect(destructive.map(([command]) => command).sort()).toEqual(['cancel', 'refund']);
    expect(destructive.every(([, form]) => form.question === 'reason')).toBe(true);
  });

  test('a shell reads the copied line as one call with exactly this body, and no key is in it', () => {
    const line = curlOf(commandRequest('cancel', 'ord_1', answers), 'https://api.example.com');
    const script = `curl() { printf '%s\\n' "$@"; }; uuidgen() { echo fresh; }; API_KEY=secret; ${line}`;
    const words = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).trim().split('\n');
    expect(words).toEqual([
      ...['-X', 'POST', 'https://api.example.com/v1/orders/ord_1/cancel'],
      ...['-H', 'Authorization: Bearer secret', '-H', 'Idempotency-Key: fresh'],
      ...['-H', 'Content-Type: application/json', '-d', JSON.stringify({ reason: answers.text })],
    ]);
    expect(line).not.toContain('secret');
  });
});

test('people begin with orders, and those who deliver with services', () => {
  expect(landingOf(['sales'])).toBe('/orders');
  expect(landingOf(['operator', 'delivery'])).toBe('/orders');
  expect(landingOf(['customer'])).toBe('/orders');
  expect(landingOf(['delivery'])).toBe('/services');
});

test('only the address of a sign-in link has a token', () => {
  expect(linkTokenIn({ pathname: '/sign-in', hash: '#token' })).toBe('token');
  expect(linkTokenIn({ pathname: '/sign-in', hash: '' })).toBeNull();
  expect(linkTokenIn({ pathname: '/orders', hash: '#content' })).toBeNull();
});
