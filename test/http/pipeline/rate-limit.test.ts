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
  expect(refused[0]?.body).toMatchObject({
    code: 'rate_limited',
    evidence: { requestsPerSecond: LIMIT, countedBy: 'process' },
  });
  expect(refused[0]?.body['detail']).toContain('one API process');
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

describe('without a living key', () => {
  /** Look-ups of keys, as the database would see them. */
  const counted = async (limits: { trustedProxies?: readonly string[] } = {}) => {
    const lookedUp: string[] = [];
    const edge = await startEdge({
      limits: { requestsPerSecond: LIMIT, ...limits },
      authenticate: (key) => {
        lookedUp.push(key);
        return null;
      },
      isKnownKey: (key) => key === 'known-key',
    });
    const flood = (calls: number, headers: (index: number) => Record<string, string> = () => ({})) =>
      Promise.all(
        Array.from({ length: calls }, (_, index) =>
          call(edge, '/v1/things/a', { key: `guess-${index}`, headers: headers(index) }),
        ),
      );
    return { edge, lookedUp, flood };
  };

  it('an address is held up before its keys are looked up, and a key that is known is not', async () => {
    const { edge, lookedUp, flood } = await counted();
    await flood(LIMIT);
    const refused = refusedOf(await flood(20 * LIMIT));
    expect(refused.length).toBeGreaterThanOrEqual(10 * LIMIT);
    expect(lookedUp.length).toBeLessThanOrEqual(21 * LIMIT - refused.length);
    await call(edge, '/v1/things/a', { key: 'known-key' });
    expect(lookedUp).toContain('known-key');
    await edge.close();
  });

  it.each(['/', '/v1/nowhere', '/v1/openapi.json', '/docs', '/docs/assets/start.js', '/problems/conflict'])(
    'an address may ask for %s as often as for anything open, and no more',
    async (path) => {
      const { edge, lookedUp } = await counted();
      const answers = await Promise.all(
        Array.from({ length: 20 * LIMIT }, () => call(edge, path, { key: null })),
      );
      expect(refusedOf(answers).length).toBeGreaterThanOrEqual(10 * LIMIT);
      expect(refusedOf(answers)[0]?.headers.get('retry-after')).toBe('1');
      expect(lookedUp).toEqual([]);
      await edge.close();
    },
  );

  it('a flood keeps neither probes out, nor providers who sign what they send', async () => {
    const { edge, flood } = await counted();
    await flood(20 * LIMIT);
    const asked = ['/healthz', '/readyz', '/readyz/usage', '/metrics'].map((path) =>
      call(edge, path, { key: null }),
    );
    const signed = call(edge, '/v1/signed/bank', { key: null, body: 'x' });
    expect(refusedOf(await Promise.all([...asked, signed]))).toEqual([]);
    await edge.close();
  });

  it('X-Forwarded-For makes nobody another address', async () => {
    const { edge, flood } = await counted();
    await flood(LIMIT);
    const answers = await flood(20 * LIMIT, (index) => ({ 'x-forwarded-for': `198.51.100.${index}` }));
    expect(refusedOf(answers).length).toBeGreaterThanOrEqual(10 * LIMIT);
    await edge.close();
  });

  it('behind a trusted proxy it does, as the proxy says it', async () => {
    const { edge, flood } = await counted({ trustedProxies: ['127.0.0.0/8', '10.0.0.0/8'] });
    const spread = await flood(20 * LIMIT, (index) => ({
      'x-forwarded-for': `198.51.100.${index}, 10.1.2.3`,
    }));
    expect(refusedOf(spread)).toEqual([]);
    // What stands before the last address that no proxy of ours has is what the caller says of itself.
    const forged = (index: number) => ({ 'x-forwarded-for': `198.51.100.${index}, 203.0.113.9` });
    await flood(LIMIT, forged);
    expect(refusedOf(await flood(20 * LIMIT, forged)).length).toBeGreaterThanOrEqual(10 * LIMIT);
    expect(edge.logged.map(({ facts }) => facts['address'])).toContain('203.0.113.9');
    await edge.close();
  });
});
