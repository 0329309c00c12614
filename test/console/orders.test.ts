/** The parts of the order pages that need no browser: filters of the address, requests of commands, and where people begin. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { curlOf } from '../../src/console/api/curl.ts';
import { landingOf } from '../../src/console/app/landing.ts';
import { COMMAND_FORMS, commandBody, type SimpleCommand } from '../../src/console/orders/order-commands.ts';
import {
  filtersIn,
  ORDER_STATES,
  PAYMENT_STATES,
  queryOf,
  searchOf,
} from '../../src/console/orders/order-filters.ts';
import { stepsOf } from '../../src/console/orders/progress.ts';
import { refundBody } from '../../src/console/orders/refund-request.ts';
import { renewalBody } from '../../src/console/orders/renewal-request.ts';
import { TIMELINE_TEXTS } from '../../src/console/orders/timeline-texts.ts';
import { linkTokenIn } from '../../src/console/session/sign-in-link.ts';
import type { Order } from '../../src/contracts/order.ts';
import { API_ROUTES } from '../../src/contracts/routes.ts';
import { UNALLOCATED_STATES } from '../../src/domain/payments/states.ts';
import { projectPath } from '../../src/infra/project-root.ts';
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
  const fieldsOf = (fields: Readonly<Record<string, string>>) => ({
    get: (name: string) => fields[name] ?? null,
  });

  test('each command that needs no form of its own becomes a request that the API takes', () => {
    const simple = PUBLIC_COMMANDS.filter((command) => !['pay', 'refund', 'renew'].includes(command));
    expect(Object.keys(COMMAND_FORMS).sort()).toEqual([...simple].sort());
    for (const command of Object.keys(COMMAND_FORMS) as SimpleCommand[]) {
      const body = commandBody(command, fieldsOf({ reason: ' because ', note: ' because ' }));
      const route = Object.values(API_ROUTES).find(
        (candidate) => candidate.method === 'post' && candidate.path === `/v1/orders/{id}/${command}`,
      );
      expect([command, route !== undefined && 'body' in route && route.body.safeParse(body).success]).toEqual(
        [command, true],
      );
    }
    expect(commandBody('release', fieldsOf({ note: ' ' }))).toEqual({});
    expect(commandBody('hold', fieldsOf({ reason: ' risk check ' }))).toEqual({ reason: 'risk check' });
  });

  test('what cannot be taken back asks for a reason', () => {
    const destructive = Object.entries(COMMAND_FORMS).filter(([, form]) => form.destructive);
    expect(destructive.map(([command]) => command).sort()).toEqual(['cancel']);
    expect(destructive.every(([, form]) => form.question === 'reason')).toBe(true);
  });

  const order = { lines: [{ id: 'lin_1' }, { id: 'lin_2' }], agreement: { agreementId: 'agr_1' } };
  test.each([
    [{ what: 'all', reason: ' Not needed ' }, { reason: 'Not needed' }],
    [
      { what: 'some', reason: 'Not needed', 'quantity lin_1': '2', 'quantity lin_2': '0' },
      { reason: 'Not needed', lines: [{ lineId: 'lin_1', quantity: 2 }] },
    ],
    [
      { what: 'all', reason: 'Agreed', clause: '7.2' },
      { reason: 'Agreed', clause: '7.2', agreementId: 'agr_1' },
    ],
  ])('a refund of %j becomes a request that the API takes', (fields, body) => {
    expect(refundBody(fieldsOf(fields), order)).toEqual(body);
    expect(API_ROUTES.refundOrder.body.safeParse(body).error).toBeUndefined();
  });

  const lines = [
    { id: 'lin_1', term: { count: 12, unit: 'month' } },
    { id: 'lin_2', term: { count: 1, unit: 'year' } },
  ] as const;
  const terms = { accepted: true, version: '2026-03-24' };
  test.each([
    [{ 'term lin_1': '12', 'term lin_2': '1' }, {}],
    [
      { 'term lin_1': '24', 'term lin_2': '0' },
      { lines: [{ lineId: 'lin_1', term: { count: 24, unit: 'month' } }] },
    ],
  ])('a renewal of %j becomes a request that the API takes', (fields, body) => {
    const wanted = { termsAccepted: true, termsVersion: '2026-03-24', ...body };
    expect(renewalBody(fieldsOf(fields), lines, terms)).toEqual(wanted);
    expect(API_ROUTES.renewOrder.body.safeParse(wanted).error).toBeUndefined();
  });

  test('a shell reads the copied line as one call with exactly this body, and no key is in it', () => {
    const line = curlOf(
      { path: '/v1/orders/ord_1/cancel', body: { reason: "the customer's wish" } },
      'https://api.example.com',
    );
    const script = `curl() { printf '%s\\n' "$@"; }; uuidgen() { echo fresh; }; API_KEY=secret; ${line}`;
    const words = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).trim().split('\n');
    expect(words).toEqual([
      ...['-X', 'POST', 'https://api.example.com/v1/orders/ord_1/cancel'],
      ...['-H', 'Authorization: Bearer secret', '-H', 'Idempotency-Key: fresh'],
      ...['-H', 'Content-Type: application/json', '-d', JSON.stringify({ reason: "the customer's wish" })],
    ]);
    expect(line).not.toContain('secret');
  });
});

test('every entry that the product writes about orders has words', () => {
  const sources = readdirSync(projectPath('src/application'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(projectPath(`src/application/${name}`), 'utf8'));
  const written = sources.flatMap((source) =>
    [...source.matchAll(/\b(?:auditType|type): '((?:order|payment|line|refund|service|lot)\.\w+)'/g)].map(
      ([, type]) => type!,
    ),
  );
  // Messages to workers and to the audit of accounts, and entries about no order.
  const others = ['refund.pay', 'payment.apply', 'payment.unknown', 'lot.granted'];
  const known = Object.keys(TIMELINE_TEXTS.en);
  expect([...new Set(written)].filter((type) => !known.includes(type) && !others.includes(type))).toEqual([]);
  expect(written.length).toBeGreaterThan(20);
  for (const state of UNALLOCATED_STATES) expect(known).toContain(`payment.${state}`);
});

describe('progress', () => {
  const shown = (state: Order['state'], required = true) =>
    stepsOf({ state, agreement: { required, satisfied: true } }).map((step) => `${step.name} ${step.state}`);

  test('is at the step that the order waits for', () => {
    expect(shown('awaiting_payment')).toEqual([
      'placed done',
      'agreement done',
      'confirmation done',
      'payment current',
      'provision ahead',
      'use ahead',
    ]);
  });

  test('has no agreement where the order needs none', () => {
    expect(shown('completed', false)).toEqual([
      'placed done',
      'confirmation done',
      'payment done',
      'provision done',
      'use done',
    ]);
  });

  test('of an order that ended early ends there, and claims nothing that its state does not tell', () => {
    expect(shown('cancelled')).toEqual(['placed done', 'end stopped']);
    expect(shown('payment_expired', false)).toEqual(['placed done', 'confirmation done', 'end stopped']);
    expect(shown('refunded').at(-1)).toBe('end stopped');
  });

  test('has one step that matters for each state', () => {
    for (const state of ORDER_STATES) {
      const marked = shown(state).filter((step) => /current|stopped/.test(step));
      expect([state, marked.length]).toEqual([state, state === 'completed' ? 0 : 1]);
    }
  });
});

test('people begin with orders, and those who deliver with services', () => {
  expect(landingOf(['sales'])).toBe('/orders');
  expect(landingOf(['operator', 'delivery'])).toBe('/orders');
  expect(landingOf(['customer'])).toBe('/overview');
  expect(landingOf(['delivery'])).toBe('/services');
});

test('only the address of a sign-in link has a token', () => {
  expect(linkTokenIn({ pathname: '/sign-in', hash: '#token' })).toBe('token');
  expect(linkTokenIn({ pathname: '/sign-in', hash: '' })).toBeNull();
  expect(linkTokenIn({ pathname: '/orders', hash: '#content' })).toBeNull();
});
