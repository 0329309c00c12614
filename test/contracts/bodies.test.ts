/** Bodies of the calls: what is well-formed, and what is not whatever the rules say. */
import fc from 'fast-check';
import { API_ROUTES } from '../../src/contracts/routes.ts';

const {
  placeOrder,
  quote,
  createAccount,
  advanceClock,
  recordAgreement,
  startPayment,
  postUsage,
  postUsageBatch,
  createKey,
  setPrices,
} = API_ROUTES;

interface Parser {
  safeParse(value: unknown): {
    success: boolean;
    error?: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } | undefined;
  };
}

const accepts = (schema: Parser, value: unknown) => schema.safeParse(value).success;
/** Where the first mistake is, and what it says. */
const mistake = (schema: Parser, value: unknown) => {
  const issue = schema.safeParse(value).error?.issues[0];
  return issue === undefined ? null : [issue.path.join('.'), issue.message];
};

const order = {
  accountId: 'acc_1',
  channel: 'online',
  termsAccepted: true,
  termsVersion: '2025-03-07',
  lines: [{ sku: 'AIMIS-INTL-CI-QTY-15Y', quantity: 1_000 }],
};
const withLine = (line: object) => ({ ...order, lines: [{ ...order.lines[0], ...line }] });

describe('an order', () => {
  it('is well-formed with any number for a quantity or a term, as rules decide over numbers', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        expect(accepts(placeOrder.body, withLine({ quantity: number }))).toBe(true);
        expect(accepts(placeOrder.body, withLine({ term: { count: number, unit: 'year' } }))).toBe(true);
      }),
    );
  });

  it.each([
    ['a text for a quantity', withLine({ quantity: '1000' })],
    ['no number for a quantity', withLine({ quantity: Number.NaN })],
    ['no quantity', { ...order, lines: [{ sku: 'X' }] }],
    ['an unknown field', { ...order, discount: 10 }],
    ['an unknown field of a line', withLine({ price: 1 })],
    ['a term without its unit', withLine({ term: { count: 1 } })],
    ['a term in days', withLine({ term: { count: 1, unit: 'day' } })],
    ['no lines', { ...order, lines: [] }],
    ['51 lines', { ...order, lines: Array.from({ length: 51 }, () => order.lines[0]) }],
    ['a channel that is none', { ...order, channel: 'fax' }],
    ['terms ticked with a text', { ...order, termsAccepted: 'yes' }],
    ['a list', [order]],
  ])('is not well-formed with %s', (_what, body) => {
    expect(accepts(placeOrder.body, body)).toBe(false);
  });

  it('is well-formed with the terms not ticked, which is for the rules to refuse', () => {
    expect(accepts(placeOrder.body, { ...order, termsAccepted: false })).toBe(true);
  });

  it('is quoted by the same body as it is placed with', () => {
    expect(quote.body).toBe(placeOrder.body);
  });
});

describe('an account', () => {
  const account = { name: 'Santa Clara', country: 'BR', timeZone: 'America/Sao_Paulo', salesTeam: 'latam' };

  it('is no sandbox unless it says so', () => {
    expect(createAccount.body.parse(account)).toMatchObject({ sandbox: false });
  });

  it('has a clock of its own only as a sandbox', () => {
    const sandboxNow = '2025-03-07T09:07:00Z';
    expect(accepts(createAccount.body, { ...account, sandbox: true, sandboxNow })).toBe(true);
    expect(mistake(createAccount.body, { ...account, sandboxNow })).toEqual([
      'sandboxNow',
      'sandbox_clock_without_sandbox',
    ]);
  });
});

describe('an advance of the clock', () => {
  it.each([
    [{ to: '2026-03-07T16:00:00Z' }, true],
    [{ by: 'P1Y' }, true],
    [{}, false],
    [{ to: '2026-03-07T16:00:00Z', by: 'P1Y' }, false],
    [{ by: 31_536_000 }, false],
  ])('%j is well-formed: %s', (body, isWellFormed) => {
    expect(accepts(advanceClock.body, body)).toBe(isWellFormed);
  });
});

describe('an agreement', () => {
  const agreement = {
    accountId: 'acc_1',
    number: 'COOP-1',
    productLines: ['aimis-intl'],
    signedOn: '2025-03-01',
    document: { name: 'a.pdf', sha256: 'ab'.repeat(32) },
  };

  it('may end on the day it was signed, and not before', () => {
    expect(accepts(recordAgreement.body, { ...agreement, validTo: '2025-03-01' })).toBe(true);
    expect(mistake(recordAgreement.body, { ...agreement, validTo: '2025-02-28' })).toEqual([
      'validTo',
      'ends_before_it_starts',
    ]);
  });

  it.each([
    ['no product line', { ...agreement, productLines: [] }],
    ['a product line twice', { ...agreement, productLines: ['aimis-intl', 'aimis-intl'] }],
    ['a price of nothing', { ...agreement, prices: [{ sku: 'X', amountMinor: 0, currency: 'USD' }] }],
    ['an override nested in another', { ...agreement, overrides: { graceHours: { hours: 48 } } }],
    ['an override nested without end', { ...agreement, overrides: { graceHours: [[[[]]]] } }],
  ])('is not well-formed with %s', (_what, body) => {
    expect(accepts(recordAgreement.body, body)).toBe(false);
  });
});

describe('a payment', () => {
  const offline = {
    method: 'offline',
    reference: 'SWIFT 1',
    amount: { amountMinor: 1, currency: 'USD' },
    evidence: { note: 'seen' },
  };

  it.each([
    ['online', { method: 'online', token: 'tok_ok' }, true],
    ['offline', offline, true],
    ['offline without evidence', { ...offline, evidence: undefined }, false],
    ['offline of nothing', { ...offline, amount: { amountMinor: 0, currency: 'USD' } }, false],
    ['online with fields of an offline one', { method: 'online', token: 'tok_ok', reference: 'x' }, false],
    ['of no method', { token: 'tok_ok' }, false],
  ])('%s is well-formed: %s', (_what, body, isWellFormed) => {
    expect(accepts(startPayment.body, body)).toBe(isWellFormed);
  });
});

describe('a use', () => {
  const use = { accountId: 'acc_1', organizationId: 'org_1', resource: 'inspection', quantity: 1 };

  it.each([
    [1, true],
    [1_000_000, true],
    [1_000_001, false],
    [0, false],
    [-1, false],
    [1.5, false],
    ['1', false],
  ])('of quantity %j is well-formed: %s', (quantity, isWellFormed) => {
    expect(accepts(postUsage.body, { ...use, quantity })).toBe(isWellFormed);
  });

  it('with a mistake does not refuse the batch it is in', () => {
    const usages = [
      { key: 'a', ...use },
      { key: 'b', quantity: 'many', colour: 'red' },
    ];
    expect(postUsageBatch.body.parse({ usages })).toEqual({ usages });
  });

  it.each([
    ['without a key', [{ ...use }]],
    ['with a key that cannot be printed', [{ key: 'a\n', ...use }]],
    ['of nothing', []],
    ['of 1,001', Array.from({ length: 1_001 }, (_, index) => ({ key: `k${index}` }))],
  ])('in a batch %s is refused with it', (_what, usages) => {
    expect(accepts(postUsageBatch.body, { usages })).toBe(false);
  });
});

it('a key carries at least one role, each once', () => {
  expect(accepts(createKey.body, { name: 'n', roles: ['sales', 'platform'] })).toBe(true);
  for (const roles of [[], ['sales', 'sales'], ['root']])
    expect(accepts(createKey.body, { name: 'n', roles })).toBe(false);
});

it('a list of prices has amounts above nothing', () => {
  const body = (amountMinor: number) => ({
    prices: [{ sku: 'X', amountMinor, currency: 'USD' }],
    reason: 'r',
  });
  expect(accepts(setPrices.body, body(1))).toBe(true);
  for (const amount of [0, -1, 1.5, Number.MAX_SAFE_INTEGER + 1])
    expect(accepts(setPrices.body, body(amount))).toBe(false);
});
