import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createFakeAdapter } from '../../src/payment-providers/fake/adapter.ts';
import {
  startFakeProvider,
  type FakeProvider,
  type FakeProviderOptions,
} from '../../src/payment-providers/fake/start.ts';
import { ProviderRejectedError } from '../../src/payment-providers/provider-errors.ts';
import type { ChargeRequest, PaymentProvider } from '../../src/payment-providers/provider.ts';
import { EventReceiver, ListeningLog, SECRET } from './event-receiver.ts';

const NOW = Date.now();

let folder: string;
let dataFile: string;
let receiver: EventReceiver;
let log: ListeningLog;
const open: { close(): Promise<void> }[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fake-provider-'));
  dataFile = path.join(folder, 'data', 'payments.jsonl');
  receiver = await EventReceiver.start();
  open.push(receiver);
  log = new ListeningLog();
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
  await rm(folder, { recursive: true });
});

async function start(options: Partial<FakeProviderOptions> = {}): Promise<[PaymentProvider, FakeProvider]> {
  const provider = await startFakeProvider({
    secret: SECRET,
    dataFile,
    receiverUrl: receiver.url,
    log,
    now: () => NOW,
    retries: { backoffMs: 1, maxBackoffMs: 2 },
    ...options,
  });
  open.push(provider);
  return [createFakeAdapter({ baseUrl: provider.url, secret: SECRET, backoffMs: 1 }), provider];
}

function aCharge(token: string, given: Partial<ChargeRequest> = {}): ChargeRequest {
  return {
    paymentId: 'pay_1',
    orderId: 'ord_1',
    token,
    amount: { amountMinor: 14_160_000, currency: 'USD' },
    reference: 'Order 1',
    ...given,
  };
}

const json = async (response: Response): Promise<Record<string, unknown>> =>
  (await response.json()) as Record<string, unknown>;
const post = (url: string, body: object): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

describe('a charge at the fake provider', () => {
  test('tok_ok is captured at once, in full, by one event that names charge and payment', async () => {
    const [adapter, provider] = await start();
    const charge = await adapter.createCharge(aCharge('tok_ok', { metadata: { accountId: 'acc_1' } }));
    await log.until('event delivered');
    expect(receiver.events).toEqual([
      {
        eventId: expect.stringMatching(/^evt_/) as string,
        type: 'payment.captured',
        paymentId: 'pay_1',
        providerReference: charge.providerReference,
        amount: { amountMinor: 14_160_000, currency: 'USD' },
        occurredAt: new Date(NOW).toISOString(),
        metadata: { accountId: 'acc_1' },
      },
    ]);
    expect(await json(await fetch(`${provider.url}/charges/pay_1`))).toMatchObject({
      state: 'captured',
      providerReference: charge.providerReference,
    });
  });

  test.each(['tok_of_nobody', 'constructor'])(
    'the token %s, which it never gave out, is refused for good: nothing is charged or reported',
    async (token) => {
      const [adapter, provider] = await start();
      await expect(adapter.createCharge(aCharge(token))).rejects.toMatchObject({
        name: 'ProviderRejectedError',
        status: 422,
        code: 'unknown_token',
      });
      expect((await fetch(`${provider.url}/charges/pay_1`)).status).toBe(404);
      expect(receiver.events).toEqual([]);
    },
  );

  test('tok_declined is declined', async () => {
    const [adapter, provider] = await start();
    await adapter.createCharge(aCharge('tok_declined'));
    await log.until('event delivered');
    expect(receiver.events).toMatchObject([{ type: 'payment.declined', paymentId: 'pay_1' }]);
    expect(await json(await fetch(`${provider.url}/charges/pay_1`))).toMatchObject({ state: 'declined' });
  });

  test('tok_slow is captured two seconds later and pending until then', async () => {
    let now = NOW;
    let release: () => void = () => undefined;
    const waits: number[] = [];
    const wait = (ms: number) => {
      waits.push(ms);
      return new Promise<void>((resolve) => (release = resolve));
    };
    const [adapter, provider] = await start({ now: () => now, wait });
    await adapter.createCharge(aCharge('tok_slow'));
    expect(await json(await fetch(`${provider.url}/charges/pay_1`))).toMatchObject({ state: 'pending' });
    expect(waits).toEqual([2_000]);
    expect(receiver.events).toEqual([]);
    now += 2_000;
    release();
    expect(await receiver.until(1)).toMatchObject([
      { type: 'payment.captured', occurredAt: new Date(NOW + 2_000).toISOString() },
    ]);
    expect(await json(await fetch(`${provider.url}/charges/pay_1`))).toMatchObject({ state: 'captured' });
  });

  test('tok_duplicate sends one event five times at the same moment', async () => {
    // None is answered before all five have come: five must be under way together.
    receiver.answer = () => receiver.until(5).then(() => 200);
    const [adapter] = await start();
    await adapter.createCharge(aCharge('tok_duplicate'));
    await log.until('event delivered');
    expect(receiver.events).toHaveLength(5);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  test('tok_twice is captured twice: two events of two captures', async () => {
    const [adapter] = await start();
    await adapter.createCharge(aCharge('tok_twice'));
    await log.until('event delivered', 2);
    expect(receiver.events.map(({ type, paymentId }) => [type, paymentId])).toEqual([
      ['payment.captured', 'pay_1'],
      ['payment.captured', 'pay_1'],
    ]);
    expect(new Set(receiver.events.map(({ eventId }) => eventId)).size).toBe(2);
    expect(new Set(receiver.events.map(({ providerReference }) => providerReference)).size).toBe(2);
  });

  test('tok_wrong_amount captures one minor unit less', async () => {
    const [adapter] = await start();
    await adapter.createCharge(aCharge('tok_wrong_amount'));
    expect(await receiver.until(1)).toMatchObject([
      { type: 'payment.captured', amount: { amountMinor: 14_159_999, currency: 'USD' } },
    ]);
  });

  test('asked for ten times at once is one charge with one event', async () => {
    const [adapter, provider] = await start();
    const charges = await Promise.all(
      Array.from({ length: 10 }, () => adapter.createCharge(aCharge('tok_ok'))),
    );
    expect(new Set(charges.map((charge) => charge.providerReference)).size).toBe(1);
    await log.until('event delivered');
    const { items } = await json(await fetch(`${provider.url}/events?paymentId=pay_1`));
    expect(items).toEqual(receiver.events);
  });

  test('with the same payment id and another amount is refused', async () => {
    const [adapter] = await start();
    await adapter.createCharge(aCharge('tok_ok'));
    const other = adapter.createCharge(aCharge('tok_ok', { amount: { amountMinor: 1, currency: 'USD' } }));
    await expect(other).rejects.toMatchObject({ status: 409, code: 'conflict' });
  });

  test.each([
    ['no amount', { amount: { amountMinor: 0, currency: 'USD' } }],
    ['half a cent', { amount: { amountMinor: 0.5, currency: 'USD' } }],
    ['an unknown field', { colour: 'red' }],
  ])('with %s is refused', async (_what, given) => {
    const [adapter] = await start();
    const charge = adapter.createCharge({ ...aCharge('tok_ok'), ...given });
    await expect(charge).rejects.toBeInstanceOf(ProviderRejectedError);
  });

  test('is not read from a form or from broken JSON, and what it said is not repeated', async () => {
    const [, provider] = await start();
    const body = '{"token":"tok_secret"';
    for (const type of ['text/plain', 'application/json']) {
      const response = await fetch(`${provider.url}/charges`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
      expect(response.status).toBeGreaterThanOrEqual(400);
      expect(await response.text()).not.toContain('tok_secret');
    }
  });

  test('stores no token in the file', async () => {
    const [adapter] = await start();
    await adapter.createCharge(aCharge('tok_ok'));
    expect(await readFile(dataFile, 'utf8')).not.toContain('tok_ok');
  });
});

describe('a refund at the fake provider', () => {
  const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });

  async function captured(): Promise<[PaymentProvider, string]> {
    const [adapter] = await start();
    const { providerReference } = await adapter.createCharge(aCharge('tok_ok', { amount: usd(1_000) }));
    await receiver.until(1);
    return [adapter, providerReference];
  }

  test('is paid by one event, however often it is asked for', async () => {
    const [adapter, providerReference] = await captured();
    const request = { refundId: 'ref_1', providerReference, amount: usd(400) };
    const answers = await Promise.all([adapter.refund(request), adapter.refund(request)]);
    expect(answers[0]).toEqual(answers[1]);
    await log.until('event delivered', 2);
    expect(receiver.events.slice(1)).toMatchObject([
      { type: 'refund.paid', refundId: 'ref_1', paymentId: 'pay_1', providerReference, amount: usd(400) },
    ]);
  });

  test('cannot return more than was captured, also in parts', async () => {
    const [adapter, providerReference] = await captured();
    await adapter.refund({ refundId: 'ref_1', providerReference, amount: usd(999) });
    const tooMuch = adapter.refund({ refundId: 'ref_2', providerReference, amount: usd(2) });
    await expect(tooMuch).rejects.toMatchObject({ status: 422, code: 'exceeds_capture' });
    await adapter.refund({ refundId: 'ref_2', providerReference, amount: usd(1) });
  });

  test.each([
    ['of an unknown capture', { providerReference: 'fch_x' }, 'not_found'],
    ['in another currency', { amount: { amountMinor: 1, currency: 'CNY' } }, 'wrong_currency'],
  ])('%s is refused', async (_what, given, code) => {
    const [adapter, providerReference] = await captured();
    const refund = adapter.refund({ refundId: 'ref_1', providerReference, amount: usd(1), ...given });
    await expect(refund).rejects.toMatchObject({ code });
  });
});

describe('events of the fake provider', () => {
  test('are sent again under the same id until the receiver takes them', async () => {
    receiver.answer = (n) => [503, 302, 500][n] ?? 200;
    const [adapter] = await start();
    await adapter.createCharge(aCharge('tok_ok'));
    await log.until('event delivered');
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual(
      Array(4).fill(receiver.events[0]?.eventId),
    );
  });

  test('are given up after a bounded number of rounds and wait for the next start', async () => {
    receiver.answer = () => 500;
    const [adapter, provider] = await start({ retries: { rounds: 3, backoffMs: 1, maxBackoffMs: 1 } });
    await adapter.createCharge(aCharge('tok_ok'));
    await log.until('event stays outstanding');
    expect(receiver.events).toHaveLength(3);
    await provider.close();
    receiver.answer = () => 200;
    await start();
    await log.until('event delivered');
    expect(receiver.events).toHaveLength(4);
  });

  test('that found no receiver are delivered after a restart, and only those', async () => {
    const { port } = receiver;
    await receiver.close();
    const [adapter, provider] = await start({ receiverUrl: `http://127.0.0.1:${port}/` });
    await adapter.createCharge(aCharge('tok_ok'));
    await provider.close();

    receiver = await EventReceiver.start(port);
    open.push(receiver);
    const [, second] = await start();
    await log.until('event delivered');
    expect(receiver.events).toMatchObject([{ paymentId: 'pay_1' }]);
    await second.close();

    const [third] = await start();
    await third.createCharge(aCharge('tok_ok', { paymentId: 'pay_2' }));
    await log.until('event delivered', 2);
    expect(receiver.events.map(({ paymentId }) => paymentId)).toEqual(['pay_1', 'pay_2']);
  });

  test('of an answered charge are on the disk: a second provider with a copy of it sends them', async () => {
    receiver.answer = () => new Promise<number>(() => undefined);
    const [adapter] = await start();
    const charge = await adapter.createCharge(aCharge('tok_ok'));
    const copy = path.join(folder, 'copy.jsonl');
    await writeFile(copy, `${await readFile(dataFile, 'utf8')}{"kind":"delivered","eve`);
    await receiver.until(1);
    receiver.answer = () => 200;

    const [heir] = await start({ dataFile: copy });
    await log.until('event delivered');
    expect(receiver.events[1]).toEqual(receiver.events[0]);
    expect(await heir.createCharge(aCharge('tok_ok'))).toEqual(charge);
    await heir.createCharge(aCharge('tok_ok', { paymentId: 'pay_2' }));
    const lines = (await readFile(copy, 'utf8')).trimEnd().split('\n');
    expect(lines.every((line) => JSON.parse(line) !== null)).toBe(true);
  });

  test('can be replayed any number of times at once', async () => {
    const [adapter, provider] = await start();
    await adapter.createCharge(aCharge('tok_ok'));
    const [event] = await receiver.until(1);
    receiver.answer = () => receiver.until(11).then(() => 200);
    const answer = await post(`${provider.url}/events`, { eventId: event?.eventId, times: 10 });
    expect(await json(answer)).toEqual({ statuses: Array(10).fill(200) });
    expect(receiver.events).toEqual(Array(11).fill(event));
    expect((await post(`${provider.url}/events`, { eventId: 'evt_x' })).status).toBe(404);
  });
});

describe('the fake provider', () => {
  test('names the line of its file that it cannot read', async () => {
    const file = path.join(folder, 'broken.jsonl');
    await writeFile(file, '{"kind":"delivered","eventId":"evt_1","at":"x"}\n{"kind":"gift"}\n');
    await expect(start({ dataFile: file })).rejects.toThrow('broken.jsonl:2');
  });

  test.each(['hunter2', 'whsec_hunter2_hunter2_hunter2'])(
    'refuses the secret %s, which is none, without repeating it',
    async (secret) => {
      const failure = await start({ secret }).catch(String);
      expect(failure).toContain('must be "whsec_"');
      expect(failure).not.toContain('hunter2');
    },
  );

  test('says that it lives, and answers unknown addresses in JSON', async () => {
    const [, provider] = await start();
    expect((await fetch(`${provider.url}/healthz`)).status).toBe(200);
    const response = await fetch(`${provider.url}/elsewhere`);
    expect([response.status, await json(response)]).toEqual([404, { error: { code: 'not_found' } }]);
  });
});
