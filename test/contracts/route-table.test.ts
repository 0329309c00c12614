/** The table of routes as a whole: what every row owes to the contract. */
import { ROUTES } from '../../src/contracts/routes.ts';
import { errorsOf, takesBody, type Route } from '../../src/contracts/route.ts';
import { SCHEMA_VIOLATIONS } from '../../src/messages/violations/schema.ts';
import { ERROR_STATUS, ERRORS } from '../../src/domain/error-table.ts';

const routes: [string, Route][] = Object.entries(ROUTES);

it('has each address and method once', () => {
  const addresses = routes.map(
    ([, { method, path: address }]) => `${method} ${address.replaceAll(/\{\w+\}/g, '{}')}`,
  );
  expect(addresses.filter((address, index) => addresses.indexOf(address) !== index)).toEqual([]);
});

it.each(routes)('%s needs a key of the caller exactly where it changes state', (_name, route) => {
  const { method, roles, idempotency, path: address } = route;
  // Quotes, checks and readings of a token change nothing, batches carry a key for each use, providers' events have their
  // own ids, prices are put, and a sign-off link takes one decision of a customer without a key.
  const exempt =
    method !== 'post' ||
    roles === 'signed' ||
    roles === 'open' ||
    ['/v1/quotes', '/v1/usages/batch', '/v1/verify', '/v1/services/{id}/token'].includes(address);
  expect(idempotency === 'none').toBe(exempt);
});

it.each(routes)(
  '%s takes a body exactly where it may send one, and no roles that are none',
  (_name, route) => {
    expect(route.body !== undefined).toBe(takesBody(route) && route.roles !== 'signed');
    if (typeof route.roles !== 'string') expect(route.roles.length).toBeGreaterThan(0);
  },
);

it.each(routes)(
  '%s refuses with codes of the closed list that the table of refusals can word',
  (_name, route) => {
    const worded = new Set(Object.values(ERRORS).map(({ code }) => code));
    for (const code of errorsOf(route)) {
      expect(ERROR_STATUS).toHaveProperty(code);
      expect([...worded]).toContain(code);
    }
  },
);

it('words every mistake of shape in both languages with the same places', () => {
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).sort();
  for (const [code, { en, zh }] of Object.entries(SCHEMA_VIOLATIONS))
    expect([code, places(zh)]).toEqual([code, places(en)]);
});
