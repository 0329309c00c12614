/** Rate limits of keys and addresses. Platforms are limited by the ledger alone. */
import { call, startPipeline, type Answer, type PipelineServer } from './pipeline-server.ts';

const LIMIT = 3;

let server: PipelineServer;
beforeEach(async () => {
  server = await startPipeline({ limits: { requestsPerSecond: LIMIT } });
});
afterEach(() => server.close());

const burst = (key: string, calls: number): Promise<Answer[]> =>
  Promise.all(Array.from({ length: calls }, () => call(server, '/v1/things/a', { key })));

const refusedOf = (answers: readonly Answer[]) => answers.filter(({ status }) => status === 429);

it('rejects requests of a key beyond its limit, with Retry-After', async () => {
  // More than twice the limit, so that requests are rejected even if a window ends in between.
  const refused = refusedOf(await burst('sales-key', 4 * LIMIT));
  expect(refused.length).toBeGreaterThanOrEqual(2 * LIMIT);
  expect(refused[0]?.body).toMatchObject({
    code: 'rate_limited',
    evidence: { requestsPerSecond: LIMIT, countedBy: 'process' },
  });
  expect(refused[0]?.body['detail']).toContain('one API process');
  expect(refused[0]?.headers.get('retry-after')).toBe('1');
});

it('counts each key separately', async () => {
  await burst('sales-key', 4 * LIMIT);
  const other = await call(server, '/v1/things/a', { key: 'delivery-key' });
  expect(other.status).toBe(403);
});

it('does not count platforms', async () => {
  expect(refusedOf(await burst('platform-key', 10 * LIMIT))).toEqual([]);
});

it('does not count requests that need no key', async () => {
  const answers = await Promise.all(
    Array.from({ length: 4 * LIMIT }, () => call(server, '/healthz', { key: null })),
  );
  expect(refusedOf(answers)).toEqual([]);
});

describe('without a valid key', () => {
  /** Records the keys that would be looked up in the database. */
  const startCounted = async (limits: { trustedProxies?: readonly string[] } = {}) => {
    const lookedUp: string[] = [];
    const edge = await startPipeline({
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

  it('an address is limited before its keys are looked up, and a known key is not limited', async () => {
    const { edge, lookedUp, flood } = await startCounted();
    await flood(LIMIT);
    const refused = refusedOf(await flood(20 * LIMIT));
    expect(refused.length).toBeGreaterThanOrEqual(10 * LIMIT);
    expect(lookedUp.length).toBeLessThanOrEqual(21 * LIMIT - refused.length);
    await call(edge, '/v1/things/a', { key: 'known-key' });
    expect(lookedUp).toContain('known-key');
    await edge.close();
  });

  it.each(['/', '/v1/nowhere', '/v1/openapi.json', '/docs', '/docs/assets/start.js', '/problems/conflict'])(
    'requests of an address for %s are limited too',
    async (path) => {
      const { edge, lookedUp } = await startCounted();
      const answers = await Promise.all(
        Array.from({ length: 20 * LIMIT }, () => call(edge, path, { key: null })),
      );
      expect(refusedOf(answers).length).toBeGreaterThanOrEqual(10 * LIMIT);
      expect(refusedOf(answers)[0]?.headers.get('retry-after')).toBe('1');
      expect(lookedUp).toEqual([]);
      await edge.close();
    },
  );

  it('requests of an address for sign-off pages are limited before they look for the link', async () => {
    let opened = 0;
    const edge = await startPipeline({
      limits: { requestsPerSecond: LIMIT },
      signOffPages: (_request, response) => {
        opened += 1;
        response.end();
      },
    });
    for (const path of ['/sign-off/guess', '/sign-off/guess/accept']) {
      const before = opened;
      const answers = await Promise.all(
        Array.from({ length: 20 * LIMIT }, () => call(edge, path, { key: null })),
      );
      const refused = refusedOf(answers);
      expect(refused.length).toBeGreaterThanOrEqual(10 * LIMIT);
      expect(opened - before).toBe(answers.length - refused.length);
    }
    await edge.close();
  });

  it('a flood blocks neither probes nor signed requests of providers', async () => {
    const { edge, flood } = await startCounted();
    await flood(20 * LIMIT);
    const asked = ['/healthz', '/readyz', '/readyz/usage', '/metrics'].map((path) =>
      call(edge, path, { key: null }),
    );
    const signed = call(edge, '/v1/signed/bank', { key: null, body: 'x' });
    expect(refusedOf(await Promise.all([...asked, signed]))).toEqual([]);
    await edge.close();
  });

  it('X-Forwarded-For of an untrusted client is ignored', async () => {
    const { edge, flood } = await startCounted();
    await flood(LIMIT);
    const answers = await flood(20 * LIMIT, (index) => ({ 'x-forwarded-for': `198.51.100.${index}` }));
    expect(refusedOf(answers).length).toBeGreaterThanOrEqual(10 * LIMIT);
    await edge.close();
  });

  it('X-Forwarded-For of a trusted proxy determines the address', async () => {
    const { edge, flood } = await startCounted({ trustedProxies: ['127.0.0.0/8', '10.0.0.0/8'] });
    const spread = await flood(20 * LIMIT, (index) => ({
      'x-forwarded-for': `198.51.100.${index}, 10.1.2.3`,
    }));
    expect(refusedOf(spread)).toEqual([]);
    // Entries before the last untrusted address come from the caller and may be forged.
    const forged = (index: number) => ({ 'x-forwarded-for': `198.51.100.${index}, 203.0.113.9` });
    await flood(LIMIT, forged);
    expect(refusedOf(await flood(20 * LIMIT, forged)).length).toBeGreaterThanOrEqual(10 * LIMIT);
    expect(edge.logged.map(({ facts }) => facts['address'])).toContain('203.0.113.9');
    await edge.close();
  });
});
