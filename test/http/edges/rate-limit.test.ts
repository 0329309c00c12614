/** One key may call so often in a second; platforms as often as the ledger can. */
import { call, startEdge, type Answer, type EdgeServer } from './edge-server.ts';

const LIMIT = 3;

let server: EdgeServer;
beforeEach(async () => {
  server = await startEdge({ limits: { requestsPerSecond: LIMIT } });
});
afterEach(() => server.close());

const burst = (key: string, calls: number): Promise<Answer[]> =>
  Promise.all(Array.from({ length: calls }, () => call(server, '/v1/things/a', { key })));

const refusedOf = (answers: readonly Answer[]) => answers.filter(({ status }) => status === 429);

it('refuses what a key asks beyond its limit and says when to come back', async () => {
  // Twice the limit and more, so that a window that ends meanwhile cannot let all pass.
  const refused = refusedOf(await burst('sales-key', 4 * LIMIT));
  expect(refused.length).toBeGreaterThanOrEqual(2 * LIMIT);
  expect(refused[0]?.body).toMatchObject({ code: 'rate_limited', evidence: { requestsPerSecond: LIMIT } });
  expect(refused[0]?.headers.get('retry-after')).toBe('1');
});

it('counts each key by itself, whoever else calls', async () => {
  await burst('sales-key', 4 * LIMIT);
  const other = await call(server, '/v1/things/a', { key: 'delivery-key' });
  expect(other.status).toBe(403);
});

it('does not count platforms', async () => {
  expect(refusedOf(await burst('platform-key', 10 * LIMIT))).toEqual([]);
});

it('does not count what needs no key', async () => {
  const answers = await Promise.all(
    Array.from({ length: 4 * LIMIT }, () => call(server, '/healthz', { key: null })),
  );
  expect(refusedOf(answers)).toEqual([]);
});
