/** The client repeats what may pass, under the same key and within its limits, and nothing else. */
import { createClient } from '../../client/src/index.ts';
import { brokenJson, cutOff, drop, hang, json, page, problem, StandIn, type Behaviour } from './stand-in.ts';

const ACCOUNT = { name: 'A hospital', country: 'SG', timeZone: 'Asia/Singapore', salesTeam: 'asia' } as const;
const CREATED = json({ id: 'acc_1' }, 201);

let standIn: StandIn;
/** How long the client waited between attempts, in milliseconds. */
let waits: number[];
let now: number;

beforeAll(async () => {
  standIn = await StandIn.start();
});
afterAll(() => standIn.close());
beforeEach(() => {
  waits = [];
  now = 0;
});

/** Waits take no time, and the clock goes on as if they did. Chance is in the middle. */
const timing = {
  wait: (milliseconds: number) => {
    waits.push(milliseconds);
    now += milliseconds;
    return Promise.resolve();
  },
  random: () => 0.5,
  now: () => now,
};

const client = (limits = {}) => createClient({ baseUrl: standIn.url, apiKey: 'a key', timing, limits });
const create = (limits = {}) => client(limits).post('/v1/accounts', { body: ACCOUNT });

describe('a command', () => {
  it.each<[string, Behaviour]>([
    ['the connection is lost after it was processed', drop],
    ['the connection is lost in the middle of the response', cutOff],
    ['JSON of the response is broken', brokenJson],
    ['there are too many requests', problem(429, 'rate_limited', { 'retry-after': '1' })],
    ['the API is unavailable for a time', problem(503, 'unavailable', { 'retry-after': '1' })],
    ['it arrived too slowly', problem(408, 'unavailable')],
    ['the first attempt still runs', problem(409, 'idempotency_in_flight')],
    ['a proxy responds with an error page', page(502)],
    ['a proxy responds with a page and status 200', page(200)],
  ])('is repeated with the same key and body if %s', async (_when, behaviour) => {
    standIn.behave(behaviour, behaviour, CREATED);
    await expect(create()).resolves.toEqual({ id: 'acc_1' });
    expect(standIn.seen).toHaveLength(3);
    expect(standIn.keys()).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
    expect(standIn.seen.map(({ body }) => JSON.parse(body) as unknown)).toEqual([ACCOUNT, ACCOUNT, ACCOUNT]);
    expect(waits).toHaveLength(2);
  });

  it('is repeated with the same key if an attempt takes too long', async () => {
    standIn.behave(hang, CREATED);
    await expect(create({ attemptMs: 2_000 })).resolves.toEqual({ id: 'acc_1' });
    expect(standIn.seen).toHaveLength(2);
    expect(standIn.keys()).toHaveLength(1);
  });

  it.each<[string, Behaviour]>([
    ['is not valid', problem(422, 'validation_failed')],
    ['conflicts', problem(409, 'conflict')],
    ['meets an error of the API', problem(500, 'internal')],
    ['needs what is not configured', problem(503, 'unavailable')],
    ['meets a page that does not exist', page(404)],
  ])('is not repeated if it %s', async (_what, behaviour) => {
    standIn.behave(behaviour, CREATED);
    await expect(create()).rejects.toMatchObject({ attempts: 1 });
    expect(standIn.seen).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  it('has a key of its own, or that of the caller', async () => {
    standIn.behave(CREATED);
    await create();
    await create();
    expect(standIn.keys()).toHaveLength(2);
    await client().post('/v1/accounts', { body: ACCOUNT, idempotencyKey: 'PO-1234' });
    expect(standIn.seen[2]?.headers['idempotency-key']).toBe('PO-1234');
  });

  it('is sent once if its body is a stream', async () => {
    const stream = () => new Blob(['{}\n']).stream() as ReadableStream<Uint8Array>;
    const verify = () => client().post('/v1/verify', { body: stream(), contentType: 'application/x-ndjson' });
    standIn.behave(json({ valid: true, entries: 0 }), drop);
    await expect(verify()).resolves.toEqual({ valid: true, entries: 0 });
    expect(standIn.seen[0]).toMatchObject({ body: '{}\n' });
    await expect(verify()).rejects.toMatchObject({ name: 'NoResponseError', attempts: 1 });
    expect(standIn.seen).toHaveLength(2);
  });
});

it('changes that are no commands have no key, and are repeated as well', async () => {
  standIn.behave(drop, json({ id: 'acc_1' }));
  await client().patch('/v1/accounts/{id}', { path: { id: 'acc_1' }, body: { name: 'B' } });
  expect(standIn.seen).toHaveLength(2);
  expect(standIn.keys()).toEqual([undefined]);
});

describe('waits', () => {
  it('double with each attempt up to eight seconds', async () => {
    standIn.behave(drop);
    await expect(create({ attempts: 8 })).rejects.toMatchObject({ name: 'NoResponseError', attempts: 8 });
    expect(waits).toEqual([187.5, 375, 750, 1_500, 3_000, 6_000, 6_000]);
  });

  it.each([
    [0, 125],
    [0.999_999, 250],
  ])('are left to chance by half (%d)', async (random, expected) => {
    standIn.behave(drop, CREATED);
    const lucky = createClient({ baseUrl: standIn.url, timing: { ...timing, random: () => random } });
    await lucky.post('/v1/accounts', { body: ACCOUNT });
    expect(waits[0]).toBeCloseTo(expected, 2);
  });

  it('are not shorter than the server asks, in seconds or as a date', async () => {
    const inFiveSeconds = new Date(Date.now() + 5_000).toUTCString();
    standIn.behave(
      problem(429, 'rate_limited', { 'retry-after': '7' }),
      page(503, { 'retry-after': inFiveSeconds }),
      CREATED,
    );
    await create();
    expect(waits[0]).toBe(7_187.5);
    expect(waits[1]).toBeGreaterThan(3_000);
    expect(waits[1]).toBeLessThanOrEqual(5_375);
  });
});

describe('limits', () => {
  it('end a call after so many attempts, with the last error', async () => {
    standIn.behave(drop, problem(503, 'unavailable', { 'retry-after': '1' }));
    await expect(create({ attempts: 2 })).rejects.toMatchObject({ code: 'unavailable', attempts: 2 });
    expect(standIn.seen).toHaveLength(2);
  });

  it('end a call when its time is over', async () => {
    standIn.behave(drop);
    await expect(create({ attempts: 100, totalMs: 1_000 })).rejects.toMatchObject({ attempts: 3 });
    expect(waits).toEqual([187.5, 375]);
  });

  it('end a call at once if the server asks for a longer wait than is left', async () => {
    standIn.behave(problem(429, 'rate_limited', { 'retry-after': '3600' }));
    await expect(create()).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterMs: 3_600_000,
      attempts: 1,
    });
    expect(waits).toEqual([]);
  });

  it('can be those of one call', async () => {
    standIn.behave(drop);
    await expect(client().get('/healthz', { limits: { attempts: 1 } })).rejects.toMatchObject({
      attempts: 1,
    });
  });
});

describe('a signal', () => {
  const reason = new Error('the user left');

  it('ends a call that waits for its response', async () => {
    const controller = new AbortController();
    standIn.behave(() => controller.abort(reason));
    await expect(client().get('/healthz', { signal: controller.signal })).rejects.toBe(reason);
    expect(standIn.seen).toHaveLength(1);
  });

  it('ends a call that waits for its next attempt', async () => {
    const controller = new AbortController();
    const patient = createClient({
      baseUrl: standIn.url,
      timing: {
        // The real wait, which the signal ends: an hour would be longer than the test may take.
        now: () => 0,
      },
      limits: { totalMs: 7_200_000 },
    });
    standIn.behave((response, request) => {
      problem(429, 'rate_limited', { 'retry-after': '3600' })(response, request);
      response.on('close', () => setImmediate(() => controller.abort(reason)));
    });
    await expect(patient.get('/healthz', { signal: controller.signal })).rejects.toBe(reason);
    expect(standIn.seen).toHaveLength(1);
  });

  it('that was aborted before sends nothing', async () => {
    standIn.behave(CREATED);
    await expect(client().get('/healthz', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(standIn.seen).toEqual([]);
  });

  it('ends a response that is still read', async () => {
    const controller = new AbortController();
    standIn.behave((response) => void response.writeHead(200).write('first line\n'));
    const response = await client().open('/metrics', { signal: controller.signal });
    controller.abort(reason);
    // Newer versions of Node pass the reason on.
    const error: unknown = await response.text().catch((thrown: unknown) => thrown);
    expect([reason, expect.objectContaining({ name: 'AbortError' })]).toContainEqual(error);
  });
});
