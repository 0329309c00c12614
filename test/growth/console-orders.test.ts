/**
 * The console's list of orders costs the same beside 100,000 orders as beside 100: as many requests, bytes and commands to
 * MongoDB until its first page stands there. Times are figures of the bench.
 */
import type { Response } from 'playwright-core';
import { CommandCounter } from '../support/command-counter.ts';
import { LOOKS, startConsole, type TestConsole } from '../support/console.ts';
import { growDatabase, type GrownSizes } from '../support/grown-database.ts';
import { offencesWhile } from './profile.ts';

const FEW = 100;
const MANY = 100_000;
const sizesOf = (orders: number): GrownSizes => ({
  ...{ accounts: 100, orders },
  ...{ audit: FEW, deadlines: FEW, notices: 0, others: FEW },
});

interface Cost {
  /** Paths of the API, sorted. */
  readonly requests: readonly string[];
  readonly bytes: number;
  /** Commands about orders and accounts. */
  readonly commands: readonly string[];
}

let served: TestConsole;
beforeAll(async () => {
  served = await startConsole();
});
afterAll(() => served.close());

/** Opens the list in a new browser profile, up to its last request. */
async function openList(): Promise<Cost> {
  const { page, errors, close } = await served.open(LOOKS[0], '/docs', {
    key: served.product.keys.operator,
    person: 'Ana Souza',
  });
  await page.waitForLoadState('networkidle');
  const sizes: Promise<readonly [string, number]>[] = [];
  const note = (response: Response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith('/v1/')) sizes.push(response.body().then(({ length }) => [pathname, length]));
  };
  page.on('response', note);
  const counter = new CommandCounter(served.product.fixture.database);
  // The names of the accounts are asked for when the orders are there.
  const names = page.waitForResponse((response) => new URL(response.url()).pathname === '/v1/accounts');
  await page.goto(`${served.product.url}/orders`);
  await names;
  await page.locator('tbody tr').nth(20).waitFor();
  await page.waitForLoadState('networkidle');
  const commands = counter.take().filter((command) => / (orders|accounts)$/.test(command));
  counter.stop();
  page.off('response', note);
  const responses = await Promise.all(sizes);
  expect(errors).toEqual([]);
  await close();
  return {
    requests: responses.map(([pathname]) => pathname).sort(),
    bytes: responses.reduce((sum, [, bytes]) => sum + bytes, 0),
    commands: [...commands].sort(),
  };
}

test('a thousand times as many orders cost no request, command or byte more', async () => {
  const { database } = served.product.fixture;
  await growDatabase(database, sizesOf(FEW));
  await openList();
  const few = await openList();
  for (const model of Object.values(database.models)) await model.collection.deleteMany({ _id: /grown/i });
  await growDatabase(database, sizesOf(MANY));
  await openList();
  const many = await openList();

  expect(many.requests).toEqual(few.requests);
  expect(many.commands).toEqual(few.commands);
  expect(many.bytes).toBeLessThan(few.bytes * 1.1);
  // Whatever each row needs is read for all of them.
  expect(many.requests.length).toBeLessThanOrEqual(8);
  expect(many.requests).toContain('/v1/accounts');

  const offences = await offencesWhile(database, () => openList().then(() => undefined));
  expect(offences).toEqual([]);
});
